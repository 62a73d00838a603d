import { badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { Training } from '../../domain/training/ability.js'
import type { TrainingFile, TrainingFileName, TrainingUpload } from '../../domain/training/record.js'
import type { TencentClient } from './client.js'
import { objectIn, presign } from './cos.js'
import { trainingOperations as operations } from './operations/training.js'

/** What is known of the files of one kind. */
interface FileRule {
  /** The folder below the prefix that the vendor gives out (1211/62058). */
  folder: string
  /** The extensions that the document allows; absent where it names none. */
  types?: readonly string[]
  /** The longest name, where the document says that there is one, and that 2 characters are the shortest; 100 elsewhere. */
  longest?: number
}

/**
 * The files of a customization: folders and extensions of 1211/62058, 62060 and 62077. Photos and alpha videos go with the
 * other material of avatars; for the recording of a basic voice no folder is named, so it goes with the other audio.
 */
const FILE_RULES: Partial<Record<TrainingFile, FileRule>> = {
  AUTHORIZATION_VIDEO: { folder: 'idcard', types: ['mp4'] },
  AUTHORIZATION_LETTER: { folder: 'idcard', types: ['pdf'] },
  TRAINING_VIDEO: { folder: 'video', types: ['mp4', 'mov'] },
  PHOTO: { folder: 'video' },
  ALPHA_VIDEO: { folder: 'video' },
  VOICE_RECORDING: { folder: 'audio' },
  DRIVING_AUDIO: { folder: 'audio', types: ['wav'] },
  VOICE_SAMPLE: { folder: 'zeroshot', types: ['wav', 'mp3', 'aac', 'm4a', 'wma', 'asf'], longest: 50 },
}

/** Files that one call may ask for; the vendor names no limit, ours keeps answers small. */
const MOST_FILES = 20

/**
 * Makes addresses that a browser can upload to: Tencent gives temporary keys of its object store and a prefix for each
 * call (1211/62058), and each address is good for one file below it.
 */
export function createTrainingUploads({ call }: Pick<TencentClient, 'call'>, now: () => number): NonNullable<Training['prepareUploads']> {
  return async (files, context) => {
    limits.count('files', files, 1, MOST_FILES)
    const names = files.map((file, index) => objectName(file, `files.${index}`))
    const twice = names.findIndex((name, index) => names.indexOf(name) < index)
    if (twice >= 0) throw badInput(`files.${twice}.name: expected names of their own for files of one folder, got ${JSON.stringify(names[twice])} again.`, { field: `files.${twice}.name` })

    const { Credentials: keys, ExpiredTime, StartTime, PathPrefix } = await call(operations.getuploadcredentials, {}, context)
    const span = { from: StartTime ?? Math.floor(now() / 1_000) - CLOCK_SLACK, until: ExpiredTime }
    return files.map(({ file }, index): TrainingUpload => {
      const object = objectIn(new URL(PathPrefix), names[index] ?? '')
      const url = presign('PUT', object, { secretId: keys.TmpSecretId, secretKey: keys.TmpSecretKey, token: keys.Token }, span)
      return {
        file,
        index: files.slice(0, index).filter((earlier) => earlier.file === file).length,
        target: { url, method: 'PUT', headers: [], expiresAt: new Date(ExpiredTime * 1_000) },
        fileUrl: object.href,
      }
    })
  }
}

/** Seconds that the object store's clock may be behind ours. */
const CLOCK_SLACK = 60

function objectName({ file, name }: TrainingFileName, field: string): string {
  const rule = FILE_RULES[file]
  if (!rule) throw badInput(`${field}.file: expected one of ${Object.keys(FILE_RULES).join(', ')}, got ${file}.`, { field: `${field}.file` })
  limits.length(`${field}.name`, name, 1, rule.longest ?? 100)
  limits.pattern(`${field}.name`, name, /^[\p{L}\p{N}_-][\p{L}\p{N}_. -]*\.[A-Za-z0-9]+$/u, 'letters, digits, blanks, "_", "-" and ".", with an extension')
  checkType(`${field}.name`, file, name)
  // Whether the document counts the extension is not said: 2 without it, and 50 with it, are within both readings.
  if (rule.longest) limits.length(`${field}.name`, name.slice(0, name.lastIndexOf('.')), 2, rule.longest)
  return `${rule.folder}/${name}`
}

/** Refuses a name or an address whose extension the document does not allow for files of its kind. */
export function checkType(field: string, file: TrainingFile, name: string): void {
  const types = FILE_RULES[file]?.types
  if (types) limits.pattern(field, name, new RegExp(`\\.(${types.join('|')})$`, 'i'), `a file of the type ${types.join(', ')}`)
}
