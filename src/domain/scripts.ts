import type { AssetKind } from './assets.js'
import type { UploadTarget } from './files.js'
import type { Orientation } from './live.js'
import type { Page, PageRequest } from './page.js'
import type { CallContext } from './port.js'
import type { Background, BackgroundMusic, Layer, VideoSettings, VoiceSettings } from './production.js'

/** What the avatar's mouth follows. */
export const SCENE_CONTROLS = ['TEXT', 'AUDIO', 'UNKNOWN'] as const
/** One of {@link SCENE_CONTROLS}. */
export type SceneControl = (typeof SCENE_CONTROLS)[number]

/** A scene of a video: what is said, in front of what, with which layers (Huawei ShootScript). */
export interface VideoScene {
  sequenceNo: number | null
  /** Default TEXT. */
  control: SceneControl | null
  /** Plain text or SSML. */
  text: string | null
  backgrounds: Background[]
  layers: Layer[]
}

/** A scene as the vendor keeps it. */
export interface SavedVideoScene extends VideoScene {
  /** Signed and short-lived. */
  thumbnailUrl: string | null
}

/** What videos are made from, on their own or as a script; `null` is "not said". */
export interface VideoContent {
  /** Native id of an avatar asset. */
  avatar: string | null
  voice: VoiceSettings | null
  video: VideoSettings | null
  music: BackgroundMusic | null
  /** Whether the content is exempt from the vendor's review; for whitelisted tenants only. */
  skipReview: boolean | null
}

/** A video script as a caller writes it; on a change, what is null stays as it is. */
export interface VideoScriptDraft extends VideoContent {
  name: string | null
  description: string | null
  orientation: Exclude<Orientation, 'UNKNOWN'> | null
  avatarKind: AssetKind | null
  /** Native id of a three-dimensional scene, for 3D avatars. */
  sceneAsset: string | null
  /** Kept for the caller as it is. */
  privateData: string | null
  scenes: VideoScene[] | null
}

/** The recording that a scene is spoken with. */
export interface ScriptAudio {
  sequenceNo: number | null
  /** Where to send it; told when the script is created or changed. */
  upload: UploadTarget | null
  /** Signed and short-lived; told when the script is read. */
  downloadUrl: string | null
}

/** What a list tells of a video script. */
export interface VideoScriptSummary {
  nativeId: string
  name: string | null
  description: string | null
  /** Native id of the avatar. */
  avatar: string | null
  avatarKind: AssetKind | null
  /** Signed and short-lived. */
  coverUrl: string | null
  control: SceneControl | null
  text: string | null
  createdAt: Date | null
  updatedAt: Date | null
}

/** Everything that is told of a video script. */
export interface VideoScriptDetails extends VideoScriptSummary, VideoContent {
  orientation: Orientation
  sceneAsset: string | null
  privateData: string | null
  scenes: SavedVideoScene[]
  audioFiles: ScriptAudio[]
}

/** What narrows a list of video scripts. */
export interface VideoScriptFilter {
  /** Part of the name. */
  search?: string
  /** Scripts of the account (the default), or templates of the vendor. */
  source?: 'OWN' | 'SYSTEM'
  orientation?: Orientation
}

/** What writing a script answers with. */
export interface SavedVideoScript {
  nativeId: string
  audioFiles: ScriptAudio[]
}

/** Keeping video scripts. */
export interface VideoScripts {
  list(filter: VideoScriptFilter, page: PageRequest, call: CallContext): Promise<Page<VideoScriptSummary>>
  get(id: string, call: CallContext): Promise<VideoScriptDetails>
  create(draft: VideoScriptDraft, call: CallContext): Promise<SavedVideoScript>
  update(id: string, draft: VideoScriptDraft, call: CallContext): Promise<SavedVideoScript>
  delete(id: string, call: CallContext): Promise<void>
  /** Resolves with the native id of the copy. */
  copy(id: string, call: CallContext): Promise<string>
}
