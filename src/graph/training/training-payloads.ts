import { Field, Int } from 'type-graphql'
import { payloadOf, type Payload } from '../payload.js'
import { TrainingJob } from './training-job.js'
import { TrainingUpload } from './training-record.js'

/** The answer of a mutation over a training. */
export type TrainingPayload = Payload<'job', TrainingJob>
/** The answer of a mutation that gives out addresses to upload to. */
export type UploadingPayload = TrainingPayload & { uploads: TrainingUpload[] }
/** The answer of `confirmVoiceSegment`. */
export type SegmentPayload = TrainingPayload & { confirmed: boolean | null; unmatched: number[] }

/** Declares the payload of a mutation over a training. */
const payload = (mutation: string, description = 'The training, as it stands after this.') => payloadOf(mutation, 'job', TrainingJob, description)

/** Declares the payload of a mutation that gives out addresses to upload to. */
function uploadingPayload(mutation: string, uploads: string) {
  const type = payload(mutation)
  Field(() => [TrainingUpload], { description: uploads })(type.prototype, 'uploads')
  return type
}

const FILES = 'Where to send the files; an address works once, and no query shows it again. Empty where the files came before (Tencent).'
const ATTACHMENTS = 'Where to send the attachments, in the order of their names.'

export const CreateAvatarTrainingPayload = uploadingPayload('createAvatarTraining', FILES)
export const UpdateAvatarTrainingPayload = uploadingPayload('updateAvatarTraining', FILES)
export const CreateVoiceTrainingPayload = uploadingPayload('createVoiceTraining', 'Where to send the files; `uploads` of the training tells it again. Empty where the files came before (Tencent).')
export const SubmitTrainingPayload = payload('submitTraining')
export const ConfirmTrainingPayload = uploadingPayload('confirmTraining', ATTACHMENTS)
export const ReplyToTrainingPayload = uploadingPayload('replyToTraining', ATTACHMENTS)
export const PauseTrainingPayload = uploadingPayload('pauseTraining', ATTACHMENTS)
export const ResumeTrainingPayload = uploadingPayload('resumeTraining', ATTACHMENTS)
export const CompleteTrainingUploadPayload = payload('completeTrainingUpload')
export const DeleteTrainingPayload = payload('deleteTraining', 'The training that was deleted: its `id` alone can still be read.')

export const ConfirmVoiceSegmentPayload = payload('confirmVoiceSegment')
Field(() => Boolean, { nullable: true, description: 'Whether the sentence agrees with its text; null when that could not be found out.' })(ConfirmVoiceSegmentPayload.prototype, 'confirmed')
Field(() => [Int], { description: 'The places in the text that were not heard.' })(ConfirmVoiceSegmentPayload.prototype, 'unmatched')
