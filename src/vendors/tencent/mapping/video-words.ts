import type { JobStatus } from '../../../domain/jobs.js'
import type { LiveState } from '../../../domain/live.js'
import type { AvatarDriver, VideoConcurrency, VideoFormat } from '../../../domain/video-draft.js'

/* The only place where Tencent's words of videos, speech and their callbacks become ours. Of several spellings the first one is the one to send. */

/** `Status` of videos and speech (1211/62088). */
export const BROADCAST_STATUSES: Record<string, JobStatus> = { COMMIT: 'WAITING', MAKING: 'RUNNING', SUCCESS: 'SUCCEEDED', FAIL: 'FAILED' }

/** `DriverType` of videos, and `SupportDriverTypes` of assets (1240/81268, 1211/62126). */
export const DRIVERS: Record<string, AvatarDriver> = { Text: 'TEXT', OriginalVoice: 'ORIGINAL_AUDIO', ModulatedVoice: 'MODULATED_AUDIO' }

/** `VideoParam.Format` (1240/81268; GreenScreenMp4 on the international page of 2024 only). */
export const FORMATS: Record<string, VideoFormat> = { Mp4: 'MP4', GreenScreenMp4: 'GREEN_SCREEN_MP4', TransparentWebm: 'TRANSPARENT_WEBM', TransparentMov: 'TRANSPARENT_MOV' }

/** `ConcurrencyType`. */
export const CONCURRENCIES: Record<string, VideoConcurrency> = { Exclusive: 'EXCLUSIVE', Shared: 'SHARED' }

/** `Status` of live rooms of the mainland's product (1240/112145): sentences are being dealt out in 4, and have been in 5. */
export const LIVE_ROOM_STATES: Record<string, LiveState> = { 0: 'WAITING', 1: 'PREPARING', 2: 'READY', 3: 'READY', 4: 'LIVE', 5: 'LIVE', 6: 'ENDED' }
