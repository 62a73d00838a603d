import type { TrainingFile, TrainingUpload } from '../../domain/training/record.js'
import { uploadTarget } from './upload-target.js'

/** The upload of one file; none where the vendor gave no URL for it. `type` is the content type that the signature covers. */
export function uploadOf(file: TrainingFile, index: number, url: string | null, type?: string): TrainingUpload[] {
  if (url === null) return []
  return [{ file, index, target: uploadTarget(url, type === undefined ? [] : [{ name: 'Content-Type', value: type }]) }]
}
