import { z } from 'zod'
import { JOB_STATUSES, type JobStatus } from '../domain/jobs.js'
import { LIVE_STATES, type LiveState } from '../domain/live.js'
import { endpoint, json, keyList, parsedUrl, text } from './fields.js'

/** SenseTime's operations whose paths a deployment may give; the vendor's table of operations tells what is known of each. */
export const SENSETIME_PATHS = [
  'refreshToken',
  'createLiveChannel',
  'closeLiveChannel',
  'listRunningLiveChannels',
  'listAppearances',
  'startLiveChannel',
  'showLiveChannel',
  'createAvatarTask',
  'showAvatarTask',
  'createVoiceTask',
  'showVoiceTask',
  'createVideoTask',
  'showVideoTask',
] as const

/** A SenseTime account, as configured. */
export interface SenseTimeAccountConfig {
  vendor: 'SENSETIME'
  slug: string
  endpoint: string
  appId: string
  appKey: string
  /** Newest first. */
  authKeys: string[]
  /** As it is set at the vendor; this deployment's own address when absent. */
  callbackUrl?: string
  /** Paths of operations, such as `/api/…` or `GET /api/…/{id}`. */
  paths: Partial<Record<(typeof SENSETIME_PATHS)[number], string>>
  /** What those numbers mean that the vendor has not published. */
  statuses: { live: Record<string, LiveState>; tasks: Record<string, JobStatus> }
}

const PATHS_EXPECTED = `expected a JSON object of operations and their paths, such as {"startLiveChannel":"/api/…","showVideoTask":"GET /api/…/{id}"}: the operations are ${SENSETIME_PATHS.join(', ')}; GET or POST may stand before a path, POST being meant when nothing does`
const STATUSES_EXPECTED = `expected a JSON object of what numbers mean, such as {"live":{"36":"LIVE"},"tasks":{"2":"RUNNING"}}: the words under live are ${LIVE_STATES.join(', ')}, those under tasks ${JOB_STATUSES.join(', ')}`

const numbers = <W extends string>(words: readonly W[]) => z.record(z.string().regex(/^-?\d{1,9}$/), z.enum(words)).default({} as Record<string, W>)
/** One message for whatever is wrong inside: the JSON is one setting. */
const whole = <S extends z.ZodType>(shape: S, expected: string) =>
  z.unknown().transform((value, context) => {
    const parsed = shape.safeParse(json(value))
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: expected })
    return z.NEVER
  })

/** The settings of a SenseTime account. */
export const sensetimeFields = {
  endpoint: endpoint.default('https://aigc.softsugar.com'),
  appId: text.optional(),
  appKey: text.optional(),
  authKeys: keyList(32, 'AuthKeys').default([]),
  callbackUrl: text.refine((value) => /^https?:$/.test(parsedUrl(value)?.protocol ?? ''), 'expected the URL that is set at SenseTime, such as https://avatars.example.com/callbacks/sensetime/tasks').optional(),
  paths: whole(z.partialRecord(z.enum(SENSETIME_PATHS), z.string().regex(/^(?:(?:GET|POST) )?\/[^\s/]\S*$/)), PATHS_EXPECTED).default({}),
  statuses: whole(z.strictObject({ live: numbers(LIVE_STATES), tasks: numbers(JOB_STATUSES) }), STATUSES_EXPECTED).default({ live: {}, tasks: {} }),
}
