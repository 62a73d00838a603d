import { ERRORS } from './errors.js'

/** The simulator's credentials: constants, and plainly not real ones. The AuthKey keeps the document's rule. */
export const CREDENTIALS = {
  appId: 'sandbox0app0id0of0sensetime00000',
  appKey: 'sandbox0app0key0not0a0real0one00',
  authKey: 'SandboxAuthKey0NotReal0000000001',
} as const

/** What can be wrong with an account, and the error that says so. */
export const ACCOUNT_PROBLEMS = { pending: ERRORS.accountPending, disabled: ERRORS.accountDisabled, outside: ERRORS.accountOutside } as const

/** What the vendor's staff have set for the one account, and what it may use. Everything may be changed while the simulator runs. */
export interface Account {
  state: 'active' | keyof typeof ACCOUNT_PROBLEMS
  /** Where events go; null: nowhere. */
  callbackUrl: string | null
  /** Signs callbacks; null: they are not signed. */
  authKey: string | null
  /** A trial account is refused with a code of its own when its channels are all in use. */
  trial: boolean
  /** Live channels at a time. */
  liveChannels: number
  /** Seconds of live streaming in all; a channel uses them from its creation to its end. */
  liveSeconds: number
  /** Models that may be made in all. */
  models: { avatar: number; voice: number }
  /** Tasks that may wait or run at a time. */
  concurrent: { avatar: number; video: number; voice: number; faceSwap: number }
}

/** An official account with room for everything. */
export function createAccount(callbackUrl: string | undefined): Account {
  return {
    state: 'active',
    callbackUrl: callbackUrl ?? null,
    authKey: CREDENTIALS.authKey,
    trial: false,
    liveChannels: 10,
    liveSeconds: 100 * 3600,
    models: { avatar: 100, voice: 100 },
    concurrent: { avatar: 10, video: 10, voice: 10, faceSwap: 10 },
  }
}

/** Whether an AuthKey keeps the rule of "Signature Algorithm": up to 32 characters with upper case, lower case and digits. */
export function isAuthKey(text: string): boolean {
  return text.length <= 32 && /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)
}

/** The `user`, `roles` and `permissions` of a token's answer: personal data that a client has no use for, and must not log. */
export function describeAccount({ callbackUrl }: Account): Record<string, unknown> {
  return {
    user: {
      id: 10086,
      userName: '沙箱用户',
      email: 'sandbox.person@example.com',
      cellPhone: '13800138000',
      company: 'Sandbox Digital Humans Ltd',
      userType: 1,
      userTag: 2,
      status: 1,
      effectiveBeginDate: '2024-01-01 00:00:00',
      effectiveEndDate: '2099-12-31 23:59:59',
      appId: CREDENTIALS.appId,
      callbackUrl,
      liveCallbackUrl: callbackUrl,
    },
    permissions: [],
    roles: [{ id: 1, roleName: 'api', appId: CREDENTIALS.appId }],
  }
}
