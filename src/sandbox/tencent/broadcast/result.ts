import { request } from 'undici'
import { MP4, WEBM } from '../../film.js'
import { silence, tone } from '../../tone.js'
import type { StoredObject } from '../../objects.js'
import type { Cos } from '../cos.js'
import type { BroadcastJob, Order } from './job.js'
import { subtitles, type Timeline } from './timeline.js'

/** Sounds are cut there: nobody listens to a simulator for long. */
const LONGEST_SOUND_MS = 3000

const MAKERS: Record<Order['extension'], (duration: number) => StoredObject> = {
  mp4: () => ({ bytes: MP4, type: 'video/mp4' }),
  mov: () => ({ bytes: MP4, type: 'video/quicktime' }),
  webm: () => ({ bytes: WEBM, type: 'video/webm' }),
  wav: (duration) => ({ bytes: tone(200, Math.min(duration, LONGEST_SOUND_MS)), type: 'audio/wav' }),
  mp3: (duration) => ({ bytes: silence(Math.min(duration, LONGEST_SOUND_MS)), type: 'audio/mpeg' }),
}

/**
 * Makes the files of a job and puts them where they belong: into the store for seven days, or by PUT to the pre-signed
 * addresses that the request gave. Resolves to false when such an address does not take them.
 */
export async function deliverResult(job: BroadcastJob, timeline: Timeline, cos: Cos, signal: AbortSignal): Promise<boolean> {
  const { extension, kind, storage, subtitlesStorage } = job.order
  const place = async (target: string | undefined, name: string, object: StoredObject): Promise<string | undefined> => {
    if (target !== undefined) return await put(target, object, signal) ? target.split('?', 1)[0] : undefined
    cos.keepResult(name, object)
    return name
  }
  const media = await place(storage, `result/${job.id}.${extension}`, MAKERS[extension](timeline.duration))
  const text = kind === 'speech' ? '' : await place(subtitlesStorage, `result/${job.id}.srt`, { bytes: Buffer.from(subtitles(timeline)), type: 'application/x-subrip' })
  if (media === undefined || text === undefined) return false
  job.media = media
  job.subtitles = text
  return true
}

async function put(url: string, { bytes, type }: StoredObject, signal: AbortSignal): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, { method: 'PUT', headers: { 'content-type': type }, body: bytes, signal, headersTimeout: 5000, bodyTimeout: 5000 })
    await body.dump()
    return statusCode >= 200 && statusCode < 300
  } catch {
    return false
  }
}
