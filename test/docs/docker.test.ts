import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../src/config.js'
import { read, root } from './markdown.js'

const dockerfile = read('Dockerfile')

/** What the image sets for every process in it. */
const imageEnvironment: Record<string, string> = Object.fromEntries([...(/^ENV (.*)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]))

/** A service of the compose file, as far as it is looked at here. */
interface Service {
  image?: string
  build?: string | { context: string; dockerfile: string }
  profiles?: string[]
  ports?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  read_only?: boolean
  cap_drop?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
}

const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> }

/** A service's environment as it is with no `.env`: of `${NAME:-default}` the default. */
const environmentOf = ({ environment = {} }: Service): Record<string, string> => Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{\w+:-(.*)\}/, '$1')]))

describe('the Dockerfile', () => {
  test('copies nothing that is not there, or that .dockerignore keeps out', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '))
    expect(copied).toEqual(expect.arrayContaining(['package.json', 'src', 'migrations']))
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([])
    expect(read('.dockerignore').trim().split('\n')).toEqual(['*', ...copied.map((path) => `!${path}`)])
  })

  test('runs what the build makes, in exec form and not as root', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const command = JSON.parse(/^CMD (.*)$/m.exec(dockerfile)?.[1] ?? '') as string[]
    expect(scripts.start).toBe(`${scripts.build} && ${command.join(' ')}`)
    expect(dockerfile).toMatch(/^USER node$/m)
  })

  test('refuses to run without callers', () => {
    expect(() => readConfig(imageEnvironment)).toThrow(/API_KEYS: expected API keys/)
  })
})

describe('docker-compose.yml', () => {
  const app = services.app!
  const config = readConfig({ ...imageEnvironment, ...environmentOf(app) })
  const profileOf = (profile: string) => Object.entries(services).filter(([, { profiles = [] }]) => profiles.includes(profile)).map(([name]) => name)

  test('is the graph on PostgreSQL and Redis with simulators, reachable from outside of its container', () => {
    expect(Object.entries(services).filter(([, { profiles }]) => !profiles).map(([name]) => name)).toEqual(['app', 'postgres', 'redis'])
    expect(config).toMatchObject({ host: '0.0.0.0', port: 4000, production: true, sandbox: true, publicUrl: 'http://127.0.0.1:4000', accounts: [], warnings: [] })
    expect(config.databaseUrl).toMatch(/@postgres:5432\//)
    expect(config.redisUrl).toBe('redis://redis:6379')
  })

  test('binds its ports to this machine alone, since everybody knows its demo key', () => {
    const key = /`(avatargraph-demo-key)`/.exec(read('README.md'))?.[1] ?? ''
    expect(config.apiKeys).toEqual([{ name: 'demo', role: 'operator', sha256: createHash('sha256').update(key).digest('hex') }])
    const ports = Object.values(services).flatMap(({ ports = [] }) => ports)
    expect(ports).toEqual(['127.0.0.1:4000:4000', '127.0.0.1:8080:8080', '127.0.0.1:4100:4000'])
  })

  test('sets only variables that the configuration knows', () => {
    const known = new Set([...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name))
    expect(Object.keys(app.environment ?? {}).filter((name) => !known.has(name))).toEqual([])
  })

  test('begins what needs something only when that is healthy, and every one that is waited for has a check', () => {
    for (const [name, { depends_on: needs = {} }] of Object.entries(services)) {
      for (const [other, { condition }] of Object.entries(needs)) {
        expect(condition, `${name} needs ${other}`).toBe('service_healthy')
        expect(services[other]?.healthcheck ?? (services[other]?.image === 'avatargraph' && /^HEALTHCHECK/m.exec(dockerfile)), other).toBeTruthy()
      }
    }
    expect(Object.keys(app.depends_on ?? {})).toEqual(['postgres', 'redis'])
  })

  test('gives containers that the world reaches no rights and no disk to write to', () => {
    for (const name of ['app', 'app-2', 'nginx']) expect(services[name], name).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
  })

  test('the profile `replicas` is a second replica like the first, and nginx before both', () => {
    expect(profileOf('replicas')).toEqual(['app-2', 'nginx'])
    const { ports: _ports, ...first } = app
    const { profiles: _profiles, ...second } = services['app-2']!
    expect(second).toEqual(first)
    expect([...read('deploy/nginx/nginx.conf').matchAll(/^ +server ([\w-]+):4000/gm)].map(([, name]) => name)).toEqual(['app', 'app-2'])
  })

  test('the profile `gateway` is Hive Gateway with the configuration of deploy/, and mounts and copies only what is there', () => {
    expect(profileOf('gateway')).toEqual(['gateway'])
    const { dockerfile: path } = services.gateway!.build as { dockerfile: string }
    const copied = [...read(path).matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '))
    expect(copied).toEqual(['schema.graphql', 'deploy/hive-gateway/compose.js', 'deploy/hive-gateway/gateway.config.js'])
    expect(read(`${path}.dockerignore`).trim().split('\n')).toEqual(['*', ...copied.map((it) => `!${it}`)])
    const mounted = Object.values(services).flatMap(({ volumes = [] }) => volumes.filter((volume) => volume.startsWith('.')).map((volume) => volume.split(':')[0]!))
    expect([...copied, ...mounted].filter((it) => !existsSync(join(root, it)))).toEqual([])
    const reads = [...read('deploy/hive-gateway/gateway.config.js').matchAll(/\b([A-Z][A-Z_]+)\b(?= =|,| \})/g)].map(([, name]) => name)
    expect(Object.keys(services.gateway!.environment ?? {}).filter((name) => !reads.includes(name))).toEqual([])
  })

  test('the supergraph of the gateway is composed of the schema, and names where AvatarGraph is', () => {
    const supergraph = execFileSync(process.execPath, [join(root, 'deploy/hive-gateway/compose.js'), 'http://app:4000/graphql'], { input: read('schema.graphql'), encoding: 'utf8' })
    expect(supergraph).toContain('AVATARGRAPH @join__graph(name: "avatargraph", url: "http://app:4000/graphql")')
  })
})
