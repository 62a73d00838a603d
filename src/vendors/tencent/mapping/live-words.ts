import type { LiveDriver, LiveProtocol, LiveState, SpeakingState } from '../../../domain/live.js'
import type { WordReader } from '../../words.js'

/* The only place where Tencent's words of interactive sessions become ours. */

/** `SessionStatus` (1211/62104; 5, a timeout, on the legacy page 1240/90950 only). A session that is ready and started is LIVE. */
export const SESSION_STATES: Record<string, LiveState> = { 1: 'READY', 2: 'ENDED', 3: 'PREPARING', 4: 'FAILED', 5: 'FAILED' }

/** `ErrorCode` of sessions that were ended by somebody who wanted it (1240/100406); with any other one a closed session has failed. */
export const WANTED_ENDS: ReadonlySet<number> = new Set([0, 110013, 110022])

/** `Protocol` (1211/62102). */
export const PROTOCOLS: Record<string, LiveProtocol> = { rtmp: 'RTMP', trtc: 'TRTC', webrtc: 'WEBRTC' }

/** `DriverType` (1211/62102). */
export const DRIVERS: Record<string, LiveDriver> = { 1: 'TEXT', 3: 'AUDIO' }

/** `SpeakStatus` (1211/62116). */
export const SPEAK_STATES: Record<string, SpeakingState> = {
  Initial: 'IDLE',
  WaitingTextStart: 'WAITING',
  TextStart: 'SPEAKING',
  SentenceNext: 'SPEAKING',
  SentenceStart: 'SPEAKING',
  SentenceOver: 'SPEAKING',
  WaitingTextOver: 'SPEAKING',
  TextOver: 'IDLE',
  WaitingAudioStart: 'WAITING',
  AudioStart: 'SPEAKING',
  WaitingAudioOver: 'SPEAKING',
  AudioOver: 'IDLE',
  Error: 'FAILED',
}

/** What says where a session is in its life. */
export interface SessionWords {
  SessionStatus: string
  IsSessionStarted?: boolean | null
  ErrorCode?: number | null
}

/** Reads the words of interactive sessions. */
export function sessionReaders(reader: WordReader) {
  const status = reader('SessionStatus', SESSION_STATES)
  return {
    state({ SessionStatus, IsSessionStarted, ErrorCode }: SessionWords): { state: LiveState; vendorState: string } {
      const word = status(SessionStatus)
      const vendorState = [SessionStatus, IsSessionStarted && 'IsSessionStarted', ErrorCode].filter(Boolean).join(' ')
      if (word === 'READY' && IsSessionStarted) return { state: 'LIVE', vendorState }
      if (word === 'ENDED' && !WANTED_ENDS.has(ErrorCode ?? 0)) return { state: 'FAILED', vendorState }
      return { state: word, vendorState }
    },
    driver: reader('DriverType', DRIVERS),
    speaking: reader('SpeakStatus', SPEAK_STATES),
  }
}
/** See {@link sessionReaders}. */
export type SessionReaders = ReturnType<typeof sessionReaders>
