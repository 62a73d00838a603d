import { afterEach, expect, test } from 'vitest'
import { startHuaweiSandbox, type HuaweiSandbox } from '../../src/sandbox/huawei.js'
import { startXingyunSandbox } from '../../src/sandbox/xingyun.js'

const open: { close: () => Promise<void> }[] = []
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())))

async function huawei(seed?: number): Promise<HuaweiSandbox> {
  const sandbox = await startHuaweiSandbox({ seed })
  open.push(sandbox)
  return sandbox
}

/** The world as JSON, without the ports in its addresses. */
function snapshot({ world, settings }: HuaweiSandbox): string {
  return JSON.stringify([world.assets.map((asset) => [asset.info(), asset.summary()]), world.rooms, world.ruleGroups.all, world.products.all, world.scripts.all, world.videos.all, world.avatars.all, world.voices.all]).replaceAll(settings.endpoint, '').replace(/Expires=\d+&Signature=[0-9a-f]+/g, '')
}

test('the same seed makes the same world, another seed another one', async () => {
  const [one, same, other] = await Promise.all([huawei(7), huawei(7), huawei(8)])
  expect(snapshot(same)).toBe(snapshot(one))
  expect(snapshot(other)).not.toBe(snapshot(one))
})

test('the world holds a few hundred assets of all types and states, and two dozen rooms', async () => {
  const { world } = await huawei()
  expect(world.assets).toHaveLength(304)
  expect(new Set(world.assets.map((asset) => asset.id)).size).toBe(304)
  expect(new Set(world.assets.map((asset) => asset.type)).size).toBe(14)
  expect(new Set(world.assets.map((asset) => asset.state)).size).toBe(7)
  expect(world.rooms).toHaveLength(24)
  expect(new Set(world.rooms.map((room) => room.detail.room_state))).toEqual(new Set(['ENABLE', 'DISABLE', 'BLOCKED']))
  expect(new Set(world.rooms.map((room) => room.detail.room_type))).toEqual(new Set(['NORMAL', 'TEMP', 'TEMPLATE']))
})

test('the world holds scripts, videos in all states, trainings in many, products and rule libraries, which refer to assets that are there', async () => {
  const { world } = await huawei()
  expect([world.scripts, world.videos, world.avatars, world.voices, world.products, world.ruleGroups].map((register) => register.all.length)).toEqual([11, 12, 8, 6, 10, 3])
  expect(new Set(world.videos.all.map((video) => video.state)).size).toBe(6)
  expect(new Set(world.avatars.all.map((job) => job.state)).size).toBe(8)
  const referred = [
    ...world.videos.all.map((video) => video.assetId), ...world.avatars.all.map((job) => job.assetId), ...world.voices.all.map((job) => job.assetId),
    ...world.products.all.flatMap((product) => product.assets.map((item) => item.asset_id)), ...world.scripts.all.map((script) => script.body.model_asset_id),
  ].filter((id) => id !== undefined)
  expect(referred.length).toBeGreaterThan(30)
  expect(referred.filter((id) => world.assetsById.get(id)?.state !== 'ACTIVED')).toEqual([])
})

test('rooms have 1 to 4 scenes of 2 to 5 paragraphs, one output and one stream key', async () => {
  for (const { detail } of (await huawei()).world.rooms) {
    expect(detail.scene_scripts.length).toBeGreaterThanOrEqual(1)
    expect(detail.scene_scripts.length).toBeLessThanOrEqual(4)
    for (const scene of detail.scene_scripts) {
      expect(scene.shoot_scripts.length).toBeGreaterThanOrEqual(2)
      expect(scene.shoot_scripts.length).toBeLessThanOrEqual(5)
    }
    expect([detail.output_urls.length, detail.stream_keys.length]).toEqual([1, 1])
  }
})

test.each([1, 2, 3])('with seed %i rooms refer to usable assets of the right types, but for the one that is missing', async (seed) => {
  const { world } = await huawei(seed)
  const missing: string[] = []
  const typeOf = (id: unknown): string | undefined => world.assetsById.get(String(id))?.type
  for (const scene of world.rooms.flatMap((room) => room.detail.scene_scripts)) {
    if (world.assetsById.has(String(scene.model_asset_id))) expect(typeOf(scene.model_asset_id)).toBe('HUMAN_MODEL_2D')
    else missing.push(String(scene.model_asset_id))
    expect(typeOf(scene.voice_config?.voice_asset_id)).toBe('VOICE_MODEL')
    for (const background of scene.background_config ?? []) expect(typeOf(background.background_asset_id)).toBe('IMAGE')
  }
  expect(missing).toEqual([world.missingAssetId])
  expect(world.roomsById.get(world.roomWithMissingAsset)?.models.map((model) => model.model_asset_id)).toContain(world.missingAssetId)
})

test('two simulators of a vendor live side by side', async () => {
  const [one, two] = [await startXingyunSandbox(), await startXingyunSandbox()]
  open.push(one, two)
  expect(one.settings.endpoint).not.toBe(two.settings.endpoint)
})

test.each([{ speed: 0 }, { speed: -1 }, { port: 70000 }, { seed: 1.5 }])('the option %j is refused', async (options) => {
  await expect(startHuaweiSandbox(options)).rejects.toThrow(RangeError)
})
