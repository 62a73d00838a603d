import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { endpoint, keyList, text } from './fields.js'
import { sensetimeFields, type SenseTimeAccountConfig } from './sensetime.js'

/** A Huawei MetaStudio account, as configured. */
export interface HuaweiAccountConfig {
  vendor: 'HUAWEI'
  slug: string
  region: string
  endpoint: string
  projectId: string
  auth: { accessKey: string; secretKey: string } | { iamEndpoint: string; domain: string; user: string; password: string }
  /** Newest first. */
  callbackKeys: string[]
}

/** A Tencent account, as configured. */
export interface TencentAccountConfig {
  vendor: 'TENCENT'
  slug: string
  endpoint: string
  appKey: string
  accessToken: string
  projectId?: string
  /** Newest first. */
  liveSignKeys: string[]
}

/** A Xingyun account, as configured. */
export interface XingyunAccountConfig {
  vendor: 'XINGYUN'
  slug: string
  endpoint: string
  appId: string
  appSecret: string
}

/** An account at a vendor, as configured. */
export type AccountConfig = HuaweiAccountConfig | TencentAccountConfig | SenseTimeAccountConfig | XingyunAccountConfig

/** Table 1-1 of the MetaStudio reference lists these two; for any other the endpoint must be given. */
const HUAWEI_REGIONS = ['cn-north-4', 'cn-east-3']
/** The vendors that have an adapter, as settings name them; also the slugs of the environment's accounts. */
export const VENDOR_NAMES = ['huawei', 'tencent', 'sensetime', 'xingyun'] as const
/** What is said of a setting that the others of its account call for. */
export const MISSING = 'expected a value, since other settings of this account are given'

const optional = { text: text.optional(), endpoint: endpoint.optional() }

/** A vendor's settings: the same rules read its environment variables and its entries in ACCOUNTS_FILE. */
interface AccountRules {
  fields: Record<string, z.ZodType>
  /** What only several fields together can tell; asked also when a single field is wrong. */
  check(given: Readonly<Record<string, unknown>>): [field: string, message: string][]
  build(slug: string, settings: Record<string, unknown>): AccountConfig
}

/** The environment variables of a vendor's account, by its settings. */
export const settingNames = (vendor: (typeof VENDOR_NAMES)[number]): Record<string, string> =>
  Object.fromEntries(Object.keys(ACCOUNT_RULES[vendor].fields).map((field) => [field, `${vendor}_${field.replace(/[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase()]))

const missing = (given: Readonly<Record<string, unknown>>, fields: string[]) =>
  fields.filter((field) => !given[field]).map((field): [string, string] => [field, MISSING])

const IAM_FIELDS = ['iamEndpoint', 'iamDomain', 'iamUser', 'iamPassword']
const usesToken = (given: Readonly<Record<string, unknown>>) => !given.accessKey && !given.secretKey && IAM_FIELDS.some((field) => given[field])

const huaweiFields = {
  region: text.default('cn-north-4'),
  endpoint: optional.endpoint,
  projectId: optional.text,
  accessKey: optional.text,
  secretKey: optional.text,
  iamEndpoint: optional.endpoint,
  iamDomain: optional.text,
  iamUser: optional.text,
  iamPassword: optional.text,
  callbackKeys: keyList(32, 'callback keys').default([]),
}
const tencentFields = {
  endpoint: endpoint.default('https://gw-sg.tvs.qq.com'),
  appKey: optional.text,
  accessToken: optional.text,
  virtualmanKey: optional.text,
  projectId: optional.text,
  liveSignKeys: keyList(256, 'sign keys').default([]),
}
const xingyunFields = { endpoint: endpoint.default('https://nebula-agent.xingyun3d.com'), appId: optional.text, appSecret: optional.text }

/** The rules of each vendor's settings. */
export const ACCOUNT_RULES: Record<(typeof VENDOR_NAMES)[number], AccountRules> = {
  huawei: {
    fields: huaweiFields,
    check: (given) => [
      ...missing(given, ['projectId', ...(usesToken(given) ? IAM_FIELDS : ['accessKey', 'secretKey'])]),
      ...(typeof given.region === 'string' && !given.endpoint && !HUAWEI_REGIONS.includes(given.region)
        ? ([['region', `expected ${HUAWEI_REGIONS.join(' or ')}, or the endpoint of another region beside it`]] as [string, string][])
        : []),
    ],
    build(slug, settings) {
      const it = settings as z.infer<z.ZodObject<typeof huaweiFields>>
      return {
        vendor: 'HUAWEI',
        slug,
        region: it.region,
        endpoint: it.endpoint ?? `https://metastudio.${it.region}.myhuaweicloud.com`,
        projectId: it.projectId ?? '',
        auth: usesToken(it)
          ? { iamEndpoint: it.iamEndpoint ?? '', domain: it.iamDomain ?? '', user: it.iamUser ?? '', password: it.iamPassword ?? '' }
          : { accessKey: it.accessKey ?? '', secretKey: it.secretKey ?? '' },
        callbackKeys: it.callbackKeys,
      }
    },
  },
  tencent: {
    fields: tencentFields,
    check: (given) => missing(given, ['appKey', 'accessToken']),
    build(slug, settings) {
      const it = settings as z.infer<z.ZodObject<typeof tencentFields>>
      // The project id is what the vendor called virtualmankey before (1211/62102).
      return { vendor: 'TENCENT', slug, endpoint: it.endpoint, appKey: it.appKey ?? '', accessToken: it.accessToken ?? '', projectId: it.projectId ?? it.virtualmanKey, liveSignKeys: it.liveSignKeys }
    },
  },
  sensetime: {
    fields: sensetimeFields,
    check: (given) => missing(given, ['appId', 'appKey']),
    build(slug, settings) {
      const it = settings as z.infer<z.ZodObject<typeof sensetimeFields>>
      return { vendor: 'SENSETIME', slug, ...it, appId: it.appId ?? '', appKey: it.appKey ?? '' }
    },
  },
  xingyun: {
    fields: xingyunFields,
    check: (given) => missing(given, ['appId', 'appSecret']),
    build(slug, settings) {
      const it = settings as z.infer<z.ZodObject<typeof xingyunFields>>
      return { vendor: 'XINGYUN', slug, endpoint: it.endpoint, appId: it.appId ?? '', appSecret: it.appSecret ?? '' }
    },
  },
}

/** Reads one account's settings; none when there is a mistake, each of which `note` is told. */
export function readAccount(rules: AccountRules, slug: string, given: Readonly<Record<string, unknown>>, note: (field: string, message: string) => void): AccountConfig[] {
  const parsed = z.object(rules.fields).safeParse(given)
  const problems = [...(parsed.error?.issues ?? []).map(({ path, message }): [string, string] => [String(path[0]), message]), ...rules.check(given)]
  for (const [field, message] of problems) note(field, message)
  return parsed.success && !problems.length ? [rules.build(slug, parsed.data)] : []
}

const fileEntry = z.looseObject({
  slug: z.string({ error: 'expected a name in lower case' }).regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected lower-case letters, digits and hyphens, at most 63'),
  vendor: z.string().transform((vendor) => vendor.toLowerCase()).pipe(z.enum(VENDOR_NAMES, { error: `expected ${VENDOR_NAMES.join(' or ')}` })),
})

/** The further accounts of ACCOUNTS_FILE: a JSON array of objects with `slug`, `vendor` and the settings in camelCase. */
export function readAccountsFile(path: string, taken: Set<string>, problems: string[]): AccountConfig[] {
  let entries: unknown
  try {
    entries = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // A JSON error quotes the text around the fault, which may be a secret.
    const why = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message
    problems.push(`ACCOUNTS_FILE: expected a readable JSON file: ${why}`)
    return []
  }
  if (!Array.isArray(entries)) {
    problems.push('ACCOUNTS_FILE: expected a JSON array of accounts, each an object with slug, vendor and its settings')
    return []
  }
  return entries.flatMap((entry: unknown, index) => {
    const at = (name: PropertyKey[], message: string) => problems.push(`ACCOUNTS_FILE: account ${index + 1}${name.length ? `, ${name.join('.')}` : ''}: ${message}`)
    const head = fileEntry.safeParse(entry)
    for (const issue of head.error?.issues ?? []) at(issue.path, issue.message)
    if (!head.data) return []
    const { slug, vendor, ...settings } = head.data
    if (taken.has(slug)) at(['slug'], `expected a name of its own, got ${JSON.stringify(slug)} again (each vendor's name belongs to the account of its environment variables)`)
    taken.add(slug)
    const rules = ACCOUNT_RULES[vendor]
    for (const name of Object.keys(settings)) if (!Object.hasOwn(rules.fields, name)) at([name], `expected a setting of a ${vendor} account: ${Object.keys(rules.fields).join(', ')}`)
    return readAccount(rules, slug, settings, (field, message) => at([field], message))
  })
}
