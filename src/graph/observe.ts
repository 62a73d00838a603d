import { AvatarGraphError } from '../domain/errors.js'
import type { JobRef } from '../tracker/jobs.js'
import type { GraphContext } from './context.js'
import { userErrorOf, type UserError } from './user-error.js'

/**
 * Has the tracker look at a job now, after a command. The vendor's side is done when this is called, so a database that
 * is away must not make the command look failed: the answer is a warning for `userErrors`, empty when all went well.
 * `subscription` is the one that may stay silent.
 */
export async function observe(job: JobRef, subscription: string, context: GraphContext): Promise<UserError[]> {
  try {
    await context.services.watchJob(job, context.call.appUserId)
    return []
  } catch (error) {
    context.logger.error({ err: error, job }, 'a job could not be put under observation')
    const message = `The vendor carried the command out, but its result could not be put under observation: ${subscription} may stay silent about it.`
    return [userErrorOf(new AvatarGraphError('INTERNAL', message, { vendor: job.vendor, account: job.account, requestId: context.requestId }))]
  }
}
