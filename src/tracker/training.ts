import { AvatarGraphError } from '../domain/errors.js'
import { isFinalStatus } from '../domain/jobs.js'
import type { Account, CallContext } from '../domain/port.js'
import { parseTrainingKey } from '../domain/training/job.js'
import { trainingTransition } from '../domain/transitions.js'
import type { ClaimedJob } from './jobs.js'
import type { Finding } from './poll.js'

/** For so long after it came under observation an ended training is watched still, where its vendor may take it up again: 30 days. */
const WATCHED_MS = 30 * 24 * 60 * 60_000

/** Asks for the state of a training (Huawei 7.3 and 8.6). */
export async function probeTraining(job: ClaimedJob, account: Account, call: CallContext): Promise<Finding> {
  const training = parseTrainingKey(job.key)
  const trainings = training.kind === 'AVATAR' ? account.training?.avatars : account.training?.voices
  if (!trainings) throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} has no trainings of this kind.`)
  const found = await trainings.get(training.job, call)
  const { status, stage, vendorStatus, requiredAction } = found
  const transition = trainingTransition(account.slug, training, found)
  return {
    state: transition.state,
    final: found.final || (isFinalStatus(status) && job.ageMs > WATCHED_MS),
    event: {
      kind: 'TrainingStatusChanged',
      content: { status, stage, vendorStatus, requiredAction },
      vendor: account.vendor,
      account: account.slug,
      source: 'POLL',
      occurredAt: new Date(),
      job: job.key,
      transition,
    },
  }
}
