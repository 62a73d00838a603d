import { z } from 'zod'

/* The JSON types of SenseTime's answers. Names marked C in the table of operations come from a third party's client. */

/** Numbers and texts are both used for ids. */
const id = z.union([z.string().min(1), z.number()]).transform(String)
const optionalText = z.union([z.string(), z.number()]).transform(String).nullish()

/** `data` of a token (10) and of a refresh; the answer holds personal data beside it, none of which is read. */
export const wireToken = z.object({
  accessToken: z.string().min(1),
  /** Seconds. */
  expiresIn: z.number().positive().nullish(),
  refreshToken: z.string().min(1).nullish(),
  /** Seconds. */
  refreshTokenExpiresIn: z.number().nullish(),
})
export type WireToken = z.output<typeof wireToken>

/** `data` of a session's creation (5). */
export const wireStarted = z.object({
  sessionId: id,
  sessionToken: optionalText,
  status: z.number().nullish(),
  rtcAppId: optionalText,
  rtcChannelId: optionalText,
  rtcUid: optionalText,
  rtcToken: optionalText,
})
export type WireStarted = z.output<typeof wireStarted>

/** `data` of running/list; an envelope without data has nothing that runs. */
export const wireRunning = z.array(z.object({ sessionId: id, status: z.number() })).nullable().transform((sessions) => sessions ?? [])

/** `data` of the query of a session or a task: nothing but the number is known by name. */
export const wireStatus = z.looseObject({ status: z.union([z.number(), z.string().min(1)]) })
export type WireStatus = z.output<typeof wireStatus>

/** `data` of the creation of a task: the face swap (11) answers its number alone; an object is taken by what ids are called elsewhere. */
export const wireTask = z.union([id, z.union([z.object({ taskId: id }).transform(({ taskId }) => taskId), z.object({ id }).transform(({ id: own }) => own)])])

/** "Paging Information". */
const wirePagination = z.object({ pageNo: z.number(), numberPages: z.number(), numberRecords: z.number() })

/** A record of the public avatars: which fields it has is not published, but for what a live script names an avatar by. */
export const wireAppearance = z.looseObject({ id })
export type WireAppearance = z.output<typeof wireAppearance>

/** `data` of a list: the records are the one array beside `pagination`, whatever its key, which is not published. */
export const wireAppearances = z.looseObject({ pagination: wirePagination }).transform(({ pagination, ...others }, context) => {
  const [records, ...more] = Object.values(others).filter(Array.isArray)
  // A page without records may have no array at all.
  const parsed = more.length > 0 ? undefined : z.array(wireAppearance).safeParse(records ?? [])
  if (parsed?.success && (records || pagination.numberRecords === 0)) return { pagination, records: parsed.data }
  context.addIssue({ code: 'custom', message: 'expected one array of records with an id beside pagination' })
  return z.NEVER
})
