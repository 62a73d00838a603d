import { honourOnly } from '../../domain/filters.js'
import { limits } from '../../domain/limits.js'
import type { CallContext } from '../../domain/port.js'
import type { SavedVideoScript, ScriptAudio, VideoScriptDetails, VideoScriptDraft, VideoScriptFilter, VideoScripts, VideoScriptSummary } from '../../domain/scripts.js'
import type { Query } from '../../transport/url.js'
import type { VendorClient } from '../client.js'
import { MODEL_KINDS } from './mapping-videos.js'
import { time, url, VIEW_MODES, type Words } from './mapping/words.js'
import { scriptOperations as operations } from './operations/scripts.js'
import { fetchPage } from './paging.js'
import { readReview } from './production.js'
import { checkAndWriteContent, checkName, readContent } from './scenes.js'
import { uploadTarget } from './upload-target.js'
import type { WireAudioFiles, WireScript, WireScriptSummary } from './wire-scripts.js'
import { wordFor } from '../words.js'

/** The video scripts of a Huawei account (section 5.1). The list comes in the vendor's order: it takes no sort key. */
export function createScripts(client: Pick<VendorClient, 'call'>, words: Words): VideoScripts {
  const { call } = client
  return {
    async list(filter, page, context) {
      const query = toQuery(filter)
      const wire = await fetchPage(
        page,
        (offset, limit) => call(operations.listVideoScripts, { query: { ...query, offset, limit } }, context),
        (script) => script.script_id,
      )
      return { ...wire, items: wire.items.map(({ entity, cursor }) => ({ entity: toSummary(entity, words), cursor })) }
    },
    async get(id, context) {
      return toDetails(await call(operations.showVideoScript, { params: { script_id: id } }, context), words)
    },
    async create(draft, context) {
      const body = await toBody(client, draft, context)
      return toSaved(await call(operations.createVideoScripts, { body }, context))
    },
    async update(id, draft, context) {
      const body = await toBody(client, draft, context)
      return toSaved(await call(operations.updateVideoScript, { params: { script_id: id }, body }, context))
    },
    async delete(id, context) {
      await call(operations.deleteVideoScript, { params: { script_id: id } }, context)
    },
    async copy(id, context) {
      return (await call(operations.copyVideoScripts, { params: { script_id: id } }, context)).script_id
    },
  }
}

/** The wire says TEMPLET where the document prints TEMPLAT (errata, section 3). */
const CATALOGS = { OWN: 'VIDEO_DRAFT', SYSTEM: 'SYSTEM_VIDEO_TEMPLET' } as const

function toQuery(filter: VideoScriptFilter): Query {
  honourOnly('Huawei', filter, ['search', 'source', 'orientation'])
  const { search, source, orientation } = filter
  limits.length('filter.search', search, 0, 128)
  return {
    name: search || undefined,
    script_catalog: source && CATALOGS[source],
    view_mode: wordFor('filter.orientation', VIEW_MODES, orientation),
  }
}

/** The body of 5.1.1 and 5.1.4, its limits checked (errata, section 8). */
async function toBody(client: Pick<VendorClient, 'call'>, draft: VideoScriptDraft, context: CallContext) {
  checkName('name', draft.name)
  limits.length('description', draft.description, 0, 1024)
  limits.length('privateData', draft.privateData, 0, 8192)
  return {
    script_name: draft.name ?? undefined,
    script_description: draft.description ?? undefined,
    view_mode: wordFor('orientation', VIEW_MODES, draft.orientation),
    model_asset_type: wordFor('avatarKind', MODEL_KINDS, draft.avatarKind),
    scene_asset_id: draft.sceneAsset ?? undefined,
    priv_data: draft.privateData ?? undefined,
    ...(await checkAndWriteContent(client, draft, context)),
  }
}

function common(wire: WireScript | WireScriptSummary, words: Words) {
  return {
    nativeId: wire.script_id,
    name: wire.script_name ?? null,
    description: wire.script_description ?? null,
    avatar: wire.model_asset_id || null,
    avatarKind: wire.model_asset_type ? words.modelKind(wire.model_asset_type) : null,
    coverUrl: url(wire.script_cover_url),
    createdAt: time(wire.create_time),
    updatedAt: time(wire.update_time),
  }
}

const toSummary = (wire: WireScriptSummary, words: Words): VideoScriptSummary => ({
  ...common(wire, words),
  control: wire.script_type ? words.sceneControl(wire.script_type) : null,
  text: wire.text ?? null,
})

function toDetails(wire: WireScript, words: Words): VideoScriptDetails {
  const content = readContent(wire, words)
  return {
    ...common(wire, words),
    ...content,
    // A list tells these of the script as a whole, the details only scene by scene.
    control: content.scenes[0]?.control ?? null,
    text: content.scenes[0]?.text ?? null,
    skipReview: readReview(wire.review_config),
    // Documented default: LANDSCAPE; for rooms it is the other.
    orientation: wire.view_mode ? words.orientation(wire.view_mode) : 'LANDSCAPE',
    sceneAsset: wire.scene_asset_id || null,
    privateData: wire.priv_data ?? null,
    audioFiles: toAudioFiles(wire.audio_files),
  }
}

const toSaved = (wire: { script_id: string; audio_files?: WireAudioFiles }): SavedVideoScript => ({
  nativeId: wire.script_id,
  audioFiles: toAudioFiles(wire.audio_files),
})

const toAudioFiles = (wire: WireAudioFiles): ScriptAudio[] =>
  (wire?.audio_file_url ?? []).map((file) => ({
    sequenceNo: file.sequence_no ?? null,
    upload: file.audio_file_upload_url ? uploadTarget(file.audio_file_upload_url) : null,
    downloadUrl: url(file.audio_file_download_url),
  }))
