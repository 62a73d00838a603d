import type { Config } from '../config.js'
import { settingNames, VENDOR_NAMES, type AccountConfig } from '../config/accounts.js'
import { notesOf, type Finding } from './finding.js'
import { reach, shown } from './network.js'

/** What a setting of an account is called where it is set. */
export function settingOf({ slug }: Pick<AccountConfig, 'slug'>, field: string): string {
  const name = VENDOR_NAMES.find((vendor) => vendor === slug)
  return name ? settingNames(name)[field]! : `${field} of ${JSON.stringify(slug)} in ACCOUNTS_FILE`
}

/** Looks at what is configured, beside its mistakes: what has no effect, and who may call. */
export async function examineSettings({ warnings, production, host, apiKeys, jwt }: Config, now: () => number): Promise<Finding[]> {
  const notes = notesOf('configuration')
  const found: Finding[] = [notes.ok('settings', `no mistakes; ${production ? 'production' : 'not production (NODE_ENV)'}`)]
  for (const warning of warnings) found.push(notes.warning('settings', warning, 'Correct its name, or remove it.'))
  if (apiKeys.length) found.push(notes.ok('callers', `API keys: ${apiKeys.map(({ name, role }) => `${name} (${role})`).join(', ')}`))
  if (!apiKeys.length && !jwt) {
    found.push(notes.warning('callers', `none: whoever reaches ${host} may do everything`, 'Right for trying it out. Set API_KEYS, or JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE, before others can reach it.'))
  }
  if (jwt) found.push(await examineKeySet(jwt.jwksUrl, now))
  return found
}

async function examineKeySet(url: string, now: () => number): Promise<Finding> {
  const notes = notesOf('configuration')
  const answer = await reach(url, now)
  if ('why' in answer) return notes.failed('token keys', `${shown(url)} (JWT_JWKS_URL) cannot be reached: ${answer.why}`, answer.todo)
  const count = answer.status === 200 ? keysIn(answer.text) : 0
  if (count) return notes.ok('token keys', `${count} at ${shown(url)}`)
  return notes.failed('token keys', `${shown(url)} (JWT_JWKS_URL) answers ${answer.status} and no JSON Web Key Set`, "Take the address from the field jwks_uri of the issuer's /.well-known/openid-configuration.")
}

function keysIn(text: string): number {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown }
    return Array.isArray(keys) ? keys.length : 0
  } catch {
    return 0
  }
}

/** The keys that a vendor's callbacks are signed with, and what is missed without them. */
const CALLBACK_KEYS: Partial<Record<AccountConfig['vendor'], { field: string; keysOf: (account: AccountConfig) => readonly string[] | undefined; without: string }>> = {
  HUAWEI: { field: 'callbackKeys', keysOf: (it) => (it.vendor === 'HUAWEI' ? it.callbackKeys : undefined), without: 'sessions and videos are polled, and what is spoken is not told' },
  SENSETIME: { field: 'authKeys', keysOf: (it) => (it.vendor === 'SENSETIME' ? it.authKeys : undefined), without: 'notifications are refused, and what can be polled is polled' },
}

/** Looks at the keys of callbacks, and at the vendors that have no account. */
export function examineVendors({ accounts, sandbox, production }: Config): Finding[] {
  const found = accounts.flatMap((account): Finding[] => {
    const rule = CALLBACK_KEYS[account.vendor]
    const notes = notesOf(`account ${account.slug}`)
    if (!rule) return []
    const count = rule.keysOf(account)?.length ?? 0
    const setting = settingOf(account, rule.field)
    if (count === 0) return [notes.warning('callback keys', `none: ${rule.without}`, `Set ${setting}, newest first.`)]
    return [notes.ok('callback keys', count === 1 ? 'one' : `${count}: callbacks signed with any of them are taken. When the vendor uses the newest alone, remove the others`)]
  })
  const lacking = VENDOR_NAMES.filter((name) => !accounts.some(({ vendor }) => vendor.toLowerCase() === name))
  return [...found, ...lacking.map((name) => withoutAccount(name, sandbox, production))]
}

function withoutAccount(name: (typeof VENDOR_NAMES)[number], sandbox: boolean, production: boolean): Finding {
  const notes = notesOf(`account ${name}`)
  const todo = `Set ${PROMISING[name]} to connect a real account.`
  if (!sandbox) return notes.ok('account', `none: this vendor is absent. ${todo}`)
  if (production) return notes.warning('account', 'none: SANDBOX=on has a simulator stand in for it, and what that answers is invented', `${todo} Or set SANDBOX=off.`)
  return notes.ok('account', `none: a simulator stands in for it. ${todo}`)
}

/** The settings that an account begins with. */
const PROMISING: Record<(typeof VENDOR_NAMES)[number], string> = {
  huawei: 'HUAWEI_PROJECT_ID, HUAWEI_ACCESS_KEY and HUAWEI_SECRET_KEY',
  tencent: 'TENCENT_APP_KEY and TENCENT_ACCESS_TOKEN',
  sensetime: 'SENSETIME_APP_ID and SENSETIME_APP_KEY',
  xingyun: 'XINGYUN_APP_ID and XINGYUN_APP_SECRET',
}
