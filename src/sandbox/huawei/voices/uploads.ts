import type { Media } from '../media.js'
import { sentencesOf, voicePaths, type VoiceJob } from './job.js'

interface SegmentUrls {
  audio_uploading_url: string[]
  txt_uploading_url: string[]
}

/** The addresses that a task's files are uploaded to. */
export interface VoiceUrls {
  package?: string
  segments?: SegmentUrls
  letter: string
}

/** Opens the uploads of a task; each must carry the content type that the document names. The authorization letter may be of any. */
export function openVoiceUploads(job: VoiceJob, media: Media): VoiceUrls {
  const open = (path: string, type?: string): string => media.upload(path, { type }).urls[0] ?? ''
  const indexes = Array.from({ length: sentencesOf(job) }, (_, index) => index)
  return {
    letter: open(voicePaths.letter(job)),
    ...(job.createType === 'PACKAGE'
      ? { package: open(voicePaths.package(job), 'application/zip') }
      : { segments: { audio_uploading_url: indexes.map((index) => open(voicePaths.audio(job, index), 'audio/wav')), txt_uploading_url: indexes.map((index) => open(voicePaths.text(job, index), 'text/plain')) } }),
  }
}

/** Why a task cannot be submitted yet, or null when its data is there: the package, or each sentence confirmed. */
export function missingData(job: VoiceJob, media: Media): string | null {
  if (job.createType === 'PACKAGE') return media.find(voicePaths.package(job))?.bytes.length ? null : 'the package has not been uploaded'
  const left = sentencesOf(job) - job.confirmed.size
  return left === 0 ? null : `${left} sentences have not been confirmed`
}

/** Forgets all files of a task. */
export function deleteVoiceFiles(job: VoiceJob, media: Media): void {
  for (const path of [voicePaths.package(job), voicePaths.letter(job), voicePaths.note(job)]) media.delete(path)
  for (let index = 0; index < sentencesOf(job); index++) for (const path of [voicePaths.audio(job, index), voicePaths.text(job, index)]) media.delete(path)
}
