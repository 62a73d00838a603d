import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { NewAvatarTraining, VoiceTrainingDraft } from '../../domain/training/ability.js'
import type { TrainingFile, TrainingMaterial } from '../../domain/training/record.js'
import { wordFor } from '../words.js'
import { AVATAR_TYPES, BACKGROUND_REMOVALS, PHOTO_QUALITIES, SAMPLE_LANGUAGES, SEXES, VOICE_TYPES } from './mapping/training-words.js'
import { checkType } from './training-uploads.js'

/** The field of make that each file is named in (1211/62060). What is trained from is the material. */
const FILE_FIELDS = {
  AUTHORIZATION_VIDEO: 'IdentityCosUrl',
  AUTHORIZATION_LETTER: 'IdentityWrittenCosUrl',
  TRAINING_VIDEO: 'MaterialCosUrl',
  PHOTO: 'MaterialCosUrl',
  VOICE_RECORDING: 'MaterialCosUrl',
  ALPHA_VIDEO: 'AlphaCosUrl',
  DRIVING_AUDIO: 'VoiceDriverCosFile',
} as const satisfies Partial<Record<TrainingFile, string>>
type MakeFile = keyof typeof FILE_FIELDS

/** The files of each type of customization: what it is trained from, whether the person's consent goes with it, and what else may. */
interface TypeFiles {
  material?: MakeFile
  consent: boolean
  more: readonly MakeFile[]
}
const FROM_VIDEO: TypeFiles = { material: 'TRAINING_VIDEO', consent: true, more: ['ALPHA_VIDEO', 'DRIVING_AUDIO'] }
const TYPE_FILES: Record<string, TypeFiles> = {
  IMAGE: FROM_VIDEO,
  IMAGE_GENERAL: FROM_VIDEO,
  IMAGE_4K: FROM_VIDEO,
  IMAGE_PHOTO: { material: 'PHOTO', consent: false, more: ['DRIVING_AUDIO'] },
  VOICE: { material: 'VOICE_RECORDING', consent: true, more: ['DRIVING_AUDIO'] },
  ZERO_SHOT_VOICE: { consent: false, more: ['DRIVING_AUDIO'] },
}
const CONSENT: readonly MakeFile[] = ['AUTHORIZATION_VIDEO', 'AUTHORIZATION_LETTER']

/** What make is told, and what is worth remembering of it: the vendor repeats neither name nor type. */
export interface Make {
  payload: Record<string, unknown>
  facts: { name: string; makeType: string; gender: string; language?: string }
}

/** The payload of make for an avatar, its limits checked (1211/62060, 1240/96069). */
export function makeOfAvatar({ name, edition, gender, notes, files, drivingText, voice, keepsBackground, backgroundRemoval, photoQuality, ...unused }: NewAvatarTraining): Make {
  limits.unused('TENCENT', unused)
  const makeType = required('edition', wordFor('edition', AVATAR_TYPES, edition))
  if (makeType !== 'IMAGE_PHOTO') limits.unused(`the edition ${edition} of TENCENT`, { photoQuality }, 'it is for the edition PHOTO')
  limits.range('voice.speed', voice?.speed, 0.5, 1.5, 'any')
  const removal = wordFor('backgroundRemoval', BACKGROUND_REMOVALS, backgroundRemoval)
  const quality = wordFor('photoQuality', PHOTO_QUALITIES, photoQuality)
  return made(makeType, { name, gender, notes, files, drivingText }, {
    TimbreInfo: voice && { TimbreCode: voice.voice, Speed: voice.speed === undefined ? undefined : String(voice.speed), IsWithTimbre: voice.isOwn },
    IsHaveBackground: keepsBackground,
    RemoveBackground: removal && Number(removal),
    PhotoVersion: quality && Number(quality),
  })
}

/** The payload of make for a voice, its limits checked. */
export function makeOfVoice({ name, edition, gender, notes, files, drivingText, language, sampleId, ...unused }: VoiceTrainingDraft): Make {
  limits.unused('TENCENT', unused)
  const makeType = required('edition', wordFor('edition', VOICE_TYPES, edition))
  const isZeroShot = makeType === 'ZERO_SHOT_VOICE'
  if (isZeroShot) required('sampleId', sampleId, 'that of a recording that passed its check (checkVoiceSample)')
  else limits.unused(`the edition ${edition} of TENCENT`, { sampleId, language }, 'it is for the edition ZERO_SHOT')
  const ZeroshortLang = wordFor('language', SAMPLE_LANGUAGES, language)
  const make = made(makeType, { name, gender, notes, files, drivingText }, { AudioId: sampleId, ZeroshortLang })
  return { ...make, facts: { ...make.facts, ...(ZeroshortLang && { language: ZeroshortLang }) } }
}

function made(makeType: string, { name, gender, notes, files = [], drivingText }: Pick<NewAvatarTraining, 'name' | 'gender' | 'notes' | 'files' | 'drivingText'>, more: Record<string, unknown>): Make {
  limits.length('name', name, 2, 50)
  limits.pattern('name', name, /^[\p{Script=Han}A-Za-z0-9_-]+$/u, 'Chinese characters, letters, digits, "_" and "-"')
  const SexType = required('gender', wordFor('gender', SEXES, gender))
  limits.length('notes', notes, 0, 100)
  limits.length('drivingText', drivingText, 4, 1000)
  return {
    payload: { AnchorName: name, MakeType: makeType, SexType, Notes: notes, TextDriver: drivingText, ...filesOf(makeType, files), ...more },
    facts: { name, makeType, gender: SexType },
  }
}

/** The files as make names them; each kind once, and none that the type has no use for. */
function filesOf(makeType: string, files: readonly TrainingMaterial[]): Record<string, string> {
  const { material, consent, more } = TYPE_FILES[makeType] as TypeFiles
  const allowed = [...(material ? [material] : []), ...(consent ? CONSENT : []), ...more]
  const given: Record<string, string> = {}
  for (const [index, { file, url }] of files.entries()) {
    const field = `files.${index}`
    const known = allowed.find((one) => one === file)
    if (!known) throw badInput(`${field}.file: expected one of ${allowed.join(', ')} for this edition, got ${file}.`, { field: `${field}.file` })
    if (FILE_FIELDS[known] in given) throw badInput(`${field}.file: expected each kind of file once, got ${file} again.`, { field: `${field}.file` })
    checkAddress(`${field}.url`, file, url)
    given[FILE_FIELDS[known]] = url
  }
  if (material && !('MaterialCosUrl' in given)) throw badInput(`files: expected the file ${material} among them, which this edition is trained from.`, { field: 'files' })
  if (consent && !CONSENT.some((file) => FILE_FIELDS[file] in given)) throw badInput(`files: expected ${CONSENT.join(' or ')} among them: the person has to agree.`, { field: 'files' })
  return given
}

/** Refuses what is no address of the web, or one of a type of file that the document does not allow. */
export function checkAddress(field: string, file: TrainingFile, url: string): void {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address || !/^https?:$/.test(address.protocol)) throw badInput(`${field}: expected an address that createTrainingUploads gave as fileUrl, got ${JSON.stringify(url.slice(0, 80))}.`, { field })
  checkType(field, file, address.pathname)
}

function required<T>(field: string, value: T | undefined, what = 'one'): T {
  if (value !== undefined && value !== '') return value
  throw badInput(`${field}: expected ${what}, got none: TENCENT requires it here.`, { field })
}
