import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TencentSandbox } from '../../src/sandbox/tencent.js'
import { startApp, type TestApp } from '../support/app.js'
import { huaweiOf } from '../support/huawei.js'
import { done, tencentOf, trainAvatar, upload } from '../support/tencent.js'

interface Node {
  id: string
  nativeId: string
  name: string | null
  vendor: string
  status: string
  createdAt: string
}
interface Listed {
  nodes: Node[]
  totalCount: number | null
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  unavailable: { account: { slug: string }; code: string; message: string }[]
}
const list = async (app: TestApp, filter: object = {}, more: object = {}): Promise<Listed> => {
  const { body } = await app.query<{ trainingJobs: Listed }>(
    `query ($first: Int! = 20, $after: String, $filter: TrainingJobFilter) { trainingJobs(first: $first, after: $after, filter: $filter) {
      nodes { id nativeId name vendor status createdAt } totalCount pageInfo { hasNextPage endCursor } unavailable { account { slug } code message } } }`,
    { filter, ...more },
  )
  expect(body.errors).toBeUndefined()
  return body.data!.trainingJobs
}
const AT_TENCENT = { accounts: ['tencent'] }

describe("the list of Tencent's trainings", () => {
  let app: TestApp
  let tencent: TencentSandbox
  const made: { id: string; nativeId: string; name: string }[] = []
  beforeAll(async () => {
    app = await startApp()
    tencent = tencentOf(app)
    for (const name of ['Ann-one', 'Bea-two', 'ann-three']) made.push(await trainAvatar(app, { name }))
    const files = await upload(app, [{ file: 'VOICE_RECORDING', name: 'v.wav' }, { file: 'AUTHORIZATION_LETTER', name: 'v.pdf' }])
    const { job } = await done<{ job: { id: string; nativeId: string } }>(app, 'createVoiceTraining', { name: 'Ann-voice', edition: 'BASIC', gender: 'MALE', files }, 'job { id nativeId }')
    made.push({ ...job, name: 'Ann-voice' })
    tencent.moveTraining(made[0]!.nativeId, 'END:SUCCESS')
    tencent.moveTraining(made[1]!.nativeId, 'CONFIRM:WAIT_PROCESS')
    tencent.moveTraining(made[2]!.nativeId, 'TRAIN:PROCESSING')
    tencent.moveTraining(made[3]!.nativeId, 'AUDIT:FAIL')
  })
  afterAll(() => app.dispose())
  beforeEach(() => tencent.faults.clear())

  it('is of those that were created here, newest first, each as it stands', async () => {
    const { nodes, unavailable, pageInfo } = await list(app, AT_TENCENT)
    expect(nodes.map(({ name, status }) => `${name} ${status}`)).toEqual(['Ann-voice FAILED', 'ann-three RUNNING', 'Bea-two NEEDS_ACTION', 'Ann-one SUCCEEDED'])
    expect(nodes.map(({ createdAt }) => createdAt)).toEqual(nodes.map(({ createdAt }) => createdAt).sort().reverse())
    expect(unavailable).toEqual([])
    expect(pageInfo.hasNextPage).toBe(false)
  })

  it('asks the vendor no more about what has come to its end', async () => {
    await list(app, AT_TENCENT)
    const { body: again } = await app.query('query ($filter: TrainingJobFilter) { trainingJobs(filter: $filter) { nodes { name status } } }', { filter: { ...AT_TENCENT, nativeId: made[0]!.nativeId } })
    expect(again).toMatchObject({ data: { trainingJobs: { nodes: [{ name: 'Ann-one', status: 'SUCCEEDED' }] } }, extensions: { vendorCalls: [expect.objectContaining({ account: 'tencent', calls: 0 })] } })
    const { body } = await app.query('{ trainingJobs(filter: { accounts: ["tencent"], statuses: [SUCCEEDED] }) { nodes { stage requiredAction asset { nativeId } } } }')
    expect(body.data).toEqual({ trainingJobs: { nodes: [{ stage: 'DONE', requiredAction: null, asset: { nativeId: tencent.world.tasks.byId.get(made[0]!.nativeId)?.made.image } }] } })
  })

  it.each<[string, object, string[]]>([
    ['kind', { kinds: ['VOICE'] }, ['Ann-voice']],
    ['state', { statuses: ['NEEDS_ACTION', 'SUCCEEDED'] }, ['Bea-two', 'Ann-one']],
    ['state that none is in', { statuses: ['BLOCKED'] }, []],
    ['part of the name, small or large', { search: 'ANN' }, ['Ann-voice', 'ann-three', 'Ann-one']],
    ['name and state and kind at once', { search: 'ann', statuses: ['RUNNING', 'FAILED'], kinds: ['AVATAR'] }, ['ann-three']],
  ])('is narrowed by %s', async (_, filter, names) => {
    expect((await list(app, { ...AT_TENCENT, ...filter })).nodes.map(({ name }) => name)).toEqual(names)
  })

  it("is narrowed by the vendor's own id", async () => {
    expect((await list(app, { ...AT_TENCENT, nativeId: made[1]!.nativeId })).nodes.map(({ id }) => id)).toEqual([made[1]!.id])
    expect((await list(app, { ...AT_TENCENT, nativeId: 'nobody' })).nodes).toEqual([])
  })

  it('is narrowed by the time when a training became known, both ends included', async () => {
    const { nodes } = await list(app, AT_TENCENT)
    const [, last, , first] = nodes.map(({ createdAt }) => createdAt)
    expect((await list(app, { ...AT_TENCENT, createdAfter: first, createdBefore: last })).nodes.map(({ name }) => name)).toEqual(['ann-three', 'Bea-two', 'Ann-one'])
    expect((await list(app, { ...AT_TENCENT, createdAfter: new Date(Date.parse(nodes[0]!.createdAt) + 1).toISOString() })).nodes).toEqual([])
  })

  it.each(['tag', 'batchName', 'project'])('says that it cannot be narrowed by %s, and leaves the others standing', async (name) => {
    const { unavailable } = await list(app, { [name]: 'x' })
    expect(unavailable).toMatchObject([{ account: { slug: 'tencent' }, code: 'UNSUPPORTED', message: expect.stringContaining(name) as string }])
  })

  it('is paged, each training once, with or without a state to look for', async () => {
    for (const filter of [AT_TENCENT, { ...AT_TENCENT, statuses: ['SUCCEEDED', 'FAILED', 'RUNNING', 'NEEDS_ACTION'] }]) {
      const names: (string | null)[] = []
      for (let after: string | null = null; ; ) {
        const { nodes, pageInfo } = await list(app, filter, { first: 1, after })
        names.push(...nodes.map(({ name }) => name))
        after = pageInfo.endCursor
        if (!pageInfo.hasNextPage) break
      }
      expect(names).toEqual(['Ann-voice', 'ann-three', 'Bea-two', 'Ann-one'])
    }
  })

  it('shows trainings that the vendor has forgotten as UNKNOWN, among the others', async () => {
    await list(app, AT_TENCENT)
    tencent.faults.add({ operation: 'customservice/getprogress', code: 110006, times: 1_000 })
    const { nodes, unavailable } = await list(app, AT_TENCENT)
    expect(nodes.map(({ name, status }) => `${name} ${status}`)).toEqual(['Ann-voice FAILED', 'ann-three UNKNOWN', 'Bea-two UNKNOWN', 'Ann-one SUCCEEDED'])
    expect(unavailable).toEqual([])
  })
})

describe('the list over Huawei and Tencent', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
    const train = (name: string) => done(app, 'createAvatarTraining', { account: 'huawei', name }, 'job { id }')
    await train('h-one')
    await trainAvatar(app, { name: 't-one' })
    await train('h-two')
    await trainAvatar(app, { name: 't-two' })
  })
  afterAll(() => app.dispose())
  beforeEach(() => {
    tencentOf(app).faults.clear()
    huaweiOf(app).faults.clear()
  })
  const ours = ({ nodes }: Listed) => nodes.map(({ name }) => name).filter((name) => /^[ht]-/.test(name ?? ''))

  it('is one list, newest first, in pages that hold while others come', async () => {
    // Huawei tells whole seconds, so that of one second only the order within a vendor is sure.
    expect(new Set(ours(await list(app)))).toEqual(new Set(['t-two', 'h-two', 't-one', 'h-one']))
    const names: (string | null)[] = []
    for (let after: string | null = null; ; ) {
      const page = await list(app, {}, { first: 2, after })
      names.push(...ours(page))
      if (after === null) await trainAvatar(app, { name: 't-newcomer' })
      after = page.pageInfo.endCursor
      if (!page.pageInfo.hasNextPage) break
    }
    expect(names).toHaveLength(4)
    expect(names.filter((name) => name?.startsWith('t-'))).toEqual(['t-two', 't-one'])
    expect(names.filter((name) => name?.startsWith('h-'))).toEqual(['h-two', 'h-one'])
  })

  it('stands while Huawei is down, and says so', async () => {
    huaweiOf(app).faults.add({ operation: '7.2', status: 400 })
    const page = await list(app)
    expect(page.unavailable).toMatchObject([{ account: { slug: 'huawei' }, code: 'VENDOR_REJECTED' }])
    expect(ours(page)).toEqual(expect.arrayContaining(['t-two', 't-one']))
  })

  it('stands while Tencent is down, and says so', async () => {
    tencentOf(app).faults.add({ operation: 'customservice/getprogress', status: 503 })
    const page = await list(app)
    expect(page.unavailable).toMatchObject([{ account: { slug: 'tencent' }, code: 'VENDOR_UNAVAILABLE' }])
    expect(ours(page)).toEqual(['h-two', 'h-one'])
  })
})
