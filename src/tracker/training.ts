import { AvatarGraphError } from '../domain/errors.js'
import { isFinalStatus } from '../domain/jobs.js'
import type { Account } from '../domain/port.js'
import type { Training } from '../domain/training/ability.js'
import { parseTrainingKey, trainingKey, type TrainingKind, type TrainingState } from '../domain/training/job.js'
import { trainingTransition } from '../domain/transitions.js'
import type { Probe } from './probe.js'

/** For so long after it came under observation an ended training is watched still, where its vendor may take it up again: 30 days. */
const WATCHED_MS = 30 * 24 * 60 * 60_000

/** Asks for the state of a training (Huawei 7.3 and 8.6) or of many of one kind (Huawei 7.2 and 8.4). */
export const trainingProbe: Probe<TrainingState> = {
  async get({ key }, account, call) {
    const { kind, job } = parseTrainingKey(key)
    const trainings = kind === 'AVATAR' ? trainingOf(account).avatars : trainingOf(account).voices
    if (!trainings) throw new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} has no trainings of this kind.`)
    return trainings.get(job, call)
  },
  async list(jobKind, account, page, call) {
    const training = trainingOf(account)
    if (!training.listTellsStates) return undefined
    const kind: TrainingKind = jobKind === 'AVATAR_TRAINING' ? 'AVATAR' : 'VOICE'
    const { items } = await training.list({ kinds: [kind] }, page, call)
    return new Map(items.map(({ entity }) => [trainingKey({ kind, job: entity.nativeId }), entity]))
  },
  find(job, account, found) {
    const { status, stage, vendorStatus, requiredAction } = found
    const transition = trainingTransition(account.slug, parseTrainingKey(job.key), found)
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
  },
}

function trainingOf({ training, slug }: Account): Training {
  if (training) return training
  throw new AvatarGraphError('UNSUPPORTED', `The account ${slug} trains nothing.`)
}
