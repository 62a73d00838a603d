import { z } from 'zod'
import { flag, list, text } from '../wire.js'
import { id } from './wire.js'

/** The answer of 9.1. */
export const wireCreatedPreview = z.object({ job_id: id })

/** The answer of 9.2. */
export const wirePreview = z.object({ is_file_complete: flag, message: text, files: list(z.object({ download_url: text })).catch(null) })
