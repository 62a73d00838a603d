import type { AssetUsage, VoiceGender } from '../../../domain/asset-metadata.js'
import type { AssetDetails, AssetFile, AssetSource } from '../../../domain/assets.js'
import type { WireAnchor, WireImage, WireTimbre } from '../wire-assets.js'
import { TIMBRE_LANGUAGES, type AssetReaders } from './asset-words.js'
import { beijingTime } from './times.js'

/** An asset with what filters and summaries need of it beside. */
export interface TencentAsset extends AssetDetails {
  source: AssetSource
  gender: VoiceGender | null
  coverUrl: string | null
  thumbnailUrl: string | null
}

/** What Tencent tells of no asset, unless it is said below. */
const UNTOLD: Pick<AssetDetails, 'description' | 'createdAt' | 'updatedAt' | 'tags' | 'order' | 'failureType' | 'reason' | 'appUserId' | 'tenantId'> = {
  description: null, createdAt: null, updatedAt: null, tags: [], order: null, failureType: null, reason: null, appUserId: null, tenantId: null,
}

/** An avatar (1211/62126, 62131), with what the list of persons tells of whose it is. `now` in epoch ms. */
export function toAvatar(wire: WireImage, kind: 'AVATAR_2D' | 'AVATAR_3D', anchor: WireAnchor | undefined, words: AssetReaders, now: number): TencentAsset {
  const usage: AssetUsage = { expiresAt: beijingTime(wire.ExpireDate), count: wire.VideoNum ?? null, seconds: seconds(wire.VideoDuration) }
  const gender = anchor?.Gender ? words.gender(String(anchor.Gender)) : null
  const look = {
    person: wire.AnchorCode || null,
    gender,
    clothes: wire.ClothesName || null,
    pose: wire.PoseName || null,
    resolution: wire.Resolution || null,
    grade: anchor?.Tag || null,
    zoom: wire.OriginZoomStr ?? wire.OriginZoom ?? null,
    drivers: (wire.SupportDriverTypes ?? []).map(words.driver),
  }
  const purchase = wire.PurchaseType ?? anchor?.PurchaseType
  return {
    ...UNTOLD,
    nativeId: wire.VirtualmanKey,
    name: wire.AnchorName || null,
    kind,
    state: stateAt(now, usage),
    createdAt: wire.EffectiveTime ? new Date(wire.EffectiveTime) : null,
    coverUrl: wire.PoseImage || wire.HeaderImage || null,
    thumbnailUrl: wire.HeaderImage || null,
    source: words.source(purchase),
    gender,
    properties: propertiesOf({ VirtualmanTypeCode: wire.VirtualmanTypeCode ?? anchor?.VirtualmanTypeCode, VirtualmanType: wire.VirtualmanType ?? anchor?.VirtualmanType, PurchaseType: purchase }),
    files: filesOf([
      ['header', 'COVER', wire.HeaderImage],
      ['pose', 'OTHER', wire.PoseImage],
      ['clothes', 'OTHER', wire.ClothesImage],
      ['reference', 'SAMPLE', wire.ReferenceVideoSegmentUrl],
    ]),
    metadata:
      kind === 'AVATAR_2D'
        ? { kind: 'avatar2D', facts: { actionEditable: null, realBackground: wire.BackgroundChangeable == null ? null : !wire.BackgroundChangeable, supportsLive: null, modelVersion: null, resolution: null, deviceNames: null, look, usage } }
        : { kind: 'avatar3D', facts: { styleId: null, modelingKind: null, modelingJobId: null, wholeModelBaseFile: null, loadedModelFile: null, components: null, look, usage } },
  }
}

/** A person of whom no avatar is told, under the person's own id: nothing that the account has is hidden. */
export function toPerson(wire: WireAnchor, kind: 'AVATAR_2D' | 'AVATAR_3D', words: AssetReaders): TencentAsset {
  const image = { ...NO_IMAGE, VirtualmanKey: wire.AnchorCode, AnchorName: wire.AnchorName, AnchorCode: wire.AnchorCode, HeaderImage: wire.HeaderImage }
  return { ...toAvatar(image, kind, wire, words, 0), state: 'UNKNOWN' }
}

const NO_IMAGE: Omit<WireImage, 'VirtualmanKey'> = {
  AnchorName: null, AnchorCode: null, VirtualmanType: null, VirtualmanTypeCode: null, PurchaseType: null, BackgroundChangeable: null, ClothesName: null, PoseName: null, Resolution: null,
  HeaderImage: null, PoseImage: null, ClothesImage: null, SupportDriverTypes: null, EffectiveTime: null, ExpireDate: null, VideoDuration: null, VideoNum: null, OriginZoomStr: null, OriginZoom: null, ReferenceVideoSegmentUrl: null,
}

/** A voice (1211/62129). `now` in epoch ms. */
export function toVoice(wire: WireTimbre, words: AssetReaders, now: number): TencentAsset {
  const usage: AssetUsage = { expiresAt: beijingTime(wire.ExpireDate), count: wire.AudioNum ?? null, seconds: seconds(wire.AudioDuration) }
  const gender = wire.TimbreGender ? words.gender(String(wire.TimbreGender)) : null
  const vendorLanguages = wire.TimbreLanguages ?? []
  const [only] = vendorLanguages
  return {
    ...UNTOLD,
    nativeId: wire.TimbreKey,
    name: wire.TimbreName || null,
    kind: 'VOICE',
    state: stateAt(now, usage),
    description: wire.TimbreDesc || null,
    coverUrl: null,
    thumbnailUrl: null,
    source: words.source(wire.PurchaseType),
    gender,
    properties: propertiesOf({ TimbreType: wire.TimbreType, PurchaseType: wire.PurchaseType, SupportVirtualmanTypeCodes: wire.SupportVirtualmanTypeCodes?.join(',') }),
    files: filesOf([['sample', 'SAMPLE', wire.TimbreSample]]),
    metadata: {
      kind: 'voice',
      facts: {
        order: null,
        modelKind: wire.TimbreType ? words.timbreType(wire.TimbreType) : null,
        gender,
        language: vendorLanguages.length === 1 && only !== undefined ? (TIMBRE_LANGUAGES[only] ?? 'UNKNOWN') : null,
        vendorLanguage: vendorLanguages.length === 1 ? (only ?? null) : null,
        speedRatio: null,
        volumeRatio: null,
        realtime: null,
        provider: null,
        capabilities: null,
        vendorLanguages,
        emotions: wire.EmotionalCategories ?? [],
        drivers: (wire.SupportDriverTypes ?? []).map(words.driver),
        usage,
      },
    },
  }
}

/** What has expired cannot be used until it is renewed. */
const stateAt = (now: number, { expiresAt }: AssetUsage) => (expiresAt !== null && expiresAt.getTime() <= now ? 'INACTIVE' : 'ACTIVE')

const seconds = (milliseconds: number | null | undefined) => (milliseconds == null ? null : milliseconds / 1000)

const propertiesOf = (values: Record<string, string | null | undefined>) => Object.entries(values).flatMap(([key, value]) => (value ? [{ key, value }] : []))

const filesOf = (files: readonly (readonly [nativeId: string, role: AssetFile['role'], url: string | null | undefined])[]): AssetFile[] =>
  files.flatMap(([nativeId, role, downloadUrl]) => (downloadUrl ? [{ nativeId, name: null, role, state: 'UPLOADED', type: extensionOf(downloadUrl), sizeBytes: null, md5: null, downloadUrl, reason: null }] : []))

const extensionOf = (url: string) => /\.(\w{1,5})(?:[?#]|$)/.exec(url)?.[1] ?? null
