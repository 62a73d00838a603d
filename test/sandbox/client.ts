import { request } from 'undici'
import { parseQuery } from '../../src/sandbox/call.js'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { akSkSignature } from '../../src/sandbox/huawei/signature.js'
import type { SenseTimeSandbox } from '../../src/sandbox/sensetime.js'
import { tokenSign } from '../../src/sandbox/sensetime/tokens.js'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { hmacBase64, originalText } from '../../src/sandbox/tencent/signature.js'
import type { XingyunSandbox } from '../../src/sandbox/xingyun.js'
import { xToken } from '../../src/sandbox/xingyun/signature.js'

export interface Reply {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  json: unknown
}

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  /** Sent, and signed, at this time (milliseconds since 1970). */
  at?: number
  headers?: Record<string, string>
  secretKey?: string
  projectId?: string
  /** Sent in the place of the signed body, or added to the signed query, as a forger would. */
  tamper?: { body?: string; search?: string }
}

/** Calls the Huawei simulator below `/v1/{project_id}`, signed AK/SK the way the vendor's guide says. */
export async function callHuawei({ settings }: Pick<HuaweiSandbox, 'settings'>, pathAndQuery: string, options: CallOptions = {}): Promise<Reply> {
  const { method = 'GET', body, at = Date.now(), secretKey = settings.secretKey, projectId = settings.projectId } = options
  const url = new URL(`/v1/${projectId}${pathAndQuery}`, settings.endpoint)
  const raw = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const headers: Record<string, string> = {
    host: url.host,
    'x-sdk-date': `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`,
    ...(raw === '' ? {} : { 'content-type': 'application/json' }),
  }
  const names = Object.keys(headers).sort()
  const signature = akSkSignature({ method, path: url.pathname, query: parseQuery(url.search.slice(1)), headers, rawBody: Buffer.from(raw) }, names, secretKey)
  headers['authorization'] = `SDK-HMAC-SHA256 Access=${settings.accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return send(url.href + (options.tamper?.search ?? ''), { method, headers: { ...headers, ...options.headers }, body: options.tamper?.body ?? raw })
}

/** Calls the Xingyun simulator's one operation with correct headers, some of them replaced by `headers`. */
export async function callXingyun({ settings }: Pick<XingyunSandbox, 'settings'>, options: { at?: number; headers?: Record<string, string>; body?: string } = {}): Promise<Reply> {
  const path = '/user/v1/external/lite_ka_summary'
  const timestamp = String(Math.floor((options.at ?? Date.now()) / 1000))
  const headers = { 'x-app-id': settings.appId, 'x-timestamp': timestamp, 'x-token': xToken(path, 'GET', {}, settings.appSecret, timestamp), ...options.headers }
  return send(settings.endpoint + path, { method: 'GET', headers, body: options.body ?? '' })
}

export interface TencentReply extends Reply {
  /** Header.Code; NaN when there is none. */
  code: number
  header: { Code: number; Message: string; RequestID: string }
  payload: Record<string, unknown>
}

/** Calls the Tencent simulator below `/v2/ivh`, its query signed the way the document says; `query` replaces parts of it after signing. */
export async function callTencent({ settings }: Pick<TencentSandbox, 'settings'>, path: string, payload: object = {}, options: { at?: number; body?: string; query?: Record<string, string>; accessToken?: string } = {}): Promise<TencentReply> {
  const pairs: [string, string][] = [['appkey', settings.appKey], ['timestamp', String(Math.floor((options.at ?? Date.now()) / 1000))]]
  const signed = { ...Object.fromEntries(pairs), signature: hmacBase64(options.accessToken ?? settings.accessToken, originalText(pairs)), ...options.query }
  const reply = await send(`${settings.endpoint}/v2/ivh/${path}?${new URLSearchParams(signed).toString()}`, {
    method: 'POST', headers: { 'content-type': 'application/json;charset=utf-8' }, body: options.body ?? JSON.stringify({ Header: {}, Payload: payload }),
  })
  const { Header: header, Payload: body } = (reply.json ?? {}) as { Header?: TencentReply['header']; Payload?: TencentReply['payload'] }
  return { ...reply, code: header?.Code ?? NaN, header: header ?? { Code: NaN, Message: '', RequestID: '' }, payload: body ?? {} }
}

/** The addresses of SenseTime's operations. */
export const SENSETIME = {
  token: '/api/uc/v1/access/api/token',
  refresh: '/api/uc/v1/access/api/token/refresh',
  create: '/api/2dvh/v2/material/live/channel/create',
  close: '/api/2dvh/v1/material/live/channel/close',
  running: '/api/2dvh/v1/material/live/channel/running/list',
  avatars: '/api/2dvh/v1/material/appearance/list',
  faceSwap: '/api/2dvh/v1/material/face/swap/create',
  language: '/api/voice/v1/nlp/language',
} as const

/** SenseTime's envelope. */
export interface SenseTimeReply extends Reply {
  json: { code: number; message: string; data?: unknown }
}

/** Posts to the SenseTime simulator (GET without a body), with a bearer token when one is given. */
export async function callSenseTime({ settings }: Pick<SenseTimeSandbox, 'settings'>, path: string, body?: unknown, token?: string): Promise<SenseTimeReply> {
  const headers = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  const raw = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  return await send(settings.endpoint + path, { method: body === undefined ? 'GET' : 'POST', headers, body: raw }) as SenseTimeReply
}

/** The body of a correct token request at a time in milliseconds, written as the given timestamp (seconds unless told otherwise). */
export function tokenRequest({ settings: { appId, appKey } }: Pick<SenseTimeSandbox, 'settings'>, at = Date.now(), timestamp: string | number = String(Math.floor(at / 1000))): Record<string, unknown> {
  return { appId, timestamp, sign: tokenSign(appId, String(timestamp), appKey), grantType: 'sign' }
}

/** What a token request answers. */
export interface Grant {
  accessToken: string
  expiresIn: number
  refreshToken: string
  refreshTokenExpiresIn: number
}

/** Signs in to the SenseTime simulator; throws when it is refused. */
export async function signIn(sandbox: Pick<SenseTimeSandbox, 'settings'>, at?: number): Promise<Grant> {
  const { json } = await callSenseTime(sandbox, SENSETIME.token, tokenRequest(sandbox, at))
  if (json.code !== 0) throw new Error(`no token: ${json.code} ${json.message}`)
  return json.data as Grant
}

/** Sends a request and reads all of the answer; `json` is undefined when the answer is not JSON. */
export async function send(url: string, { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {}): Promise<Reply> {
  const answer = await request(url, { method: method as 'GET', headers, ...(body.length === 0 ? {} : { body }), headersTimeout: 10_000, bodyTimeout: 10_000 })
  const text = await answer.body.text()
  return { status: answer.statusCode, headers: answer.headers, text, json: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
