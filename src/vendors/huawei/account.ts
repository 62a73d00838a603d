import type { Account, Callbacks } from '../../domain/port.js'
import { callbackUrl } from '../callback.js'
import { createAssetEditing } from './asset-editing.js'
import { createAssetFiles } from './asset-files.js'
import { decodeLiveCallback } from './callback-events.js'
import { decodeVideoCallback } from './callback-videos.js'
import { verifyCallback } from './callback.js'
import { createCatalogue } from './catalogue.js'
import { createHuaweiClient } from './client.js'
import { createLive } from './live.js'
import { createLiveRooms } from './live-rooms.js'
import { createWords, type Words } from './mapping/words.js'
import { createProducts } from './products.js'
import { createRuleGroups } from './rule-groups.js'
import { createScripts } from './scripts.js'
import type { HuaweiSettings } from './settings.js'
import { createSpeech } from './speech.js'
import { createTraining } from './training.js'
import { createVideos } from './videos.js'

/** Opens a Huawei MetaStudio account. Without callback keys it has no callbacks. */
export function createHuaweiAccount(settings: HuaweiSettings): Account {
  const client = createHuaweiClient(settings)
  const words = createWords(settings.onUnknownWord)
  const { slug, region, sandbox } = settings
  return {
    slug,
    vendor: 'HUAWEI',
    region,
    sandbox,
    catalogue: createCatalogue(client, words),
    assetEditing: createAssetEditing(client, words),
    files: createAssetFiles(client),
    scripts: createScripts(client, words),
    videos: createVideos(client, words, settings),
    speech: createSpeech(client, settings),
    liveRooms: createLiveRooms(client, words, settings),
    ruleGroups: createRuleGroups(client, words),
    products: createProducts(client, words),
    training: createTraining(client, words),
    live: createLive(client, words, settings),
    ...(settings.callbackKeys.length > 0 && { callbacks: createCallbacks(settings, words) }),
    ...client.vitals,
  }
}

function createCallbacks(settings: HuaweiSettings, words: Words): Callbacks {
  return {
    kinds: ['live', 'video'],
    verify: (raw, now) => verifyCallback(raw, { account: settings.slug, url: callbackUrl(settings, raw.kind), keys: settings.callbackKeys }, now),
    decode: (callback) => (callback.kind === 'video' ? decodeVideoCallback : decodeLiveCallback)(callback, settings.slug, words),
  }
}
