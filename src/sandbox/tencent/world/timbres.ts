import type { Random } from '../../random.js'
import { tone } from '../../tone.js'
import type { Cos } from '../cos.js'

const DAY_MS = 24 * 3600 * 1000

/** A voice: a leased one of the vendor's, or one that was made for the account. */
export interface StoredTimbre {
  /** TimbreKey. */
  readonly id: string
  readonly createdAt: number
  name: string
  description: string
  gender: 'male' | 'female'
  purchase: 'Lease' | 'Custom'
  type: 'Boutique' | 'SampleBasic' | 'SampleFast'
  languages: readonly string[]
  emotions: readonly string[]
  expiresAt: number
  usedMs: number
  sounds: number
}

type Row = readonly [key: string | null, name: string, gender: StoredTimbre['gender'], purchase: StoredTimbre['purchase'], type: StoredTimbre['type'], languages: readonly string[], emotions: readonly string[]]
const ROWS: readonly Row[] = [
  ['male_1', '沉稳男声', 'male', 'Lease', 'Boutique', ['chi'], []],
  ['male_4', 'News anchor', 'male', 'Lease', 'Boutique', ['eng'], []],
  ['female_2', '亲切女声', 'female', 'Lease', 'Boutique', ['chi'], []],
  ['female_7', '多情感女声', 'female', 'Lease', 'Boutique', ['chi', 'eng'], ['neutral', 'happy', 'sad']],
  [null, '苏念安的声音', 'female', 'Custom', 'SampleBasic', ['chi'], []],
  [null, 'Daniel Brooks', 'male', 'Custom', 'SampleFast', ['eng'], []],
]

/** The six voices of the world. */
export function createTimbres(random: Random, cos: Cos, now: number): StoredTimbre[] {
  return ROWS.map(([key, name, gender, purchase, type, languages, emotions]): StoredTimbre => {
    const timbre: StoredTimbre = {
      id: key ?? random.hex(32), name, description: name, gender, purchase, type, languages, emotions,
      createdAt: now - random.integer(5, 300) * DAY_MS,
      expiresAt: now + random.integer(200, 400) * DAY_MS,
      usedMs: random.integer(0, 3_000_000),
      sounds: random.integer(0, 90),
    }
    recordSample(cos, timbre)
    return timbre
  })
}

/** The name of a voice's sample in the store. */
export function sampleName({ id }: Pick<StoredTimbre, 'id'>): string {
  return `timbre/${id}.wav`
}

/** Records a voice's sample. */
export function recordSample(cos: Cos, timbre: StoredTimbre): void {
  cos.keep(sampleName(timbre), { bytes: tone(timbre.gender === 'male' ? 130 : 220, 600), type: 'audio/wav' })
}
