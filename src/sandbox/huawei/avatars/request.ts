import { z } from 'zod'
import { text } from '../shapes.js'

const COMMAND_MESSAGE = z.enum(['UPDATE_VIDEO', 'UPLOAD_VIDEO'])
const COMMON = {
  contact: text(64).min(1).optional(),
  command_message: COMMAND_MESSAGE.optional(),
  video_multipart_count: z.int().min(1).max(1000).optional(),
  is_background_replacement: z.boolean().optional(),
  batch_name: text(256).min(1).optional(),
  tags: z.array(text(128)).max(50).optional(),
}

/** The body of 7.1. V2 is discarded for new tasks. */
export const CREATE_BODY = z.object({ ...COMMON, name: text(256).min(1), model_version: z.enum(['V3', 'V3.2', 'V3.3'], 'expected V3 or V3.2; V2 has been discarded').optional() })
/** The body of 7.5. */
export const UPDATE_BODY = z.object({ ...COMMON, name: text(256).min(1).optional() })

export const COMMANDS = [
  'SUBMITVERIFYING', 'CONFIRM_ACCEPT', 'CONFIRM_REJECT', 'CONFIRM_ANSWER', 'CONFIRM_PENDING', 'CONFIRM_ACTIVE', 'GET_MULTIPART_UPLOADED', 'CONFIRM_MULTIPART_UPLOADED',
] as const
/** The body of 7.6. */
export const COMMAND_BODY = z.object({
  command: z.enum(COMMANDS),
  command_message: COMMAND_MESSAGE.optional(),
  comment_data: z.object({ comment_title: text(2048).optional(), comment_message: text(2048).optional(), attachment_name: z.array(text(256).min(1)).max(20).optional() }).optional(),
})

export type AvatarFields = z.output<typeof UPDATE_BODY>
export type CommandBody = z.output<typeof COMMAND_BODY>
