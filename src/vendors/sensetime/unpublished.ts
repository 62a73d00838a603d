import type { Account } from '../../domain/port.js'
import type { OperationName, Operations } from './operations.js'

/** What takes which operations whose paths the vendor has not published. */
const NEEDS = {
  training: { what: 'trainings of avatars and voices', operations: ['createAvatarTask', 'showAvatarTask'], also: ['createVoiceTask', 'showVoiceTask'] },
  avatars: { what: 'the training of avatars', operations: ['createAvatarTask', 'showAvatarTask'], also: [] },
  voices: { what: 'the training of voices', operations: ['createVoiceTask', 'showVoiceTask'], also: [] },
  videos: { what: 'videos', operations: ['createVideoTask', 'showVideoTask'], also: [] },
} as const satisfies Record<string, { what: string; operations: readonly OperationName[]; also: readonly OperationName[] }>

/** Why the account lacks what needs paths that nobody has given, and what to do about it. */
export function lackingOf(operations: Operations): NonNullable<Account['lacking']> {
  const has = (names: readonly OperationName[]) => names.length > 0 && names.every((name) => operations[name])
  const missing = Object.entries(NEEDS).filter(([, needs]) => !has(needs.operations) && !has(needs.also))
  return Object.fromEntries(
    missing.map(([ability, { what, operations: names, also }]) => {
      const either = also.length > 0 ? `, or those of ${also.join(' and ')}` : ''
      return [ability, `SenseTime offers ${what}, and has published neither the paths nor the fields of the operations. Ask the vendor for them, and give the paths of ${names.join(' and ')}${either} in SENSETIME_PATHS (paths in ACCOUNTS_FILE)`]
    }),
  )
}
