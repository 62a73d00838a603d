import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Account } from '../../domain/port.js'
import type { TrainingRemark } from '../../domain/training/ability.js'
import { parseTrainingKey, TRAINING_JOBS, trainingKey, type TrainingRef } from '../../domain/training/job.js'
import type { TrainingUpload as UploadData } from '../../domain/training/record.js'
import type { JobRef } from '../../tracker/jobs.js'
import { withoutNulls } from '../connection.js'
import { accountFor, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { ownOf } from '../own-job.js'
import { observe } from '../observe.js'
import { withUserErrors, type UserError } from '../user-error.js'
import { commandOf, trainingsOf, unsupported } from './training-access.js'
import {
  CompleteTrainingUploadInput,
  ConfirmTrainingInput,
  ConfirmVoiceSegmentInput,
  CreateAvatarTrainingInput,
  CreateVoiceTrainingInput,
  DeleteTrainingInput,
  PauseTrainingInput,
  ReplyToTrainingInput,
  ResumeTrainingInput,
  SubmitTrainingInput,
  UpdateAvatarTrainingInput,
} from './training-inputs.js'
import { TrainingJob } from './training-job.js'
import {
  CompleteTrainingUploadPayload,
  ConfirmTrainingPayload,
  ConfirmVoiceSegmentPayload,
  CreateAvatarTrainingPayload,
  CreateVoiceTrainingPayload,
  DeleteTrainingPayload,
  PauseTrainingPayload,
  ReplyToTrainingPayload,
  ResumeTrainingPayload,
  SubmitTrainingPayload,
  UpdateAvatarTrainingPayload,
  type SegmentPayload,
  type TrainingPayload,
  type UploadingPayload,
} from './training-payloads.js'
import { trainingVoiceOf } from './training-material-inputs.js'
import { TrainingUpload } from './training-record.js'

/** The commands over trainings. Each has the tracker look at the training at once, so that trainingStatusChanged tells what came of it. */
@Resolver()
export class TrainingMutations {
  @Mutation(() => CreateAvatarTrainingPayload, { description: 'Begins the training of an avatar. Huawei 7.1: upload the files to the addresses in the answer, then submitTraining. Tencent make: the files are uploaded before, see createTrainingUploads, and it begins at once.' })
  createAvatarTraining(@Arg('input', () => CreateAvatarTrainingInput, { description: 'The new training.' }) input: CreateAvatarTrainingInput, @Ctx() context: GraphContext): Promise<UploadingPayload> {
    return withUserErrors<Uploading>(NOTHING_UPLOADED, async () => {
      const { account: slug, name, voice, ...draft } = input
      const account = accountFor(context, slug, 'training')
      const spoken = voice && { voice: trainingVoiceOf(account.slug, voice, 'input.voice') }
      const { nativeId, uploads } = await trainingsOf(account, 'AVATAR').create({ ...withoutNulls(draft), ...spoken, name }, context.call)
      return answered(account, { kind: 'AVATAR', job: nativeId }, uploads, context)
    })
  }

  @Mutation(() => UpdateAvatarTrainingPayload, {
    description: 'Changes the training of an avatar and has its files uploaded anew (Huawei 7.5, which allows it only after a review has turned it down).',
  })
  updateAvatarTraining(@Arg('input', () => UpdateAvatarTrainingInput, { description: 'Which training, and what changes.' }) { id, ...input }: UpdateAvatarTrainingInput, @Ctx() context: GraphContext): Promise<UploadingPayload> {
    return uploading(id, context, async (account, { kind, job }) => {
      if (kind !== 'AVATAR') throw unsupported(account, 'this is the training of a voice. A voice takes changes with submitTraining')
      const { update } = trainingsOf(account, kind)
      if (!update) throw unsupported(account, 'its vendor lets no training of an avatar be changed')
      return (await update(job, withoutNulls(input), context.call)).uploads
    })
  }

  @Mutation(() => CreateVoiceTrainingPayload, { description: 'Begins the training of a voice. Huawei 8.1 to 8.3, by edition: upload the files to the addresses in the answer, then submitTraining. Tencent make: the files are uploaded before, see createTrainingUploads and checkVoiceSample, and it begins at once.' })
  createVoiceTraining(@Arg('input', () => CreateVoiceTrainingInput, { description: 'The new training.' }) input: CreateVoiceTrainingInput, @Ctx() context: GraphContext): Promise<UploadingPayload> {
    return withUserErrors<Uploading>(NOTHING_UPLOADED, async () => {
      const { account: slug, name, edition, ...draft } = input
      const account = accountFor(context, slug, 'training')
      const { nativeId, uploads } = await trainingsOf(account, 'VOICE').create({ ...withoutNulls(draft), name, edition }, context.call)
      return answered(account, { kind: 'VOICE', job: nativeId }, uploads, context)
    })
  }

  @Mutation(() => SubmitTrainingPayload, { description: 'Hands a training in once its files are uploaded: review and training begin (Huawei 7.6 SUBMITVERIFYING, 8.5).' })
  submitTraining(@Arg('input', () => SubmitTrainingInput, { description: 'Which training, with last changes.' }) { id, videoChange, voice }: SubmitTrainingInput, @Ctx() context: GraphContext): Promise<TrainingPayload> {
    return command(id, context, async (account, { kind, job }) => {
      const submission = { ...withoutNulls({ videoChange }), ...(voice && { voice: withoutNulls(voice) }) }
      await commandOf(account, kind, 'submit')(job, submission, context.call)
    })
  }

  @Mutation(() => ConfirmTrainingPayload, {
    description: 'Judges the result of a training (Huawei 7.6 CONFIRM_ACCEPT and CONFIRM_REJECT, Tencent customerconfirm). Huawei opens this, replying, pausing and resuming to users on its list only; Tencent takes it only while `requiredAction` is CONFIRM.',
  })
  confirmTraining(@Arg('input', () => ConfirmTrainingInput, { description: 'Which training, and the judgement.' }) { id, decision, reason, ...input }: ConfirmTrainingInput, @Ctx() context: GraphContext): Promise<UploadingPayload> {
    return uploading(id, context, (account, { kind, job }) => commandOf(account, kind, 'confirm')(job, decision, remark(reason, input), context.call))
  }

  @Mutation(() => ReplyToTrainingPayload, { description: "Answers what the vendor's people said of a training (Huawei 7.6 CONFIRM_ANSWER)." })
  replyToTraining(@Arg('input', () => ReplyToTrainingInput, { description: 'Which training, and the answer.' }) { id, message, ...input }: ReplyToTrainingInput, @Ctx() context: GraphContext): Promise<UploadingPayload> {
    return uploading(id, context, (account, { kind, job }) => commandOf(account, kind, 'reply')(job, remark(message, input), context.call))
  }

  @Mutation(() => PauseTrainingPayload, { description: 'Pauses a training (Huawei 7.6 CONFIRM_PENDING).' })
  pauseTraining(@Arg('input', () => PauseTrainingInput, { description: 'Which training, and why.' }) { id, reason, ...input }: PauseTrainingInput, @Ctx() context: GraphContext): Promise<UploadingPayload> {
    return uploading(id, context, (account, { kind, job }) => commandOf(account, kind, 'pause')(job, remark(reason, input), context.call))
  }

  @Mutation(() => ResumeTrainingPayload, { description: 'Lets a paused training go on (Huawei 7.6 CONFIRM_ACTIVE).' })
  resumeTraining(@Arg('input', () => ResumeTrainingInput, { description: 'Which training, and why.' }) { id, reason, ...input }: ResumeTrainingInput, @Ctx() context: GraphContext): Promise<UploadingPayload> {
    return uploading(id, context, (account, { kind, job }) => commandOf(account, kind, 'resume')(job, remark(reason, input), context.call))
  }

  @Mutation(() => CompleteTrainingUploadPayload, {
    description: 'Says that all parts of a training video have been uploaded (Huawei 7.6 CONFIRM_MULTIPART_UPLOADED); `uploadedParts` shows which have arrived.',
  })
  completeTrainingUpload(@Arg('input', () => CompleteTrainingUploadInput, { description: 'Which training.' }) { id, videoChange }: CompleteTrainingUploadInput, @Ctx() context: GraphContext): Promise<TrainingPayload> {
    return command(id, context, (account, { kind, job }) => commandOf(account, kind, 'completeUpload')(job, videoChange ?? undefined, context.call))
  }

  @Mutation(() => DeleteTrainingPayload, {
    description: 'Deletes a training with its files and what was made of it (Huawei 7.4, 8.7). Huawei refuses it while the training of an avatar is under way.',
  })
  deleteTraining(@Arg('input', () => DeleteTrainingInput, { description: 'Which training.' }) { id }: DeleteTrainingInput, @Ctx() context: GraphContext): Promise<TrainingPayload> {
    return withUserErrors<Concerning>({ job: null }, async () => {
      const { account, training } = await existingTraining(id, context)
      await commandOf(account, training.kind, 'delete')(training.job, context.call)
      await forget(jobRef(account, training), context)
      return { job: changed(account, training, context) }
    })
  }

  @Mutation(() => ConfirmVoiceSegmentPayload, { description: 'Has a recorded sentence of a voice compared with its text before the next one is uploaded (Huawei 8.10).' })
  confirmVoiceSegment(@Arg('input', () => ConfirmVoiceSegmentInput, { description: 'Which training, and which sentence.' }) { id, index }: ConfirmVoiceSegmentInput, @Ctx() context: GraphContext): Promise<SegmentPayload> {
    return withUserErrors<Omit<SegmentPayload, 'userErrors'>>({ job: null, confirmed: null, unmatched: [] }, async () => {
      const { account, training } = await existingTraining(id, context)
      const verdict = await commandOf(account, training.kind, 'confirmSegment')(training.job, index, context.call)
      return { job: changed(account, training, context), ...verdict }
    })
  }
}

type Concerning = { job: TrainingJob | null }
type Uploading = Concerning & { uploads: TrainingUpload[] }

const NOTHING_UPLOADED: Uploading = { job: null, uploads: [] }

/** What is said to the vendor's people. */
const remark = (message: string | null | undefined, { title, attachmentNames }: { title?: string | null; attachmentNames?: string[] | null }): TrainingRemark =>
  withoutNulls({ message, title, attachmentNames })

async function existingTraining(id: string, context: GraphContext): Promise<{ account: Account; training: TrainingRef }> {
  const { account, key } = await ownOf('TrainingJob', id, 'input.id', context)
  return { account: accountOf(context.services, account), training: parseTrainingKey(key) }
}

/** Runs a command over an existing training. */
function command(id: string, context: GraphContext, run: (account: Account, training: TrainingRef) => Promise<void>): Promise<TrainingPayload> {
  return withUserErrors<Concerning>({ job: null }, async () => {
    const { account, training } = await existingTraining(id, context)
    await run(account, training)
    return { job: changed(account, training, context), userErrors: await watch(account, training, context) }
  })
}

/** Runs a command that gives out addresses to upload to. */
function uploading(id: string, context: GraphContext, run: (account: Account, training: TrainingRef) => Promise<UploadData[]>): Promise<UploadingPayload> {
  return withUserErrors<Uploading>(NOTHING_UPLOADED, async () => {
    const { account, training } = await existingTraining(id, context)
    return answered(account, training, await run(account, training), context)
  })
}

async function answered(account: Account, training: TrainingRef, uploads: UploadData[], context: GraphContext): Promise<Uploading & { userErrors: UserError[] }> {
  return {
    job: changed(account, training, context),
    uploads: uploads.map((upload) => new TrainingUpload(upload)),
    userErrors: await watch(account, training, context),
  }
}

/** The training, whatever this operation had read of it before being forgotten. */
function changed({ slug }: Account, training: TrainingRef, context: GraphContext): TrainingJob {
  context.loaders(slug).trainingJob.clear(trainingKey(training))
  return new TrainingJob(slug, training)
}


const jobRef = ({ slug, vendor }: Account, training: TrainingRef): JobRef => ({ kind: TRAINING_JOBS[training.kind], vendor, account: slug, key: trainingKey(training) })

const watch = (account: Account, training: TrainingRef, context: GraphContext) => observe(account, jobRef(account, training), 'trainingStatusChanged', context)

/** Ends the observation of a training that is gone. Should the database be away, the tracker finds out for itself that it is gone. */
async function forget(job: JobRef, context: GraphContext): Promise<void> {
  try {
    await context.services.unwatchJob(job)
  } catch (error) {
    context.logger.warn({ err: error, job }, 'the observation of a deleted training could not be ended')
  }
}
