import { z } from 'zod'
import type { Refusal } from '../call.js'
import { isMarked } from '../ids.js'
import { ERRORS, refusal } from './errors.js'

/** File types of backgrounds and foregrounds (code 83115951); the index is the `type`. */
const MEDIA_TYPES: readonly RegExp[] = [/\.(jpg|jpeg|png|gif|bmp|tiff|svg)$/i, /\.(mp4|avi|mov|wmv|flv|mkv)$/i]

const ID = z.union([z.string(), z.number()]).optional()
const MEDIA = z.looseObject({ type: z.int().optional(), name: z.string().optional(), url: z.string().optional(), rect: z.array(z.number()).optional() })

/** What a scene shows and says. The document's samples name these keys and do not say which are required: none is, and others pass. */
const SCENE = z.looseObject({
  digital_role: z.looseObject({ id: ID, face_feature_id: ID, name: z.string().optional(), url: z.string().optional(), scale: z.number().optional() }).optional(),
  tts_config: z.looseObject({ id: ID, name: z.string().optional() }).optional(),
  tts_query: z.looseObject({ content: z.string().optional(), ssml: z.boolean().optional() }).optional(),
  audios: z.array(z.looseObject({ url: z.string().optional() })).optional(),
  backgrounds: z.array(MEDIA).optional(),
  foregrounds: z.array(MEDIA).optional(),
})

const LIVE_SCRIPT = z.looseObject({ version: z.string().optional(), recycle: z.int().optional(), stream_mode: z.boolean().optional(), sceneList: z.array(SCENE).optional() })
const VIDEO_SCRIPT = SCENE.extend({ version: z.string().optional(), video_format: z.string().optional() })

/** Checks the `param` of a live channel or, with `unreadable` 84115960, of a takeover. */
export function checkLiveScript(param: string, unreadable: typeof ERRORS.liveParam | typeof ERRORS.takeoverParam = ERRORS.liveParam): void {
  const { sceneList = [] } = readScript(LIVE_SCRIPT, param, (reason) => refusal(unreadable, reason))
  for (const scene of sceneList) {
    checkMedia(scene)
    const avatar = scene.digital_role?.url
    if (avatar === undefined) continue
    if (!isZip(avatar)) throw refusal(ERRORS.liveAvatarFile, 'digital_role.url: expected the address of a zip file')
    if (isMarked(avatar)) throw refusal(ERRORS.liveAvatarContent, 'digital_role.url holds the marker of a file that is no avatar')
  }
}

/** Checks the `param` of a video task. */
export function checkVideoScript(param: string): void {
  const scene = readScript(VIDEO_SCRIPT, param, (reason) => refusal(ERRORS.videoParam, reason))
  checkMedia(scene)
  const avatar = scene.digital_role?.url
  if (avatar !== undefined && !isZip(avatar)) throw refusal(ERRORS.videoAvatarFile, 'digital_role.url: expected the address of a zip file')
}

function readScript<Schema extends z.ZodType>(schema: Schema, param: string, refuse: (reason: string) => Refusal): z.output<Schema> {
  let json: unknown
  try {
    json = JSON.parse(param)
  } catch {
    throw refuse('param: expected JSON')
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw refuse(`param: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function checkMedia({ backgrounds = [], foregrounds = [] }: z.output<typeof SCENE>): void {
  for (const { type, url } of [...backgrounds, ...foregrounds]) {
    if (url !== undefined && !MEDIA_TYPES[type ?? 0]?.test(pathOf(url) ?? url)) throw refusal(ERRORS.mediaType, `the file of a background or foreground is not of type ${type ?? 0}`)
  }
}

function isZip(url: string): boolean {
  return pathOf(url)?.toLowerCase().endsWith('.zip') ?? false
}

/** The path of an http or https address; its query may be a signature. */
function pathOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, pathname } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? pathname : undefined
}
