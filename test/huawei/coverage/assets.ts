import { expect } from 'vitest'
import { assetOf } from '../live.js'
import { createAsset, idOf, uploadAsset } from '../support.js'
import { inList, mutation, NEWEST_FIRST, native, row, secondPage, word, type Row } from './row.js'
import type { Stage } from './stage.js'

const ADMINISTRATOR = 'given by the administrator of the vendor alone'
const PROJECT = 'b0c1d2e3f40516273849506172839405'

/** What can be said of a video. */
const traits = {
  description: 'What it shows',
  metadata: { video: { width: 1280, height: 720 } },
  order: 7,
  setProperties: [{ key: 'MATERIAL_VIDEO', value: 'Yes' }],
  sharing: { scope: 'SHARED', tenants: [PROJECT] },
  skipReview: true,
  tags: ['one', 'two'],
}
/** The same on the wire. */
const wireTraits = {
  asset_description: 'What it shows',
  'asset_extra_meta.video_meta.width': 1280,
  asset_order: 7,
  'system_properties.0': { action: 'ADD', key: 'MATERIAL_VIDEO', value: 'Yes' },
  'shared_config.allowed_project_ids': [PROJECT],
  'review_config.no_need_review': true,
  tags: ['one', 'two'],
}

/** Everything that an asset tells, for a video. */
const DETAILS = `id nativeId tenantId name description appUserId createdAt updatedAt kind state failureType reason tags order
  properties { key value } files { nativeId name } metadata { ... on VideoMetadata { width } }`
const details = {
  app_user_id: 'ann',
  asset_description: 'What it shows',
  asset_type: 'VIDEO',
  asset_state: 'FAILED',
  fail_type: 'AUTOMATIC_REVIEW_REJECT',
  reason: 'Not nice',
  tags: ['one'],
  asset_extra_meta: { video_meta: { width: 1280 } },
  system_properties: [{ key: 'MATERIAL_VIDEO', value: 'Yes' }],
  files: [{ file_id: 'f1', file_name: 'a.mp4' }],
  asset_order: 7,
  update_time: '2026-01-02T03:04:05Z',
}
const shown = (asset: string) => ({
  project_id: `${asset}.tenantId`,
  asset_id: `${asset}.nativeId`,
  asset_name: `${asset}.name`,
  asset_description: `${asset}.description`,
  app_user_id: `${asset}.appUserId`,
  create_time: `${asset}.createdAt`,
  update_time: `${asset}.updatedAt`,
  asset_type: word(`${asset}.kind`, 'VIDEO', 'VIDEO'),
  asset_state: word(`${asset}.state`, 'FAILED', 'FAILED'),
  fail_type: `${asset}.failureType`,
  reason: `${asset}.reason`,
  tags: `${asset}.tags`,
  'asset_extra_meta.video_meta.width': `${asset}.metadata.width`,
  'system_properties.0.value': `${asset}.properties.0.value`,
  'files.0.file_id': `${asset}.files.0.nativeId`,
  'files.0.file_name': `${asset}.files.0.name`,
  asset_order: `${asset}.order`,
})

const REPLICATE = mutation('replicateAsset', 'asset { id }')
const replicated = async ({ app }: Stage) => ({ input: { id: (await uploadAsset(app, { account: 'huawei' })).asset, toAccount: 'shanghai' } })

/** Section 4.1. */
export const assetRows: Row[] = [
  row(
    'createDigitalAsset',
    {
      document: mutation('createAsset', 'asset { nativeId }'),
      variables: { input: { account: 'huawei', name: 'A clip', kind: 'VIDEO', generateCover: true, ...traits } },
      sends: { asset_name: 'A clip', asset_type: 'VIDEO', is_need_generate_cover: true, ...wireTraits },
      reads: { asset_id: 'createAsset.asset.nativeId' },
    },
    { unset: { asset_owner: ADMINISTRATOR } },
  ),
  {
    operation: 'listAssets',
    asks: [
      {
        document: `query ($filter: AssetFilter) { assets(first: 5, filter: $filter) { nodes { id } } }`,
        variables: {
          filter: {
            accounts: ['huawei'],
            kinds: ['AVATAR_2D', 'VOICE'],
            statuses: ['ACTIVE', 'INACTIVE'],
            search: 'anna',
            tags: ['one', 'two'],
            tagMatch: 'ANY',
            createdAfter: '2024-01-02T03:04:05Z',
            createdBefore: '2027-01-02T03:04:05Z',
            source: 'SYSTEM',
            styleId: 'system_male_001',
            renderEngine: 'UNREAL',
            ids: [idOf('Asset', 'huawei', 'a1'), idOf('Asset', 'huawei', 'a2')],
            genders: ['FEMALE', 'MALE'],
            languages: ['CHINESE', 'ENGLISH'],
            properties: [{ key: 'STYLE', value: 'Plain' }],
            actionEditable: true,
            movable: false,
            voiceProvider: 'HUAWEI_METASTUDIO',
            sharing: 'SHARED_BY_US',
            realtimeVoice: true,
            modelVersion: 'V3_2',
            withDevice: 'phone',
            withoutDevice: 'watch',
          },
        },
        sends: {
          limit: '6',
          asset_type: 'HUMAN_MODEL_2D,VOICE_MODEL',
          asset_state: 'ACTIVED,UNACTIVED',
          name: 'anna',
          tag: 'one,two',
          tag_combination_type: 'UNION_SET',
          start_time: '2024-01-02T03:04:05Z',
          end_time: '2027-01-02T03:04:05Z',
          asset_source: 'SYSTEM',
          style_id: 'system_male_001',
          render_engine: 'UE',
          asset_id: ['a1', 'a2'],
          sex: 'FEMALE,MALE',
          language: 'CN,EN',
          system_property: 'STYLE:Plain',
          action_editable: 'true',
          is_movable: 'false',
          voice_provider: 'HUAWEI_METASTUDIO',
          role: 'SHARER',
          is_realtime_voice: 'true',
          human_model_2d_version: 'V3_2',
          include_device_name: 'phone',
          exclude_device_name: 'watch',
        },
      },
      secondPage('assets'),
      {
        document: `{ assets(first: 2, filter: { accounts: ["huawei"] }) { totalCount nodes { ${DETAILS} } } }`,
        answer: { assets: [details] },
        reads: {
          count: 'assets.totalCount',
          ...inList('assets', shown('assets.nodes.0')),
        },
      },
    ],
    ours: NEWEST_FIRST,
  },
  row(
    'updateDigitalAsset',
    {
      document: mutation('updateAsset', `asset { ${DETAILS} }`),
      variables: async ({ app }) => ({ input: { id: (await uploadAsset(app, { account: 'huawei', kind: 'VIDEO' })).asset, name: 'A better clip', kind: 'VIDEO', state: 'INACTIVE', ...traits } }),
      sends: { asset_name: 'A better clip', asset_type: 'VIDEO', asset_state: 'UNACTIVED', ...wireTraits },
      answer: details,
      reads: shown('updateAsset.asset'),
    },
    { unset: { asset_owner: ADMINISTRATOR } },
  ),
  row('deleteAsset', {
    document: mutation('deleteAsset', 'asset { id }'),
    variables: async ({ app }) => ({ input: { id: await createAsset(app, { account: 'huawei' }), permanently: true } }),
    sends: { mode: 'force' },
  }),
  row('showAsset', {
    document: `query ($id: ID!) { asset(id: $id) { ${DETAILS} } }`,
    variables: async ({ app }) => ({ id: await createAsset(app, { account: 'huawei', kind: 'VIDEO' }) }),
    answer: details,
    reads: shown('asset'),
  }),
  row('restoreAsset', {
    document: mutation('restoreAsset', 'asset { id }'),
    variables: async ({ app }) => {
      const id = await createAsset(app, { account: 'huawei' })
      await app.query(mutation('deleteAsset', 'asset { id }'), { input: { id } })
      return { input: { id } }
    },
  }),
  row('batchExecuteAssetAction', {
    document: mutation('applyAssetAction', 'results { asset { id } succeeded failure { message vendorCode } }'),
    variables: async ({ app }) => ({ input: { action: 'SHARE', ids: [await createAsset(app, { account: 'huawei' })], parameters: '{"to":"all"}' } }),
    sends: { action: 'SHARE', 'asset_ids.0': native('input.ids.0'), params: '{"to":"all"}' },
    answer: { results: [{ ret_status: 'FAILED', error_info: { error_code: 'MSS.00000001', error_msg: 'Not now' } }] },
    reads: {
      'results.0.ret_status': word('applyAssetAction.results.0.succeeded', 'FAILED', false),
      'results.0.asset_ids.0': 'applyAssetAction.results.0.asset.id',
      'results.0.error_info.error_msg': 'applyAssetAction.results.0.failure.message',
    },
  }),
  row('listAssetSummary', {
    document: 'query ($id: ID!) { asset(id: $id) { nativeId name kind coverUrl thumbnailUrl } }',
    variables: ({ huawei }) => ({ id: idOf('Asset', 'huawei', assetOf(huawei, 'HUMAN_MODEL_2D')) }),
    sends: { 'asset_ids.0': native('id') },
    answer: { asset_list: [{ cover_url: 'https://covers.example/a.png', thumbnail_url: 'https://covers.example/b.png' }] },
    reads: {
      'asset_list.0.asset_id': 'asset.nativeId',
      'asset_list.0.asset_name': 'asset.name',
      'asset_list.0.asset_type': word('asset.kind', 'HUMAN_MODEL_2D', 'AVATAR_2D'),
      'asset_list.0.cover_url': 'asset.coverUrl',
      'asset_list.0.thumbnail_url': 'asset.thumbnailUrl',
    },
  }),
  row(
    'showAssetReplicationInfo',
    { document: REPLICATE, variables: replicated },
    {
      unread: {
        asset_id: 'goes on to 4.1.10 as it came',
        asset_info: 'sealed by the vendor; goes on to 4.1.10 as it came',
        encryption_info: 'the key to it; goes on to 4.1.10 as it came',
      },
    },
  ),
  {
    operation: 'createAssetByReplicationInfo',
    asks: [{ document: REPLICATE, variables: replicated, sends: { asset_id: native('input.id') } }],
    // Sealed by the vendor, and passed on as 4.1.9 gave them.
    ours: { asset_info: expect.any(String), encryption_info: expect.objectContaining({ algorithm: 'AES128_GCM' }) },
  },
]
