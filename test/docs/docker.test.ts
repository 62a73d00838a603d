import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.js'
import { read, root } from './markdown.js'

const dockerfile = read('Dockerfile')
const compose = read('docker-compose.yml')

/** What the image sets for every process in it. */
const imageEnvironment: Record<string, string> = Object.fromEntries([...(/^ENV (.*)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]))

/** The app's environment in the compose file as it is with no `.env`: of `${NAME:-default}` the default. */
const composeEnvironment: Record<string, string> = Object.fromEntries(
  [...(/^ {2}app:.*?^ {4}environment:\n(.*?)^ {4}\w/ms.exec(compose)?.[1] ?? '').matchAll(/^ {6}(\w+): (.*)$/gm)].map(([, name = '', value = '']) => [name, value.replace(/\$\{\w+:-(.*)\}/, '$1')]),
)

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
  const config = readConfig({ ...imageEnvironment, ...composeEnvironment })

  test('is the graph on PostgreSQL and Redis with simulators, reachable from outside of its container', () => {
    expect(config).toMatchObject({ host: '0.0.0.0', port: 4000, production: true, sandbox: true, publicUrl: 'http://127.0.0.1:4000', accounts: [], warnings: [] })
    expect(config.databaseUrl).toMatch(/@postgres:5432\//)
    expect(config.redisUrl).toBe('redis://redis:6379')
  })

  test('binds its port to this machine alone, since everybody knows its demo key', () => {
    const key = /`(avatargraph-demo-key)`/.exec(read('README.md'))?.[1] ?? ''
    expect(config.apiKeys).toEqual([{ name: 'demo', role: 'operator', sha256: createHash('sha256').update(key).digest('hex') }])
    expect(compose).toMatch(/^ {4}ports:\n {6}- '127\.0\.0\.1:4000:4000'\n {4}\w/m)
  })
})
