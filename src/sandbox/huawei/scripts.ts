import type { Answer, Call } from '../call.js'
import { readBody } from './body.js'
import type { Context } from './context.js'
import { ERRORS, refusal } from './errors.js'
import { isMarked, newId } from '../ids.js'
import { contains, page, PAGING, readQuery } from './query.js'
import { SCRIPT_BODY, type ScriptBody, type ShootScript } from './scripts/request.js'
import type { StoredScript } from './world/scripts.js'
import { vendorTime } from './world/times.js'

const CATALOGS = ['VIDEO_DRAFT', 'SYSTEM_VIDEO_TEMPLET'] as const
const LIST_QUERY = {
  ...PAGING, name: { kind: 'text', max: 256 }, script_catalog: { kind: 'choice', of: CATALOGS }, view_mode: { kind: 'choice', of: ['LANDSCAPE', 'VERTICAL'] },
} as const

/** 5.1.1: a draft. Its AUDIO scenes get an address each to upload their sound to. */
export function createVideoScripts(context: Context, call: Call): Answer {
  const body = readBody(SCRIPT_BODY, call)
  const now = context.options.now()
  const id = newId()
  const script: StoredScript = { id, body: { view_mode: 'LANDSCAPE', ...numbered(body) }, catalog: 'VIDEO_DRAFT', createdAt: now, updatedAt: now, cover: `scripts/${id}/cover.svg`, audio: new Map() }
  checkText(script.body)
  context.media.put(script.cover, { motif: 'film', caption: body.script_name ?? '', hue: 20 })
  context.world.scripts.add(script)
  return { status: 200, body: { script_id: id, ...audioUploads(context, script) } }
}

/** 5.1.2: newest first; drafts, unless templates are asked for. */
export function listVideoScripts({ world, media }: Context, call: Call): Answer {
  const query = readQuery(LIST_QUERY, call.query)
  const { name, script_catalog: catalog = 'VIDEO_DRAFT', view_mode: mode } = query
  const found = world.scripts.all.filter((script) => script.catalog === catalog
    && (name === undefined || contains(script.body.script_name ?? '', name)) && (mode === undefined || script.body.view_mode === mode))
  return {
    status: 200,
    body: {
      count: found.length,
      video_scripts: page(found, query).map(({ id, body, cover, createdAt, updatedAt }) => {
        const first = body.shoot_scripts?.[0]?.shoot_script
        return {
          script_id: id, script_name: body.script_name, script_description: body.script_description, model_asset_id: body.model_asset_id, model_asset_type: body.model_asset_type,
          script_cover_url: media.url(cover), script_type: first?.script_type ?? 'TEXT', text: first?.text_config?.text,
          create_time: vendorTime(createdAt), update_time: vendorTime(updatedAt),
        }
      }),
    },
  }
}

/** 5.1.3. */
export function showVideoScript({ world, media }: Context, call: Call): Answer {
  const script = scriptOf(world.scripts.byId, call.params['script_id'] ?? '')
  const files = [...script.audio].filter(([, { path }]) => media.find(path)).map(([number, { path }]) => ({ sequence_no: number, audio_file_download_url: media.url(path) }))
  return {
    status: 200,
    body: {
      script_id: script.id, ...script.body, script_cover_url: media.url(script.cover),
      create_time: vendorTime(script.createdAt), update_time: vendorTime(script.updatedAt),
      ...(files.length > 0 ? { audio_files: { audio_file_url: files } } : {}),
    },
  }
}

/** 5.1.4: what the body names is replaced. Templates of the system are refused. */
export function updateVideoScript(context: Context, call: Call): Answer {
  const script = ownScriptOf(context, call)
  const changed = { ...script.body, ...numbered(readBody(SCRIPT_BODY, call)) }
  checkText(changed)
  script.body = changed
  script.updatedAt = context.options.now()
  return { status: 200, body: { script_id: script.id, ...audioUploads(context, script) } }
}

/** 5.1.5: no body in the answer. */
export function deleteVideoScript(context: Context, call: Call): Answer {
  const script = ownScriptOf(context, call)
  context.world.scripts.remove(script)
  for (const { path } of script.audio.values()) context.media.delete(path)
  context.media.delete(script.cover)
  return { status: 200 }
}

/** 5.1.6: a draft with the same content, out of a draft or of a template. */
export function copyVideoScripts({ world, media, options }: Context, call: Call): Answer {
  const source = scriptOf(world.scripts.byId, call.params['script_id'] ?? '')
  const [id, now] = [newId(), options.now()]
  const copy: StoredScript = { id, body: structuredClone(source.body), catalog: 'VIDEO_DRAFT', createdAt: now, updatedAt: now, cover: `scripts/${id}/cover.svg`, audio: new Map() }
  media.put(copy.cover, { motif: 'film', caption: copy.body.script_name ?? '', hue: 20 })
  for (const [number, { path }] of source.audio) {
    const sound = media.find(path)
    const name = audioPath(id, number)
    copy.audio.set(number, { path: name, upload: media.upload(name) })
    if (sound) media.keep(name, sound)
  }
  world.scripts.add(copy)
  return { status: 200, body: { script_id: id } }
}

/** The script of an id. Throws the vendor's 404. */
export function scriptOf(scripts: ReadonlyMap<string, StoredScript>, id: string): StoredScript {
  const script = scripts.get(id)
  if (!script) throw refusal(ERRORS.notFound, 'there is no script of this id')
  return script
}

function ownScriptOf({ world }: Context, call: Call): StoredScript {
  const script = scriptOf(world.scripts.byId, call.params['script_id'] ?? '')
  if (script.catalog !== 'VIDEO_DRAFT') throw refusal(ERRORS.noTemplatePermission, 'the script is a template of the system')
  return script
}

/** Scenes without a number get that of their place. */
function numbered(body: ScriptBody): ScriptBody {
  const scenes = body.shoot_scripts?.map((scene, index): ShootScript => ({ ...scene, sequence_no: scene.sequence_no ?? index + 1 }))
  return scenes ? { ...body, shoot_scripts: scenes } : body
}

function checkText({ script_name: name, shoot_scripts: scenes = [] }: ScriptBody): void {
  if (isMarked(name)) throw refusal(ERRORS.sensitiveName, 'the name holds the marker that fails reviews')
  const numbers = scenes.map((scene) => scene.sequence_no)
  if (new Set(numbers).size < numbers.length) throw refusal(ERRORS.invalid, 'shoot_scripts: two have one sequence_no')
  for (const { shoot_script: scene } of scenes) {
    if (scene && (scene.script_type ?? 'TEXT') === 'TEXT' && !scene.text_config) throw refusal(ERRORS.noText, 'a TEXT scene needs its text_config')
  }
}

/** Opens uploads for AUDIO scenes, closes those of scenes that are gone; what is to be answered about them. */
function audioUploads({ media }: Context, script: StoredScript): Record<string, unknown> {
  const wanted = new Set((script.body.shoot_scripts ?? []).filter((scene) => scene.shoot_script?.script_type === 'AUDIO').map((scene) => scene.sequence_no ?? 0))
  for (const [number, { path }] of script.audio) {
    if (wanted.has(number)) continue
    media.delete(path)
    script.audio.delete(number)
  }
  for (const number of wanted) {
    const path = audioPath(script.id, number)
    script.audio.set(number, { path, upload: media.upload(path) })
  }
  const urls = [...script.audio].map(([number, { upload }]) => ({ sequence_no: number, audio_file_upload_url: upload.urls[0] }))
  return urls.length > 0 ? { audio_files: { audio_file_url: urls } } : {}
}

function audioPath(scriptId: string, number: number): string {
  return `scripts/${scriptId}/${number}.wav`
}
