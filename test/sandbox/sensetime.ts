import { startSenseTimeSandbox, type SenseTimeOptions, type SenseTimeSandbox } from '../../src/sandbox/sensetime.js'
import { callSenseTime, SENSETIME, signIn, type SenseTimeReply } from './client.js'

/** A live script with one scene, as the vendor's samples write it. */
export const scriptOf = (scene: object = {}): string => JSON.stringify({ version: '0.0.1', recycle: 0, sceneList: [{ digital_role: { id: 1, name: 'Mia', url: 'https://example.com/mia.zip' }, tts_query: { content: 'Hello', ssml: false }, ...scene }] })

/** Paths for everything that the vendor has not published a path for; of the tests' own making. */
export const PATHS = {
  startLiveChannel: '/guess/start', takeOverLiveChannel: '/guess/takeover', showLiveChannel: 'GET /guess/show', refreshRtcToken: '/guess/rtc',
  createAvatarTask: '/guess/avatar', showAvatarTask: '/guess/avatar/show', cancelAvatarTask: '/guess/avatar/cancel',
  createVideoTask: '/guess/video', showVideoTask: 'GET /guess/video',
  createVoiceTask: '/guess/voice', showVoiceTask: '/guess/voice/show', cancelVoiceTask: '/guess/voice/cancel',
} as const

/** A simulator, signed in to. */
export interface SignedIn {
  sandbox: SenseTimeSandbox
  call: (path: string, body?: unknown) => Promise<SenseTimeReply>
  /** The code of an answer. */
  code: (path: string, body?: unknown) => Promise<number>
  /** Creates a channel; resolves to its session id. */
  create: (body?: object) => Promise<string>
}

/** Starts a simulator and signs in. */
export async function openSenseTime(options: SenseTimeOptions = {}): Promise<SignedIn> {
  const sandbox = await startSenseTimeSandbox(options)
  const { accessToken } = await signIn(sandbox)
  const call = (path: string, body?: unknown) => callSenseTime(sandbox, path, body, accessToken)
  return {
    sandbox,
    call,
    code: async (path, body) => (await call(path, body)).json.code,
    create: async (body = {}) => ((await call(SENSETIME.create, { param: scriptOf(), ...body })).json.data as { sessionId: string }).sessionId,
  }
}
