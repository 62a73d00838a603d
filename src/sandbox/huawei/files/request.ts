import { z } from 'zod'

const COMMON = {
  file_name: z.string().min(1).max(256),
  file_type: z.string().min(1).max(64),
  asset_id: z.string().min(1).max(64),
}

/** The body of 4.2.1. */
export const FILE_BODY = z.object({
  ...COMMON,
  file_md5: z.string().regex(/^[A-Za-z0-9+/]{22}==$/, 'expected the Base64 of an MD5, 24 characters'),
  file_size: z.int().min(1).max(5_368_709_120),
  asset_file_category: z.string().min(1).max(128),
})

/** The body of 4.2.4. */
export const LARGE_FILE_BODY = z.object({
  ...COMMON,
  file_size: z.int().min(1).max(536_870_912_000).optional(),
  asset_file_category: z.enum(['MAIN', 'OTHER']),
  file_multipart_count: z.int().min(1).max(100).optional(),
})

/** The body of 4.2.3. */
export const CONFIRM_BODY = z.object({ state: z.enum(['CREATED', 'FAILED', 'CANCELLED']), auto_meta_analysis: z.boolean().optional() })

export type FileBody = Omit<z.output<typeof FILE_BODY>, 'file_md5' | 'file_size'> & { file_md5?: string; file_size?: number }
