import { AvatarGraphError } from '../../domain/errors.js'
import type { Account } from '../../domain/port.js'
import type { Training, TrainingCommands } from '../../domain/training/ability.js'
import type { TrainingKind } from '../../domain/training/job.js'
import { abilityOf } from '../abilities.js'

const KIND_WORDS: Record<TrainingKind, { ability: 'avatars' | 'voices'; words: string }> = {
  AVATAR: { ability: 'avatars', words: 'avatars' },
  VOICE: { ability: 'voices', words: 'voices' },
}

/** What an account can do with the trainings of one kind; UNSUPPORTED when its vendor trains none. */
export function trainingsOf(account: Account, kind: 'AVATAR'): NonNullable<Training['avatars']>
export function trainingsOf(account: Account, kind: 'VOICE'): NonNullable<Training['voices']>
export function trainingsOf(account: Account, kind: TrainingKind): TrainingCommands
export function trainingsOf(account: Account, kind: TrainingKind): TrainingCommands {
  const { ability, words } = KIND_WORDS[kind]
  const found = abilityOf(account, 'training')[ability]
  if (!found) throw unsupported(account, account.lacking?.[ability] ?? `its vendor trains no ${words}`)
  return found
}

/** One thing that can be done with the trainings of one kind; UNSUPPORTED when the vendor has no operation for it. */
export function commandOf<C extends keyof TrainingCommands>(account: Account, kind: TrainingKind, command: C): NonNullable<TrainingCommands[C]> {
  const found = trainingsOf(account, kind)[command]
  if (!found) throw unsupported(account, `its vendor has no such operation for the training of ${KIND_WORDS[kind].words}`)
  return found
}

/** The refusal of something that an account cannot do, with the reason. */
export const unsupported = (account: Account, reason: string) =>
  new AvatarGraphError('UNSUPPORTED', `The account ${account.slug} cannot do this: ${reason}.`, { vendor: account.vendor, account: account.slug })
