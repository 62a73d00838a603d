import type { Context } from '../context.js'
import { ERRORS, refusal } from '../errors.js'
import { newId } from '../../ids.js'
import type { Stages } from '../../stages.js'
import { hasFile, type AvatarJob } from './job.js'
import type { CommandBody } from './request.js'
import type { AvatarState } from './states.js'

/** Milliseconds at speed 1. */
const ADMIN_ANSWERS = 500
const REWORK = 500

type Result = Record<string, unknown>
interface Scene {
  context: Context
  stages: Stages<AvatarState, AvatarJob>
  job: AvatarJob
  body: CommandBody
}
interface Command {
  /** The states in which it may be given; any when left out. */
  states?: readonly AvatarState[]
  run: (scene: Scene) => Result
}

const SUCCESS = { commond_result: 'EXCUTE_SUCCESS' }
const FAILED = { commond_result: 'EXCUTE_FAILED' }

/** The commands of a tenant (section 7.6) and the states in which each makes sense. */
const COMMANDS: Record<CommandBody['command'], Command> = {
  SUBMITVERIFYING: {
    states: ['WAIT_FILE_UPLOAD', 'AUTO_VERIFY_FAILED', 'MANUAL_VERIFY_FAILED'],
    run: ({ context, stages, job }) => {
      if (!hasFile(job, 'training_video', context.media)) throw refusal(ERRORS.trainingState, 'the training video has not been uploaded')
      stages.enter(job, 'AUTO_VERIFYING')
      return SUCCESS
    },
  },
  CONFIRM_ACCEPT: {
    states: ['WAIT_USER_CONFIRM'],
    run: ({ stages, job }) => {
      stages.enter(job, 'JOB_FINISH')
      return SUCCESS
    },
  },
  CONFIRM_REJECT: {
    states: ['WAIT_USER_CONFIRM'],
    run: (scene) => {
      const { context, stages, job } = scene
      const urls = comment(scene, 'USER_REJECT')
      stages.enter(job, 'JOB_REJECT')
      context.pace.after(ADMIN_ANSWERS, () => job.comments.push({
        time: context.options.now(), type: 'ADMIN_COMMENT', title: 'Your rejection', message: 'Which part of the video do you mean? Please answer, then we work on it.', attachments: [],
      }))
      return { ...SUCCESS, ...urls }
    },
  },
  CONFIRM_ANSWER: {
    states: ['JOB_REJECT', 'WAIT_USER_CONFIRM'],
    run: (scene) => {
      const { context, stages, job } = scene
      const urls = comment(scene, 'USER_COMMENT')
      // An answer to the administrator's question sets the rework going.
      if (job.state === 'JOB_REJECT') context.pace.after(REWORK, () => { if (job.state === 'JOB_REJECT') stages.enter(job, 'INFERENCE_DATA_PREPROCESSING') })
      return { ...SUCCESS, ...urls }
    },
  },
  CONFIRM_PENDING: {
    states: ['WAIT_USER_CONFIRM', 'JOB_REJECT'],
    run: ({ stages, job }) => {
      job.pausedIn = job.state
      stages.enter(job, 'JOB_PENDING')
      return SUCCESS
    },
  },
  CONFIRM_ACTIVE: {
    states: ['JOB_PENDING'],
    run: ({ stages, job }) => {
      stages.enter(job, job.pausedIn ?? 'WAIT_USER_CONFIRM')
      return SUCCESS
    },
  },
  GET_MULTIPART_UPLOADED: {
    run: ({ job }) => ({
      ...SUCCESS,
      multipart_data: (job.video?.parts() ?? []).map(({ number, etag }) => ({ part_number: String(number), etag })),
    }),
  },
  CONFIRM_MULTIPART_UPLOADED: {
    states: ['WAIT_FILE_UPLOAD', 'AUTO_VERIFY_FAILED', 'MANUAL_VERIFY_FAILED'],
    run: ({ job }) => job.video?.finish() ? SUCCESS : FAILED,
  },
}

/** Does a command; what 7.6 answers. Throws the vendor's 400 in a state that does not allow it. */
export function executeCommand(context: Context, stages: Stages<AvatarState, AvatarJob>, job: AvatarJob, body: CommandBody): Result {
  const command = COMMANDS[body.command]
  if (command.states && !command.states.includes(job.state)) throw refusal(ERRORS.trainingState, `${body.command} needs ${command.states.join(' or ')}, the task is ${job.state}`)
  return command.run({ context, stages, job, body })
}

/** Writes the comment down; answers an address for each attachment. */
function comment({ context, job, body }: Scene, type: 'USER_REJECT' | 'USER_COMMENT'): Result {
  const { comment_title: title, comment_message: message, attachment_name: names = [] } = body.comment_data ?? {}
  const paths = names.map((name) => `trainings/${job.id}/${newId()}/${name}`)
  job.comments.push({ time: context.options.now(), type, title, message, attachments: paths })
  return paths.length === 0 ? {} : { attachment_upload_url: paths.map((path) => context.media.upload(path, { once: true }).urls[0]) }
}
