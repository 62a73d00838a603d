import { z } from 'zod'
import { SPEECH_PARAM } from '../shapes.js'

/** What every operation on sessions and live rooms carries: 32 characters, a UUID without dashes. */
export const REQ_ID = z.string().regex(/^[0-9a-fA-F]{32}$/, 'expected a UUID of 32 characters')

const MOST_TEXT_BYTES = 4000
const MOST_LAYERS = 5
const PUSH_URL = /^rtmp:\/\/[^/]+\/[^/]+\/[^/?]+\?txSecret=[^&]+&txTime=[^&]+$/

const PROTOCOL_OPTION = z.object({
  TrtcUseExternalApp: z.boolean().optional(),
  TrtcAppId: z.string().min(1).optional(),
  TrtcRoomId: z.int().min(1).max(4_294_967_294).optional(),
  TrtcStrRoomId: z.string().min(1).optional(),
  TrtcAutoGenRoomIdType: z.union([z.literal(0), z.literal(1)]).optional(),
  TrtcUserSig: z.string().min(1).optional(),
  TrtcPrivateMapKey: z.string().optional(),
  CssCustomPushUrl: z.string().regex(PUSH_URL, 'expected rtmp://host/app/streamid?txSecret=…&txTime=…').optional(),
}).superRefine((option, context) => {
  if (option.TrtcUseExternalApp !== true) return
  for (const name of ['TrtcAppId', 'TrtcUserSig'] as const) if (option[name] === undefined) context.addIssue({ code: 'custom', path: [name], message: 'required with TrtcUseExternalApp' })
})

const COMMON = {
  ReqId: REQ_ID,
  SessionId: z.undefined('the public cloud gives it, do not send one').optional(),
  UserId: z.string().min(1),
  Protocol: z.enum(['rtmp', 'trtc', 'webrtc']),
  DriverType: z.union([z.literal(1), z.literal(3)], 'expected 1 (text) or 3 (sound)'),
  ProtocolOption: PROTOCOL_OPTION.optional(),
  ExtraInfo: z.object({ AlphaChannelEnable: z.boolean().optional() }).optional(),
  StreamMaxInterval: z.int().min(2000).max(6000).optional(),
}

/** SpeechParam and AnchorParam, which go with an avatar that is named by its own key. */
export const CAST = {
  SpeechParam: z.object({ ...SPEECH_PARAM, Speed: SPEECH_PARAM.Speed.optional() }).optional(),
  AnchorParam: z.object({ HorizontalPosition: z.number().optional(), VerticalPosition: z.number().optional(), Scale: z.number().optional() }).optional(),
}

/** The payload of createsession (1211/62102). */
export const PROJECT_BODY = z.object({ ...COMMON, VirtualmanProjectId: z.string().min(1) })

const LAYERS = z.array(z.unknown()).optional()
/** The payload of createsessionbyasset (1211/62103). */
export const ASSET_BODY = z.object({ ...COMMON, ...CAST, AssetVirtualmanKey: z.string().min(1), Backgrounds: LAYERS, Foregrounds: LAYERS })
  .refine((body) => (body.Backgrounds?.length ?? 0) + (body.Foregrounds?.length ?? 0) <= MOST_LAYERS, { path: ['Backgrounds'], message: `expected at most ${MOST_LAYERS} together with Foregrounds` })

export type CreateBody = z.output<typeof PROJECT_BODY> | z.output<typeof ASSET_BODY>

/** The payload of what asks for one session. */
export const SESSION_BODY = z.object({ ReqId: REQ_ID, SessionId: z.string().min(1) })
/** The payloads of the three lists. */
export const LIST_BODIES = {
  uin: z.object({ ReqId: REQ_ID }),
  project: z.object({ ReqId: REQ_ID, VirtualmanProjectId: z.string().min(1) }),
  asset: z.object({ ReqId: REQ_ID, AssetVirtualmanKey: z.string().min(1) }),
}

/** The payload of gettrtcsign (1211/62121, 1240/100405): a room by its number, which the international page calls a string, or by its name. */
export const SIGN_BODY = z.object({
  ReqId: REQ_ID, SessionId: z.string().min(1), UserId: z.string().min(1),
  RoomId: z.union([z.int(), z.string().min(1)]).optional(), StrRoomId: z.string().min(1).optional(),
}).refine((body) => body.RoomId !== undefined || body.StrRoomId !== undefined, { path: ['RoomId'], message: 'this or StrRoomId is required' })

/** The payload of a command by HTTP (1211/62120): SEND_TEXT only. */
export const COMMAND_BODY = z.object({
  ReqId: REQ_ID,
  SessionId: z.string().min(1),
  Command: z.literal('SEND_TEXT', 'expected SEND_TEXT; the other commands go through the command channel'),
  Data: z.object({
    Text: z.string().refine((text) => Buffer.byteLength(text) <= MOST_TEXT_BYTES, `expected at most ${MOST_TEXT_BYTES} bytes`),
    Interrupt: z.boolean().optional(),
    ChatCommand: z.enum(['', 'NotUseChat']).optional(),
    ChatRoundId: z.string().optional(),
    CloudAiVisitorBizId: z.string().max(64).optional(),
  }),
})
