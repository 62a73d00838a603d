import type { AvatarModelVersion } from '../../domain/asset-metadata.js'
import { AvatarGraphError, badInput } from '../../domain/errors.js'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import type { AvatarTrainingDraft, Training, TrainingRemark, VideoChange } from '../../domain/training/ability.js'
import type { TrainingUpload, UploadedPart } from '../../domain/training/record.js'
import { oneLine } from '../operation.js'
import { toAvatarDetails } from './avatar-training-details.js'
import type { VendorClient } from '../client.js'
import { TRAINING_STATE_HINT } from './mapping/error-codes.js'
import { url, type Words } from './mapping/words.js'
import { MODEL_VERSIONS } from './mapping-training.js'
import { avatarTrainingOperations as operations } from './operations/training.js'
import { uploadOf } from './training-uploads.js'
import type { WireAvatarUploads, WireCommandResult } from './wire-training.js'
import { wordFor } from '../words.js'

/** The commands of 7.6. Those from CONFIRM_ACCEPT to CONFIRM_ACTIVE are open only to users on the vendor's list ("NA users"). */
type Command =
  | 'SUBMITVERIFYING'
  | 'CONFIRM_ACCEPT'
  | 'CONFIRM_REJECT'
  | 'CONFIRM_ANSWER'
  | 'CONFIRM_PENDING'
  | 'CONFIRM_ACTIVE'
  | 'GET_MULTIPART_UPLOADED'
  | 'CONFIRM_MULTIPART_UPLOADED'

/** What goes with a command. */
interface CommandOptions {
  command_message?: string
  comment_data?: ReturnType<typeof toComment>
}

/** A command that only reads, and so may be repeated. */
const READING = { ...operations.execute2dModelTrainingCommandByUser, retry: 'READ' as const }

/** Training avatars at a Huawei account (chapter 7). */
export function createAvatarTraining({ call }: Pick<VendorClient, 'call'>, words: Words): NonNullable<Training['avatars']> {
  const execute = async (id: string, command: Command, options: CommandOptions, context: CallContext) => {
    const row = command === 'GET_MULTIPART_UPLOADED' ? READING : operations.execute2dModelTrainingCommandByUser
    return succeeded(await call(row, { params: { job_id: id }, body: { command, ...options } }, context), command)
  }
  const say = async (id: string, command: Command, comment_data: ReturnType<typeof toComment>, context: CallContext) =>
    attachmentsOf(await execute(id, command, { comment_data }, context))

  return {
    async get(id, context) {
      return toAvatarDetails(await call(operations.show2dModelTrainingJob, { params: { job_id: id } }, context), words)
    },
    async create({ name, modelVersion, contact, batchName, tags, backgroundReplacement, videoParts, videoChange, ...unused }, context) {
      limits.unused('HUAWEI', unused)
      const draft = { name, contact, batchName, tags, backgroundReplacement, videoParts, videoChange }
      const body = { ...toBody(draft), model_version: modelVersion && creatable(modelVersion) }
      return toUploads(await call(operations.create2dModelTrainingJob, { body }, context))
    },
    async update(id, draft, context) {
      return toUploads(await call(operations.update2dModelTrainingJob, { params: { job_id: id }, body: toBody(draft) }, context))
    },
    async submit(id, { videoChange, voice }, context) {
      if (voice) throw badInput('voice: this is the training of an avatar, which takes no changes of a voice.', { field: 'voice' })
      await execute(id, 'SUBMITVERIFYING', videoCommand(videoChange), context)
    },
    confirm: (id, decision, remark, context) => say(id, decision === 'APPROVE' ? 'CONFIRM_ACCEPT' : 'CONFIRM_REJECT', toComment(remark, 'reason'), context),
    reply: (id, remark, context) => say(id, 'CONFIRM_ANSWER', toComment(remark, 'message'), context),
    pause: (id, remark, context) => say(id, 'CONFIRM_PENDING', toComment(remark, 'reason'), context),
    resume: (id, remark, context) => say(id, 'CONFIRM_ACTIVE', toComment(remark, 'reason'), context),
    async completeUpload(id, videoChange, context) {
      await execute(id, 'CONFIRM_MULTIPART_UPLOADED', videoCommand(videoChange), context)
    },
    async delete(id, context) {
      await call(operations.delete2dModelTrainingJob, { params: { job_id: id } }, context)
    },
    async uploadedParts(id, context) {
      return partsOf(await execute(id, 'GET_MULTIPART_UPLOADED', {}, context))
    },
  }
}

/** `command_message` of 7.1, 7.5 and 7.6. */
const VIDEO_CHANGES: Record<VideoChange, string> = { NEW: 'UPLOAD_VIDEO', REPLACEMENT: 'UPDATE_VIDEO' }
const videoCommand = (change: VideoChange | undefined) => ({ command_message: change && VIDEO_CHANGES[change] })

/** The body of 7.1 and 7.5, its limits checked (errata, section 8). */
function toBody({ name, contact, batchName, tags, backgroundReplacement, videoParts, videoChange }: AvatarTrainingDraft) {
  limits.length('name', name, 1, 256)
  limits.length('contact', contact, 1, 64)
  limits.length('batchName', batchName, 1, 256)
  limits.range('videoParts', videoParts, 1, 1000)
  return {
    name,
    contact,
    ...videoCommand(videoChange),
    video_multipart_count: videoParts,
    is_background_replacement: backgroundReplacement,
    batch_name: batchName,
    tags,
  }
}

function creatable(version: AvatarModelVersion): string | undefined {
  if (version === 'V2') throw badInput('modelVersion: expected another version than V2, which the vendor has given up (7.1).', { field: 'modelVersion' })
  return wordFor('modelVersion', MODEL_VERSIONS, version)
}

/** Structure CommentData (7.6), its limits checked (errata, section 8); undefined when nothing is said. `field` is what callers know the message as. */
function toComment({ title, message, attachmentNames }: TrainingRemark, field: 'message' | 'reason') {
  limits.length('title', title, 0, 2048)
  limits.length(field, message, 0, 2048)
  if (title === undefined && message === undefined && attachmentNames === undefined) return undefined
  return { comment_title: title, comment_message: message, attachment_name: attachmentNames }
}

/** A refused command is answered with status 200 as well. */
function succeeded(result: WireCommandResult, command: Command): WireCommandResult {
  if (result.commond_result === 'EXCUTE_FAILED' || result.commond_result === 'EXECUTE_FAILED') {
    const said = result.error_info?.error_msg || result.excute_failed_msg
    const code = result.error_info?.error_code || undefined
    throw new AvatarGraphError('VENDOR_REJECTED', `HUAWEI did not carry out ${command} (7.6)${said ? `: ${oneLine(said)}` : ', and does not say why.'}`, {
      ...(code && { vendorCode: code }),
      retryable: false,
      hint: TRAINING_STATE_HINT,
    })
  }
  return result
}

/** Files of avatars go where they are told to as they are: no header is documented. Each URL works once (7.1). */
function toUploads(wire: WireAvatarUploads) {
  const target = (file: TrainingUpload['file'], address: string | null | undefined, index = 0) => uploadOf(file, index, url(address))
  return {
    nativeId: wire.job_id,
    uploads: [
      ...(wire.training_video_upload_url ?? []).flatMap((address, index) => target('TRAINING_VIDEO', address, index)),
      ...target('COVER', wire.cover_upload_url),
      ...target('ID_CARD_FRONT', wire.id_card_image1_upload_url),
      ...target('ID_CARD_BACK', wire.id_card_image2_upload_url),
      ...target('AUTHORIZATION_LETTER', wire.grant_file_upload_url),
    ],
  }
}

const attachmentsOf = ({ attachment_upload_url }: WireCommandResult): TrainingUpload[] =>
  (attachment_upload_url ?? []).flatMap((address, index) => uploadOf('ATTACHMENT', index, url(address)))

/** `part_number` is a string that holds a number. */
const partsOf = ({ multipart_data }: WireCommandResult): UploadedPart[] =>
  (multipart_data ?? []).map(({ part_number, etag }) => ({ number: wholeNumber(part_number), etag: etag ?? null }))

function wholeNumber(text: string | number | null | undefined): number | null {
  const number = text == null || text === '' ? NaN : Number(text)
  return Number.isInteger(number) ? number : null
}
