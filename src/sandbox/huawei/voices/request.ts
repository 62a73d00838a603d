import { z } from 'zod'
import { text } from '../shapes.js'

const COMMON = {
  tag: z.enum(['ECOMMERCE', 'NEWS', 'MARKETING']).optional(),
  description: text(128).min(1).optional(),
  sex: z.enum(['FEMALE', 'MALE']).optional(),
  language: z.enum(['CN', 'EN']).optional(),
  phone: text(16).optional(),
}

/** The body of 8.1 to 8.3. */
export const CREATE_BODY = z.object({ ...COMMON, voice_name: text(64).min(1), create_type: z.enum(['PACKAGE', 'SEGMENT']).optional() })
/** The body of 8.5. */
export const COMMIT_BODY = z.object({ ...COMMON, voice_name: text(64).min(1).optional(), app_user_id: text(256).optional() })

export type VoiceFields = z.output<typeof COMMIT_BODY>
