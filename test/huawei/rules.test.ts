import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startApp, type TestApp } from '../support/app.js'
import { idOf, mutate, requests } from './support.js'

let app: TestApp
let huawei: HuaweiSandbox
beforeAll(async () => {
  app = await startApp()
  huawei = app.app.sandboxes.huawei!
})
afterEach(() => {
  huawei.faults.clear()
  huawei.journal.clear()
})
afterAll(() => app.dispose())

const LAYER = 'kind asset { id } position { x y order } size { width height } image { url displaySeconds } video { url coverUrl displaySeconds } text { kind text font fontSize fontColor displaySeconds }'
const RULE = `index name enabled event condition { relation priority tests { tag operation match value } }
  trigger { suppressSeconds mode layer { ${LAYER} } extraLayer { ${LAYER} } texts audios { url name } order role robot } skipReview group { id } groupName scenes`
const GROUP = `interactionRuleGroup { id nativeId name rules { ${RULE} } createdAt updatedAt }`
type Answer = { interactionRuleGroup: { id: string; nativeId: string; name: string; rules: Record<string, unknown>[] } | null }

/** Everything that can be said of a rule, in our words and as Huawei writes it. */
const rule = () => {
  const picture = huawei.world.assets.find((it) => it.type === 'IMAGE' && it.state === 'ACTIVED')!.id
  return {
    ours: {
      index: 'gift-1',
      name: 'Thanks for gifts',
      enabled: false,
      event: 'GIFT',
      condition: { relation: 'OR', priority: 10, tests: [{ tag: 'giftNum', operation: 'SUM', match: 'GREATER_OR_EQUAL', value: '10' }, { tag: 'content', match: 'REGEX', value: '^thanks' }] },
      trigger: {
        suppressSeconds: -1,
        mode: 'INTELLIGENT_REPLY',
        layer: { assetId: idOf('Asset', 'huawei', picture), position: { x: 10, y: 20, order: 3 }, size: { width: 100, height: 50 }, image: { url: 'https://pictures.example/a.png', displaySeconds: 5 } },
        extraLayer: { text: { kind: 'DYNAMIC', text: 'Price', font: 'fzyouh', fontSize: 12, fontColor: '#FFFFFF', displaySeconds: 0 } },
        texts: ['Thank you!', '<speak>Thank<break time="300ms"/>you</speak>'],
        audios: [{ url: 'https://sounds.example/a.mp3', name: 'Thanks' }],
        order: 'IN_ORDER',
        role: 'CO_STREAMER',
        robot: 'robot-1',
      },
      skipReview: true,
    },
    wire: {
      rule_index: 'gift-1',
      rule_name: 'Thanks for gifts',
      enabled: false,
      event_type: 4,
      hit_condition: { relation: 'OR', priority: 10, tags: [{ tag: 'giftNum', operation: 'SUM', match: 'MATH_GE', value: '10' }, { tag: 'content', match: 'REGEX', value: '^thanks' }] },
      trigger: {
        time_window: -1,
        reply_mode: 'INTELLIGENT_REPLY',
        layer_config: { layer_type: 'IMAGE', asset_id: picture, position: { dx: 10, dy: 20, layer_index: 3 }, size: { width: 100, height: 50 }, image_config: { image_url: 'https://pictures.example/a.png', display_duration: 5 } },
        extra_layer_config: { layer_type: 'TEXT', text_config: { text_type: 'DYNAMIC', text_context: 'Price', font_name: 'fzyouh', font_size: 12, font_color: '#FFFFFF', display_duration: 0 } },
        reply_texts: ['Thank you!', '<speak>Thank<break time="300ms"/>you</speak>'],
        reply_audios: [{ audio_url: 'https://sounds.example/a.mp3', audio_name: 'Thanks' }],
        reply_order: 'ORDER',
        reply_role: 'CO_STREAMER',
        robot_id: 'robot-1',
      },
      review_config: { no_need_review: true },
    },
  }
}

const create = async (input: object = { name: 'A group' }): Promise<string> => {
  const { interactionRuleGroup, userErrors } = await mutate<{ interactionRuleGroup: { id: string } }>(app, 'createInteractionRuleGroup', input, 'interactionRuleGroup { id }')
  expect(userErrors).toEqual([])
  huawei.journal.clear()
  return interactionRuleGroup.id
}

describe('a group of interaction rules', () => {
  it('is created with all that can be said of a rule, and can be read back', async () => {
    const { ours, wire } = rule()
    const { interactionRuleGroup: group, userErrors } = await mutate<Answer>(app, 'createInteractionRuleGroup', { name: 'Gifts', rules: [ours] }, GROUP)
    expect(userErrors).toEqual([])
    expect(requests(huawei, 'createInteractionRuleGroup').map(({ body }) => body)).toEqual([{ group_name: 'Gifts', interaction_rules: [wire] }])
    expect(group?.name).toBe('Gifts')
    const { layer, extraLayer, ...trigger } = ours.trigger
    expect(group?.rules).toMatchObject([
      {
        ...ours,
        condition: { ...ours.condition, tests: [ours.condition.tests[0], { ...ours.condition.tests[1], operation: null }] },
        trigger: {
          ...trigger,
          layer: { kind: 'IMAGE', asset: { id: layer.assetId }, position: layer.position, size: layer.size, image: layer.image, text: null },
          extraLayer: { kind: 'TEXT', asset: null, text: extraLayer.text },
        },
        group: null,
        groupName: null,
        scenes: null,
      },
    ])
  })

  it('takes a dozen lines where the defaults do the rest', async () => {
    const input = { name: 'Short', rules: [{ event: 'COMMENT', condition: { tests: [{ value: 'hello' }] }, trigger: { texts: ['Hello!'] } }] }
    await mutate<Answer>(app, 'createInteractionRuleGroup', input, 'interactionRuleGroup { id }')
    expect(requests(huawei, 'createInteractionRuleGroup')[0]?.body).toEqual({
      group_name: 'Short',
      interaction_rules: [
        { enabled: true, event_type: 1, hit_condition: { relation: 'AND', tags: [{ tag: 'content', match: 'EQUAL', value: 'hello' }] }, trigger: { reply_mode: 'SYSTEM_REPLY', reply_texts: ['Hello!'] } },
      ],
    })
  })

  it('is changed, and the answer is what the vendor answered', async () => {
    const id = await create()
    const { ours, wire } = rule()
    const { interactionRuleGroup: group } = await mutate<Answer>(app, 'updateInteractionRuleGroup', { id, name: 'Renamed', rules: [ours] }, 'interactionRuleGroup { id name rules { index } }')
    expect(group).toEqual({ id, name: 'Renamed', rules: [{ index: 'gift-1' }] })
    expect(huawei.journal.entries().map(({ operation }) => operation)).toEqual(['updateInteractionRuleGroup'])
    expect(requests(huawei, 'updateInteractionRuleGroup')[0]?.body).toEqual({ group_name: 'Renamed', interaction_rules: [wire] })
  })

  it('is deleted, and is NOT_FOUND afterwards', async () => {
    const id = await create()
    const { interactionRuleGroup, userErrors } = await mutate<{ interactionRuleGroup: { id: string } }>(app, 'deleteInteractionRuleGroup', { id }, 'interactionRuleGroup { id }')
    expect({ interactionRuleGroup, userErrors }).toEqual({ interactionRuleGroup: { id }, userErrors: [] })
    const { body } = await app.query('query ($id: ID!) { node(id: $id) { id } }', { id })
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND'])
  })

  it('is found by its id though the vendor has no call for one, and by a reference of another subgraph', async () => {
    const id = await create({ name: 'Found' })
    const { body } = await app.query<{ node: { name: string }; _entities: { name: string }[] }>(
      'query ($id: ID!, $refs: [_Any!]!) { node(id: $id) { ... on InteractionRuleGroup { name } } _entities(representations: $refs) { ... on InteractionRuleGroup { name } } }',
      { id, refs: [{ __typename: 'InteractionRuleGroup', id }] },
    )
    expect(body.data).toEqual({ node: { name: 'Found' }, _entities: [{ name: 'Found' }] })
    expect(huawei.journal.count('listInteractionRuleGroups')).toBe(1)
  })
})

describe('limits', () => {
  const refusedField = async (more: object) => {
    const { userErrors } = await mutate<Answer>(app, 'createInteractionRuleGroup', { name: 'x', rules: [{ event: 'LIKE', ...more }] }, 'interactionRuleGroup { id }')
    expect(huawei.journal.entries()).toEqual([])
    expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    return userErrors[0]!.field
  }
  it.each<[string, object, string]>([
    ['index', { index: 'i'.repeat(65) }, 'input.rules.0.index'],
    ['name', { name: 'n'.repeat(257) }, 'input.rules.0.name'],
    ['event', { event: 'UNKNOWN' }, 'input.rules.0.event'],
    ['priority', { condition: { priority: 1000 } }, 'input.rules.0.condition.priority'],
    ['tag', { condition: { tests: [{ tag: 't'.repeat(257), value: 'v' }] } }, 'input.rules.0.condition.tests.0.tag'],
    ['value', { condition: { tests: [{ value: 'v'.repeat(1025) }] } }, 'input.rules.0.condition.tests.0.value'],
    ['suppression', { trigger: { suppressSeconds: 7201 } }, 'input.rules.0.trigger.suppressSeconds'],
    ['number of texts', { trigger: { texts: ['1', '2', '3', '4', '5', '6'] } }, 'input.rules.0.trigger.texts'],
    ['length of a text', { trigger: { texts: ['ok', 't'.repeat(1025)] } }, 'input.rules.0.trigger.texts.1'],
    ['SSML of a text', { trigger: { texts: ['<speak>a<break time="5ms"/></speak>'] } }, 'input.rules.0.trigger.texts.0'],
    ['number of recordings', { trigger: { audios: Array.from({ length: 6 }, () => ({ url: 'https://a.example/' })) } }, 'input.rules.0.trigger.audios'],
    ['missing robot', { trigger: { mode: 'INTELLIGENT_REPLY' } }, 'input.rules.0.trigger.robot'],
    ['font size of a layer', { trigger: { layer: { text: { text: 'a', fontSize: 3 } } } }, 'input.rules.0.trigger.layer.text.fontSize'],
    ['kind of a layer', { trigger: { layer: { kind: 'AVATAR' } } }, 'input.rules.0.trigger.layer.kind'],
    ['account of a layer', { trigger: { layer: { image: { url: 'https://a.example/' }, assetId: idOf('Asset', 'elsewhere', 'a') } } }, 'input.rules.0.trigger.layer.assetId'],
  ])('name the place before a call is spent: %s', async (_, more, field) => {
    expect(await refusedField(more)).toBe(field)
  })
})

describe('the list of groups', () => {
  const list = 'query ($filter: InteractionRuleGroupFilter) { interactionRuleGroups(first: 5, filter: $filter) { nodes { id name rules { event trigger { mode } } } totalCount unavailable { code } } }'

  it('asks in the words of the vendor', async () => {
    const { body } = await app.query(list, { filter: { search: 'gift', createdAfter: '2026-01-01T00:00:00Z', createdBefore: '2026-02-01T00:00:00Z' } })
    expect(body.errors).toBeUndefined()
    expect(requests(huawei, 'listInteractionRuleGroups')[0]?.query).toEqual({ offset: '0', limit: '6', group_name: 'gift', create_since: '2026-01-01T00:00:00Z', create_until: '2026-02-01T00:00:00Z' })
  })

  it('knows every word of the world', async () => {
    const { body } = await app.query<{ interactionRuleGroups: { nodes: { rules: { event: string; trigger: { mode: string } | null }[] }[] } }>(list)
    const rules = body.data!.interactionRuleGroups.nodes.flatMap(({ rules }) => rules)
    expect(rules.length).toBeGreaterThan(0)
    expect(rules.filter(({ event, trigger }) => event === 'UNKNOWN' || trigger?.mode === 'UNKNOWN')).toEqual([])
  })

  it('names the account that is down', async () => {
    huawei.faults.add({ operation: 'listInteractionRuleGroups', drop: true })
    const { body } = await app.query<{ interactionRuleGroups: { unavailable: object[] } }>(list)
    expect(body.data?.interactionRuleGroups.unavailable).toEqual([{ code: 'VENDOR_UNAVAILABLE' }])
  })
})
