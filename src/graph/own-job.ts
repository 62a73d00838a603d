import { notFound } from '../domain/errors.js'
import { decodeIdOf, type EntityRef, type EntityType } from '../domain/ids.js'
import type { JobKind } from '../domain/jobs.js'
import type { GraphContext } from './context.js'

/** The entities that are jobs, which may belong to a third-party user, and the kinds they may be of. */
const JOBS: Partial<Record<EntityType, { kinds: readonly JobKind[]; words: string }>> = {
  LiveSession: { kinds: ['LIVE_SESSION'], words: 'live session' },
  TrainingJob: { kinds: ['AVATAR_TRAINING', 'VOICE_TRAINING'], words: 'training' },
  VideoJob: { kinds: ['VIDEO'], words: 'video job' },
}

/**
 * Checks something that a caller names by its id: a job that is known to belong to another third-party user than the one
 * that the caller acts for is not there for it (NOT_FOUND). A caller that acts for nobody sees everyone's. Call it wherever
 * an id comes in; what is reached from there on belongs to the same user.
 */
export async function assertOwn({ type, account, key }: EntityRef, { services, call }: Pick<GraphContext, 'services' | 'call'>): Promise<void> {
  const job = JOBS[type]
  if (!job || call.appUserId === undefined) return
  const owner = await services.jobOwner({ account, kinds: job.kinds, key })
  if (owner !== undefined && owner !== call.appUserId) throw notFound(`The account ${account} has no such ${job.words}.`, { account })
}

/** Reads a global id that must be of one type, of something that the caller may see; BAD_USER_INPUT, NOT_FOUND. */
export async function ownOf<T extends EntityType>(type: T, id: string, field: string, context: Pick<GraphContext, 'services' | 'call'>): Promise<EntityRef<T>> {
  const ref = decodeIdOf(type, id, field)
  await assertOwn(ref, context)
  return ref
}
