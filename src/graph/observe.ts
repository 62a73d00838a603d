import { AvatarGraphError } from '../domain/errors.js'
import type { JobKind } from '../domain/jobs.js'
import type { JsonObject } from '../domain/json.js'
import type { Account } from '../domain/port.js'
import type { GraphContext } from './context.js'
import { userErrorOf, type UserError } from './user-error.js'

/**
 * Has the tracker look at a job now. The vendor's side is done when this is called, so a database that is away must not
 * make the command look failed: the entity is answered, with the warning beside it. `subscription` is what stays silent;
 * `facts` are kept with the job.
 */
export async function observe({ slug, vendor }: Account, job: { kind: JobKind; key: string }, subscription: string, context: GraphContext, facts?: JsonObject): Promise<UserError[]> {
  try {
    await context.services.watchJob({ ...job, vendor, account: slug }, context.call.appUserId, facts)
    return []
  } catch (error) {
    context.logger.error({ err: error, account: slug, job }, 'a job could not be put under observation')
    const message = `The vendor carried the command out, but the job could not be put under observation: ${subscription} may stay silent about it.`
    return [userErrorOf(new AvatarGraphError('INTERNAL', message, { vendor, account: slug, requestId: context.requestId }))]
  }
}
