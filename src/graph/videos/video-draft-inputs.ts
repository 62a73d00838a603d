import { Field, InputType } from 'type-graphql'
import type { ReferenceVideo, VideoCallback, VideoStorage } from '../../domain/video-draft.js'

/** Whom the vendor tells of a video, as a caller gives it. */
@InputType({ description: 'Whom the vendor tells when a video is done. AvatarGraph is then not told, and learns of it by asking.' })
export class VideoCallbackInput {
  @Field(() => String, { description: 'The address: up to 2048 characters (Huawei 5.3.1), at Tencent 999 (1240/81268).' })
  url!: string

  @Field(() => String, { nullable: true, description: 'What callbacks are signed with; without one the address itself has to carry the proof. Huawei only (5.3.1): Tencent does not sign them (1240/81268).' })
  key?: string | null
}

/** A video whose person is made to speak, as a caller gives it. */
@InputType({ description: 'A video whose person is made to speak, without having been trained.' })
export class ReferenceVideoInput {
  @Field(() => String, { description: 'Where it can be fetched: mp4, mov or avi in H.264; 360 to 4096 pixels a side, 5 to 600 seconds, 5 GB at most.' })
  url!: string

  @Field(() => String, { nullable: true, description: "Where the video of the person's consent can be fetched." })
  consentVideoUrl?: string | null

  @Field(() => String, { nullable: true, description: "Where the person's consent in writing can be fetched." })
  consentDocumentUrl?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it is repeated until all is said.' })
  loop?: boolean | null

  @Field(() => Boolean, { nullable: true, description: 'Whether the new video has the parameters of this one.' })
  keepParameters?: boolean | null
}

/** Where finished files are put, as a caller gives it. */
@InputType({ description: "Where the finished files are put instead of the vendor's storage, which keeps them for seven days: S3 addresses that carry their permission." })
export class VideoStorageInput {
  @Field(() => String, { nullable: true, description: 'For the video.' })
  videoUrl?: string | null

  @Field(() => String, { nullable: true, description: 'For the subtitles.' })
  subtitlesUrl?: string | null
}

/** Reads whom to tell. */
export const callbackOf = ({ url, key }: VideoCallbackInput): VideoCallback => ({ url, key: key ?? null })

/** Reads a video whose person is made to speak. */
export const referenceVideoOf = ({ url, consentVideoUrl, consentDocumentUrl, loop, keepParameters }: ReferenceVideoInput): ReferenceVideo => ({
  url,
  consentVideoUrl: consentVideoUrl ?? null,
  consentDocumentUrl: consentDocumentUrl ?? null,
  loop: loop ?? null,
  keepParameters: keepParameters ?? null,
})

/** Reads where finished files are put. */
export const storageOf = ({ videoUrl, subtitlesUrl }: VideoStorageInput): VideoStorage => ({ videoUrl: videoUrl ?? null, subtitlesUrl: subtitlesUrl ?? null })
