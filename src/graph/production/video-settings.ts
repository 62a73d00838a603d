import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { completeVideoSettings, type ClipMode as Clip, type SubtitleStyle as SubtitleData, type VideoCodec as Codec, type VideoSettings as VideoData } from '../../domain/production.js'
import { withoutNulls } from '../connection.js'
import { ClipMode, VideoCodec } from './production-words.js'

const CANVAS = 'on a canvas of 1920 × 1080, in portrait of 1080 × 1920'

/** How subtitles look, in the graph. */
@ObjectType({ description: 'How subtitles look.' })
export class SubtitleStyle implements SubtitleData {
  @Field(() => Int, { nullable: true, description: `Left edge, ${CANVAS}.` })
  x!: number | null

  @Field(() => Int, { nullable: true, description: `Lower edge, ${CANVAS}.` })
  y!: number | null

  @Field(() => String, { nullable: true, description: 'The font, such as `HarmonyOS_Sans_SC_Regular`.' })
  font!: string | null

  @Field(() => Int, { nullable: true, description: 'Size of the font.' })
  fontSize!: number | null

  @Field(() => Int, { nullable: true, description: 'Width of the box, for editors: the vendor always takes 80 % of the picture.' })
  boxWidth!: number | null

  @Field(() => Int, { nullable: true, description: 'Height of the box, for editors.' })
  boxHeight!: number | null
}

/** How the output is encoded, in the graph. */
@ObjectType({ description: 'How the output video looks and is encoded.' })
export class VideoSettings implements VideoData {
  @Field(() => ClipMode, { nullable: true, description: "How the picture is made from the avatar's; RESIZE when nothing is said." })
  clipMode!: Clip | null

  @Field(() => VideoCodec, { nullable: true, description: 'How the picture is encoded, and in which kind of file.' })
  codec!: Codec | null

  @Field(() => Int, { nullable: true, description: 'Average bitrate in kbit/s.' })
  bitrate!: number | null

  @Field(() => Int, { nullable: true, description: 'Width in pixels.' })
  width!: number | null

  @Field(() => Int, { nullable: true, description: 'Height in pixels.' })
  height!: number | null

  @Field(() => Int, { nullable: true, description: 'Frames a second that were asked for; 2D avatars are always made with 25.' })
  frameRate!: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether subtitles are shown.' })
  subtitles!: boolean | null

  @Field(() => SubtitleStyle, { nullable: true, description: 'How the subtitles look.' })
  subtitleStyle!: SubtitleData | null

  @Field(() => Int, { nullable: true, description: 'Left edge of what CROP keeps.' })
  cropX!: number | null

  @Field(() => Int, { nullable: true, description: 'Upper edge of what CROP keeps.' })
  cropY!: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether the picture is enlarged by super resolution.' })
  superResolution!: boolean | null
}

/** How subtitles look, as a caller gives it. */
@InputType({ description: 'How subtitles look.' })
export class SubtitleStyleInput {
  @Field(() => Int, { nullable: true, description: `Left edge, ${CANVAS}.` })
  x?: number | null

  @Field(() => Int, { nullable: true, description: `Lower edge, ${CANVAS}.` })
  y?: number | null

  @Field(() => String, { nullable: true, description: 'The font: `HarmonyOS_Sans_SC_Black`, `HarmonyOS_Sans_SC_Regular` or `HarmonyOS_Sans_SC_Thin`.' })
  font?: string | null

  @Field(() => Int, { nullable: true, description: 'Size of the font, 4 to 120.' })
  fontSize?: number | null

  @Field(() => Int, { nullable: true, description: 'Width of the box, kept for editors.' })
  boxWidth?: number | null

  @Field(() => Int, { nullable: true, description: 'Height of the box, kept for editors.' })
  boxHeight?: number | null
}

/** How the output is encoded, as a caller gives it. */
@InputType({ description: 'How the output video looks and is encoded; everything left out has a sensible default.' })
export class VideoSettingsInput {
  @Field(() => ClipMode, { nullable: true, description: "How the picture is made from the avatar's; RESIZE when nothing is said." })
  clipMode?: Clip | null

  @Field(() => VideoCodec, { nullable: true, description: 'The encoding; default H264.' })
  codec?: Codec | null

  @Field(() => Int, { nullable: true, description: 'Average bitrate in kbit/s: 40 to 30000, for livestreaming 1000 to 8000; default 5000.' })
  bitrate?: number | null

  @Field(() => Int, { nullable: true, description: 'Width in pixels, up to 3840; default 1920, in portrait 1080.' })
  width?: number | null

  @Field(() => Int, { nullable: true, description: 'Height in pixels, up to 3840; default 1080, in portrait 1920.' })
  height?: number | null

  @Field(() => Int, { nullable: true, description: 'Frames a second: 24, 25 or 30; default 25. 2D avatars are always made with 25.' })
  frameRate?: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether subtitles are shown; default false.' })
  subtitles?: boolean | null

  @Field(() => SubtitleStyleInput, { nullable: true, description: 'How the subtitles look.' })
  subtitleStyle?: SubtitleStyleInput | null

  @Field(() => Int, { nullable: true, description: 'Left edge of what CROP keeps, -1920 to 3840.' })
  cropX?: number | null

  @Field(() => Int, { nullable: true, description: 'Upper edge of what CROP keeps, -1920 to 3840.' })
  cropY?: number | null

  @Field(() => Boolean, { nullable: true, description: 'Whether to enlarge the picture by super resolution.' })
  superResolution?: boolean | null
}

/** Reads picture settings, completed by defaults for the way the picture lies. */
export function videoSettingsOf(input: VideoSettingsInput | null | undefined, orientation: 'LANDSCAPE' | 'PORTRAIT'): VideoData {
  const { subtitleStyle, ...rest } = input ?? {}
  return completeVideoSettings({ ...withoutNulls(rest), subtitleStyle: subtitleStyle ? { ...NO_STYLE, ...withoutNulls(subtitleStyle) } : null }, orientation)
}

const NO_STYLE: SubtitleData = { x: null, y: null, font: null, fontSize: null, boxWidth: null, boxHeight: null }
