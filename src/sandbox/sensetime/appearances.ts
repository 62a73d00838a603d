import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { picture } from '../picture.js'
import { Random } from '../random.js'
import { readInput } from './body.js'
import { ERRORS, refusal, success } from './errors.js'
import type { Unconfirmed } from './unconfirmed.js'

/** An avatar that the platform offers to everybody. The list's record is not published; a live script names an avatar by these facts. */
export interface Avatar {
  id: number
  name: string
  faceFeatureId: string
  /** The model, a zip file. */
  url: string
  thumbnailUrl: string
  /** `YYYY-MM-DD HH:mm:ss`. */
  createTime: string
}

const PEOPLE = ['林晓', '陈宇', '苏晴', '周远', '顾言', 'Mia', 'Oliver', 'Amara', '佐藤美咲', '李岚']
const OUTFITS = ['商务', '休闲', '直播']
const FOLDER = '/oss/appearance/'
/** The end record of a zip file: an archive with nothing in it. */
const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)])

/** Thirty avatars, the same for the same seed; their files are addresses under `baseUrl`. */
export function createAvatars(seed: number, baseUrl: string): Avatar[] {
  const random = new Random(seed)
  return PEOPLE.flatMap((person) => OUTFITS.map((outfit) => `${person}·${outfit}`)).map((name, index) => {
    const id = 20_001 + index
    const day = new Date(Date.UTC(2024, 0, 1) + random.integer(0, 365 * 24 * 3600) * 1000)
    const file = `${baseUrl}${FOLDER}${id}`
    return { id, name, faceFeatureId: random.hex(16), url: `${file}.zip`, thumbnailUrl: `${file}.svg`, createTime: day.toISOString().slice(0, 19).replace('T', ' ') }
  })
}

const PAGE = z.object({
  pageNo: z.int().min(1).nullish(),
  pageSize: z.int().min(1).nullish(),
  sortName: z.string().nullish(),
  sortValue: z.enum(['asc', 'desc']).nullish(),
})

/** Page "公共素材获取": a page of the public avatars. The names to sort by are not published; those of the record work. */
export function listAppearances(avatars: readonly Avatar[], unconfirmed: Unconfirmed, call: Call): Answer {
  const { pageNo, pageSize, sortName, sortValue } = readInput(PAGE, call)
  const [page, size] = [pageNo ?? 1, pageSize ?? 10]
  if (size > unconfirmed.maxPageSize) throw refusal(ERRORS.invalid, `pageSize: expected at most ${unconfirmed.maxPageSize}`)
  const fields = Object.entries(unconfirmed.avatarFields) as [keyof Avatar, string][]
  const sorted = [...avatars]
  if (sortName != null && sortName !== '') {
    const field = fields.find(([, name]) => name === sortName)?.[0]
    if (field === undefined) throw refusal(ERRORS.invalid, 'sortName: expected a name of the record')
    sorted.sort((one, other) => one[field] < other[field] ? -1 : one[field] > other[field] ? 1 : 0)
    if (sortValue === 'desc') sorted.reverse()
  }
  const start = (page - 1) * size
  const records = sorted.slice(start, start + size).map((avatar) => Object.fromEntries(fields.map(([field, name]) => [name, avatar[field]])))
  return success({
    pagination: { pageNo: page, numberPages: Math.ceil(avatars.length / size), numberRecords: avatars.length, pageSize: size, startIndex: start + unconfirmed.startIndexBase },
    [unconfirmed.listKey]: records,
  })
}

/** Serves the pictures of the avatars, and an empty archive for each model. */
export function serveAppearances(app: FastifyInstance, avatars: () => readonly Avatar[]): void {
  app.get<{ Params: { file: string } }>(`${FOLDER}:file`, (request, reply) => {
    const [, id, type] = /^(\d+)\.(svg|zip)$/.exec(request.params.file) ?? []
    const avatar = avatars().find((candidate) => String(candidate.id) === id)
    if (!avatar) return reply.code(404).send()
    if (type === 'zip') return reply.type('application/zip').send(EMPTY_ZIP)
    return reply.type('image/svg+xml').send(picture('person', avatar.name, (avatar.id * 47) % 360))
  })
}
