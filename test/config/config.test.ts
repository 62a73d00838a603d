import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.js'

const DIGEST = 'a'.repeat(64)
const OTHER = 'b'.repeat(64)

/** The mistakes of an environment; none when it is good. */
function problems(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('with nothing set it is what the contract says', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4000,
    publicUrl: undefined,
    databaseUrl: undefined,
    dataDir: '.data',
    redisUrl: undefined,
    logLevel: 'info',
    production: false,
    sandbox: true,
    sandboxSpeed: 1,
    vendorDeadlineMs: 10_000,
    vendorCacheSeconds: 0,
    eventRetentionDays: 30,
    connections: {
      connections: 10_000,
      connectionsPerAddress: 5_000,
      socketsPerCaller: 5_000,
      operationsPerSocket: 100,
      subscriptionsPerCaller: 5_000,
      messageBytes: 131_072,
      requestBytes: 1_048_576,
      headerBytes: 16_384,
      headersTimeoutMs: 10_000,
      requestTimeoutMs: 30_000,
      keepAliveTimeoutMs: 72_000,
      initTimeoutMs: 5_000,
      idleTimeoutMs: 600_000,
    },
    corsOrigins: [],
    limits: { bytes: 102_400, tokens: 5_000, depth: 20, aliases: 100, directives: 100, repeats: 100, cost: 20_000 },
    introspection: true,
    playground: true,
    persistedDocuments: undefined,
    callerBudget: 600_000,
    vendorCallsPerRequest: 200,
    apiKeys: [],
    jwt: undefined,
    accounts: [],
    warnings: [],
  })
})

test('an empty or blank value counts as none', () => {
  expect(readConfig({ PORT: '', HUAWEI_SECRET_KEY: '  ', API_KEYS: '' })).toEqual(readConfig({}))
})

describe('good values are taken', () => {
  test.each<[Record<string, string>, object]>([
    [{ HOST: 'localhost' }, { host: 'localhost' }],
    [{ HOST: '::1' }, { host: '::1' }],
    [{ HOST: ' 127.0.0.1 ' }, { host: '127.0.0.1' }],
    [{ PORT: '0' }, { port: 0 }],
    [{ PORT: '65535' }, { port: 65535 }],
    [{ PUBLIC_URL: 'https://avatars.example.com/prefix/' }, { publicUrl: 'https://avatars.example.com/prefix' }],
    [{ DATABASE_URL: 'postgres://user:password@host/name' }, { databaseUrl: 'postgres://user:password@host/name' }],
    [{ REDIS_URL: 'rediss://host:6380' }, { redisUrl: 'rediss://host:6380' }],
    [{ LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [{ SANDBOX: 'off' }, { sandbox: false }],
    [{ SANDBOX_SPEED: '0.5' }, { sandboxSpeed: 0.5 }],
    [{ VENDOR_DEADLINE_MS: '2500' }, { vendorDeadlineMs: 2500 }],
    [{ EVENT_RETENTION: '7' }, { eventRetentionDays: 7 }],
    [{ MAX_CONNECTIONS: '7', MAX_MESSAGE_BYTES: '2048', SOCKET_INIT_TIMEOUT_MS: '50' }, { connections: { connections: 7, connectionsPerAddress: 4, messageBytes: 2048, initTimeoutMs: 50 } }],
    [{ CORS_ORIGINS: 'https://a.example.com, http://localhost:3000' }, { corsOrigins: ['https://a.example.com', 'http://localhost:3000'] }],
    [{ VENDOR_CACHE_SECONDS: '30' }, { vendorCacheSeconds: 30 }],
    [{}, { vendorCacheSeconds: 0 }],
    [{ NODE_ENV: 'production', API_KEYS: `a:admin:${DIGEST}` }, { vendorCacheSeconds: 2 }],
    [{ NODE_ENV: 'production', API_KEYS: `a:admin:${DIGEST}`, VENDOR_CACHE_SECONDS: '0' }, { vendorCacheSeconds: 0 }],
    [{ API_KEYS: `a:viewer:${DIGEST}, b:admin:${OTHER.toUpperCase()}` }, { apiKeys: [{ name: 'a', role: 'viewer', sha256: DIGEST }, { name: 'b', role: 'admin', sha256: OTHER }] }],
    [{ JWT_JWKS_URL: 'https://issuer.example.com/keys', JWT_ISSUER: 'me', JWT_AUDIENCE: 'you' }, { jwt: { jwksUrl: 'https://issuer.example.com/keys', issuer: 'me', audience: 'you' } }],
    [{ NODE_ENV: 'production', API_KEYS: `a:admin:${DIGEST}` }, { production: true, sandbox: false, introspection: false, playground: false }],
    [{ NODE_ENV: 'production', API_KEYS: `a:admin:${DIGEST}`, SANDBOX: 'on', INTROSPECTION: 'on', PLAYGROUND: 'on' }, { production: true, sandbox: true, introspection: true, playground: true }],
    [{ INTROSPECTION: 'off', PLAYGROUND: 'off' }, { introspection: false, playground: false }],
    [
      { QUERY_MAX_BYTES: '1', QUERY_MAX_TOKENS: '2', QUERY_MAX_DEPTH: '3', QUERY_MAX_ALIASES: '0', QUERY_MAX_DIRECTIVES: '5', QUERY_MAX_REPEATS: '8', QUERY_MAX_COST: '6', CALLER_BUDGET: '7' },
      { limits: { bytes: 1, tokens: 2, depth: 3, aliases: 0, directives: 5, repeats: 8, cost: 6 }, callerBudget: 7 },
    ],
    [{ CALLER_BUDGET: '0' }, { callerBudget: 0 }],
    [{ VENDOR_CALLS_PER_REQUEST: '10' }, { vendorCallsPerRequest: 10 }],
    [{ HOST: '0.0.0.0', API_KEYS: `a:admin:${DIGEST}` }, { host: '0.0.0.0' }],
  ])('%j', (environment, expected) => {
    expect(readConfig(environment)).toMatchObject(expected)
  })

  test('a Huawei account with keys', () => {
    const account = { HUAWEI_PROJECT_ID: 'p', HUAWEI_ACCESS_KEY: 'ak', HUAWEI_SECRET_KEY: 'sk', HUAWEI_REGION: 'cn-east-3', HUAWEI_CALLBACK_KEYS: 'new, old' }
    expect(readConfig(account).accounts).toEqual([
      { vendor: 'HUAWEI', slug: 'huawei', region: 'cn-east-3', endpoint: 'https://metastudio.cn-east-3.myhuaweicloud.com', projectId: 'p', auth: { accessKey: 'ak', secretKey: 'sk' }, callbackKeys: ['new', 'old'] },
    ])
  })

  test('a Huawei account with a token, and a Xingyun account', () => {
    const huawei = { HUAWEI_PROJECT_ID: 'p', HUAWEI_ENDPOINT: 'http://127.0.0.1:1/', HUAWEI_IAM_ENDPOINT: 'https://iam.example.com', HUAWEI_IAM_DOMAIN: 'd', HUAWEI_IAM_USER: 'u', HUAWEI_IAM_PASSWORD: 'w' }
    expect(readConfig({ ...huawei, XINGYUN_APP_ID: 'id', XINGYUN_APP_SECRET: 's' }).accounts).toEqual([
      { vendor: 'HUAWEI', slug: 'huawei', region: 'cn-north-4', endpoint: 'http://127.0.0.1:1', projectId: 'p', auth: { iamEndpoint: 'https://iam.example.com', domain: 'd', user: 'u', password: 'w' }, callbackKeys: [] },
      { vendor: 'XINGYUN', slug: 'xingyun', endpoint: 'https://nebula-agent.xingyun3d.com', appId: 'id', appSecret: 's' },
    ])
  })
})

test('a SenseTime account, its JSON settings in the environment', () => {
  const given = {
    SENSETIME_APP_ID: 'id',
    SENSETIME_APP_KEY: 'key',
    SENSETIME_AUTH_KEYS: 'new, old',
    SENSETIME_CALLBACK_URL: 'https://avatars.example.com/other?x=1',
    SENSETIME_PATHS: '{"startLiveChannel":"/api/x/start","showVideoTask":"GET /api/x/{id}"}',
    SENSETIME_STATUSES: '{"live":{"36":"LIVE"}}',
  }
  expect(readConfig(given).accounts).toEqual([
    {
      vendor: 'SENSETIME',
      slug: 'sensetime',
      endpoint: 'https://aigc.softsugar.com',
      appId: 'id',
      appKey: 'key',
      authKeys: ['new', 'old'],
      callbackUrl: 'https://avatars.example.com/other?x=1',
      paths: { startLiveChannel: '/api/x/start', showVideoTask: 'GET /api/x/{id}' },
      statuses: { live: { 36: 'LIVE' }, tasks: {} },
    },
  ])
  expect(readConfig({ SENSETIME_APP_ID: 'id', SENSETIME_APP_KEY: 'key' }).accounts).toMatchObject([{ authKeys: [], paths: {}, statuses: { live: {}, tasks: {} } }])
})

describe('a bad value is named with what was expected and what came', () => {
  test.each<[Record<string, string>, RegExp[]]>([
    [{ PORT: 'http' }, [/^PORT: expected a whole number from 0 to 65535, got "http"$/]],
    [{ PORT: '65536' }, [/^PORT: .*got "65536"/]],
    [{ PORT: '80.5' }, [/^PORT: /]],
    [{ PORT: '-1' }, [/^PORT: /]],
    [{ PUBLIC_URL: 'avatars.example.com' }, [/^PUBLIC_URL: expected a URL such as https:/]],
    [{ PUBLIC_URL: 'ftp://avatars.example.com' }, [/^PUBLIC_URL: /]],
    [{ PUBLIC_URL: 'https://avatars.example.com/?a=1' }, [/^PUBLIC_URL: expected a URL without a query/]],
    [{ DATABASE_URL: 'mysql://host' }, [/^DATABASE_URL: expected a URL such as postgres:/]],
    [{ REDIS_URL: 'http://host' }, [/^REDIS_URL: expected a URL such as redis:/]],
    [{ LOG_LEVEL: 'loud' }, [/^LOG_LEVEL: expected trace, .*got "loud"/]],
    [{ SANDBOX: 'yes' }, [/^SANDBOX: expected on or off, got "yes"/]],
    [{ SANDBOX_SPEED: '0' }, [/^SANDBOX_SPEED: expected a number above 0/]],
    [{ SANDBOX_SPEED: 'fast' }, [/^SANDBOX_SPEED: /]],
    [{ VENDOR_DEADLINE_MS: '1' }, [/^VENDOR_DEADLINE_MS: /]],
    [{ VENDOR_CACHE_SECONDS: '61' }, [/^VENDOR_CACHE_SECONDS: expected a whole number from 0 to 60/]],
    [{ EVENT_RETENTION: '0' }, [/^EVENT_RETENTION: /]],
    [{ QUERY_MAX_BYTES: '2000000' }, [/^QUERY_MAX_BYTES: expected a whole number from 1 to 1048576, got "2000000"/]],
    [{ QUERY_MAX_DEPTH: 'deep' }, [/^QUERY_MAX_DEPTH: expected a whole number from 1 to 1000/]],
    [{ INTROSPECTION: 'yes', PLAYGROUND: 'no' }, [/^INTROSPECTION: expected on or off/, /^PLAYGROUND: expected on or off/]],
    [{ CORS_ORIGINS: '*' }, [/^CORS_ORIGINS: expected origins such as .*no wildcard/]],
    [{ CORS_ORIGINS: 'https://a.example.com/path' }, [/^CORS_ORIGINS: /]],
    [{ MAX_CONNECTIONS: '0', SOCKET_INIT_TIMEOUT_MS: 'soon' }, [/^MAX_CONNECTIONS: expected a whole number from 1/, /^SOCKET_INIT_TIMEOUT_MS: /]],
    [{ CALLER_BUDGET: '-1' }, [/^CALLER_BUDGET: expected a whole number from 0/]],
    [{ CALLER_BUDGET: '100' }, [/^CALLER_BUDGET: expected at least QUERY_MAX_COST, 20000, or 0 for none: .*got "100"/]],
    [{ VENDOR_CALLS_PER_REQUEST: '0' }, [/^VENDOR_CALLS_PER_REQUEST: /]],
    [{ PERSISTED_DOCUMENTS: '/does/not/exist.json' }, [/^PERSISTED_DOCUMENTS: expected a readable JSON file: ENOENT/]],
    [{ API_KEYS: 'a:viewer' }, [/^API_KEYS: entry 1: expected name:role:sha256/]],
    [{ API_KEYS: `a:viewer:${DIGEST},b:king:${OTHER},c:viewer:short` }, [/^API_KEYS: entry 2/, /^API_KEYS: entry 3/]],
    [{ API_KEYS: `a:viewer:${DIGEST},b:admin:${DIGEST}` }, [/^API_KEYS: entry 2: expected a key of its own/]],
    [{ JWT_ISSUER: 'me' }, [/^JWT_JWKS_URL: /, /^JWT_AUDIENCE: /]],
    [{ JWT_JWKS_URL: 'http://issuer.example.com/keys', JWT_ISSUER: 'me', JWT_AUDIENCE: 'you' }, [/^JWT_JWKS_URL: expected an https URL, or http on a loopback/]],
    [{ NODE_ENV: 'production' }, [/^API_KEYS: .*open to everyone in production/]],
    [{ NODE_ENV: 'production ' }, [/^API_KEYS: .*in production/]],
    [{ HOST: '0.0.0.0' }, [/^API_KEYS: .*on 0\.0\.0\.0, which other machines may reach/]],
    [{ HOST: '::' }, [/^API_KEYS: /]],
    [{ HOST: 'avatars.example.com' }, [/^API_KEYS: /]],
    [{ HUAWEI_PROJECT_ID: 'p' }, [/^HUAWEI_ACCESS_KEY: expected a value/, /^HUAWEI_SECRET_KEY: expected a value/]],
    [{ HUAWEI_IAM_USER: 'u' }, [/^HUAWEI_PROJECT_ID: /, /^HUAWEI_IAM_ENDPOINT: /, /^HUAWEI_IAM_DOMAIN: /, /^HUAWEI_IAM_PASSWORD: /]],
    [{ HUAWEI_PROJECT_ID: 'p', HUAWEI_ACCESS_KEY: 'a', HUAWEI_SECRET_KEY: 's', HUAWEI_ENDPOINT: 'http://metastudio.example.com' }, [/^HUAWEI_ENDPOINT: expected an https URL/]],
    [{ HUAWEI_PROJECT_ID: 'p', HUAWEI_ACCESS_KEY: 'a', HUAWEI_SECRET_KEY: 's', HUAWEI_REGION: 'mars-1' }, [/^HUAWEI_REGION: expected cn-north-4 or cn-east-3.*got "mars-1"/]],
    [{ HUAWEI_PROJECT_ID: 'p', HUAWEI_ACCESS_KEY: 'a', HUAWEI_SECRET_KEY: 's', HUAWEI_CALLBACK_KEYS: 'k'.repeat(33) }, [/^HUAWEI_CALLBACK_KEYS: expected callback keys of at most 32 characters/]],
    [{ XINGYUN_APP_ID: 'id' }, [/^XINGYUN_APP_SECRET: /]],
    [{ SENSETIME_APP_ID: 'id' }, [/^SENSETIME_APP_KEY: /]],
    ...[
      ['SENSETIME_PATHS', 'no json'],
      ['SENSETIME_PATHS', '{"guess":"/x"}'],
      ['SENSETIME_PATHS', '{"startLiveChannel":"x"}'],
      ['SENSETIME_PATHS', '{"startLiveChannel":"PUT /x"}'],
      ['SENSETIME_PATHS', '{"startLiveChannel":"https://elsewhere.example.com/x"}'],
      ['SENSETIME_PATHS', '{"startLiveChannel":"//elsewhere.example.com/x"}'],
      ['SENSETIME_STATUSES', '{"live":{"36":"ON"}}'],
      ['SENSETIME_STATUSES', '{"live":{"on":"LIVE"}}'],
      ['SENSETIME_STATUSES', '{"36":"LIVE"}'],
    ].map(([name = '', value = '']): [Record<string, string>, RegExp[]] => [{ SENSETIME_APP_ID: 'id', SENSETIME_APP_KEY: 'key', [name]: value }, [new RegExp(`^${name}: expected a JSON object of .* such as \\{`)]]),
    [{ SENSETIME_APP_ID: 'id', SENSETIME_APP_KEY: 'key', SENSETIME_CALLBACK_URL: 'avatars' }, [/^SENSETIME_CALLBACK_URL: expected the URL that is set at SenseTime/]],
    [{ ACCOUNTS_FILE: '/does/not/exist.json' }, [/^ACCOUNTS_FILE: expected a readable JSON file: ENOENT/]],
  ])('%j', (environment, expected) => {
    expect(problems(environment)).toEqual(expected.map((pattern) => expect.stringMatching(pattern) as string))
  })
})

test('all mistakes are told at once, and none of them shows a secret', () => {
  const secrets = { HUAWEI_SECRET_KEY: 'secret-1', HUAWEI_CALLBACK_KEYS: 'secret-2-that-is-longer-than-32-characters', HUAWEI_IAM_PASSWORD: 'secret-3', HUAWEI_ENDPOINT: 'http://user:secret-4@example.com', DATABASE_URL: 'mysql://user:secret-5@host', REDIS_URL: 'http://:secret-6@host', API_KEYS: 'a:viewer:secret-7', JWT_JWKS_URL: 'http://user:secret-8@example.com', PUBLIC_URL: 'https://user:secret-9@host?a' }
  const told = problems({ ...secrets, PORT: 'x', LOG_LEVEL: 'x', SANDBOX: 'x', XINGYUN_APP_ID: 'id' })
  expect(told.map((line) => line.split(':', 1)[0])).toEqual(expect.arrayContaining(['PORT', 'LOG_LEVEL', 'SANDBOX', 'DATABASE_URL', 'REDIS_URL', 'API_KEYS', 'JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE', 'PUBLIC_URL', 'HUAWEI_ENDPOINT', 'HUAWEI_PROJECT_ID', 'HUAWEI_ACCESS_KEY', 'HUAWEI_CALLBACK_KEYS', 'XINGYUN_APP_SECRET']))
  expect(told.join('\n')).not.toContain('secret-')
  expect(new ConfigError([...told]).message).toMatch(new RegExp(`^The configuration has ${told.length} mistakes:\\n  - PORT`))
})

test('what has no effect is said in a warning', () => {
  expect(readConfig({ HUAWEI_CALLBACK_KEY: 'x' }).warnings).toEqual([expect.stringMatching(/^HUAWEI_CALLBACK_KEY: there is no such setting.*HUAWEI_CALLBACK_KEYS/)])
})

describe('ACCOUNTS_FILE', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'avatargraph-config-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function file(content: unknown): Promise<{ ACCOUNTS_FILE: string }> {
    const path = join(folder, 'accounts.json')
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
    return { ACCOUNTS_FILE: path }
  }
  const huawei = { slug: 'huawei-east', vendor: 'HUAWEI', projectId: 'p', accessKey: 'ak', secretKey: 'sk', region: 'cn-east-3' }

  test('brings further accounts', async () => {
    const { accounts } = readConfig(await file([huawei, { slug: 'xingyun-2', vendor: 'xingyun', appId: 'id', appSecret: 's' }]))
    expect(accounts.map(({ slug, vendor }) => [slug, vendor])).toEqual([['huawei-east', 'HUAWEI'], ['xingyun-2', 'XINGYUN']])
  })

  test.each<[string, unknown, RegExp[]]>([
    ['what is not JSON', '[{"secretKey":"sk-in-the-file"', [/it is not JSON$/]],
    ['an object', {}, [/expected a JSON array/]],
    ['a vendor that is none', [{ ...huawei, vendor: 'ACME' }], [/account 1, vendor: expected huawei or tencent or sensetime or xingyun/]],
    ['a slug with blanks', [{ ...huawei, slug: 'Huawei East' }], [/account 1, slug: expected lower-case letters/]],
    ['a slug twice', [huawei, huawei], [/account 2, slug: .*"huawei-east" again/]],
    ['the name of a vendor, which is the environment\'s', [{ ...huawei, slug: 'tencent' }], [/account 1, slug: expected a name of its own/]],
    ['a setting that is missing', [{ ...huawei, secretKey: undefined }], [/account 1, secretKey: expected a value/]],
    ['a setting that is misspelt', [{ ...huawei, callbackKey: 'sk-in-the-file' }], [/account 1, callbackKey: expected a setting of a huawei account: .*callbackKeys/]],
    ['a setting of the wrong type', [{ ...huawei, projectId: 7 }], [/account 1, projectId: /]],
    ['no account at all', [null], [/account 1: /]],
  ])('%s is named with its place, without secrets', async (_what, content, expected) => {
    const told = problems(await file(content))
    expect(told).toEqual(expected.map((pattern) => expect.stringMatching(pattern) as string))
    expect(told.join()).not.toContain('sk-in-the-file')
  })
})
