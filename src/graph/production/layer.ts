import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import type { Layer as LayerData, LayerKind as Kind } from '../../domain/production.js'
import { Asset } from '../assets/asset.js'
import { LayerPosition, LayerPositionInput, LayerSize, LayerSizeInput, placeOf } from './layer-place.js'
import { LayerKind } from './production-words.js'
import { referenceIn } from './references.js'

/** The picture of an image layer, in the graph. */
@ObjectType({ description: 'The picture of a layer.' })
export class ImageLayer {
  @Field(() => String, { nullable: true, description: 'Where its content can be fetched, when it is no asset.' })
  url!: string | null
}

/** The video of a video layer, in the graph. */
@ObjectType({ description: 'The video of a layer.' })
export class VideoLayer {
  @Field(() => String, { nullable: true, description: 'Where its content can be fetched, when it is no asset.' })
  url!: string | null

  @Field(() => String, { nullable: true, description: 'The address of its cover picture.' })
  coverUrl!: string | null

  @Field(() => Int, { nullable: true, description: 'How often it is repeated.' })
  loopCount!: number | null
}

/** The text of a text layer, in the graph. */
@ObjectType({ description: 'The text of a layer.' })
export class TextLayer {
  @Field(() => String, { nullable: true, description: 'The text to be shown.' })
  text!: string | null

  @Field(() => String, { nullable: true, description: 'The font, such as `HarmonyOS_Sans_SC_Regular`.' })
  font!: string | null

  @Field(() => Int, { nullable: true, description: 'Size of the font in pixels.' })
  fontSize!: number | null

  @Field(() => String, { nullable: true, description: 'Color of the font, an RGB value.' })
  fontColor!: string | null
}

/** A layer of the picture, in the graph. */
@ObjectType({ description: 'A layer of the picture: the avatar, a picture, a video or a text.' })
export class Layer {
  constructor(
    private readonly account: string,
    private readonly data: LayerData,
  ) {}

  @Field(() => LayerKind, { description: 'What it shows.' })
  kind(): Kind {
    return this.data.kind
  }

  @Field(() => Asset, { nullable: true, description: "The asset that it shows; none for something outside the vendor's library." })
  asset(): Asset | null {
    return this.data.asset === null ? null : new Asset(this.account, this.data.asset)
  }

  @Field(() => String, { nullable: true, description: 'Layers of several scenes with the same group share their place.' })
  groupId(): string | null {
    return this.data.groupId
  }

  @Field(() => LayerPosition, { nullable: true, description: 'Where it stands.' })
  position(): LayerData['position'] {
    return this.data.position
  }

  @Field(() => LayerSize, { nullable: true, description: 'How large it is.' })
  size(): LayerData['size'] {
    return this.data.size
  }

  @Field(() => ImageLayer, { nullable: true, description: 'The picture, of the kind IMAGE.' })
  image(): LayerData['image'] {
    return this.data.image
  }

  @Field(() => VideoLayer, { nullable: true, description: 'The video, of the kind VIDEO.' })
  video(): LayerData['video'] {
    return this.data.video
  }

  @Field(() => TextLayer, { nullable: true, description: 'The text, of the kind TEXT.' })
  text(): LayerData['text'] {
    return this.data.text
  }
}

/** The picture of an image layer, as a caller gives it. */
@InputType({ description: 'The picture of a layer.' })
export class ImageLayerInput {
  @Field(() => String, { nullable: true, description: 'Where its content can be fetched, when it is no asset.' })
  url?: string | null
}

/** The video of a video layer, as a caller gives it. */
@InputType({ description: 'The video of a layer.' })
export class VideoLayerInput {
  @Field(() => String, { nullable: true, description: 'Where its content can be fetched, when it is no asset.' })
  url?: string | null

  @Field(() => String, { nullable: true, description: 'The address of its cover picture.' })
  coverUrl?: string | null

  @Field(() => Int, { nullable: true, description: 'How often it is repeated, -1 to 100.' })
  loopCount?: number | null
}

/** The text of a text layer, as a caller gives it. */
@InputType({ description: 'The text of a layer.' })
export class TextLayerInput {
  @Field(() => String, { nullable: true, description: 'The text, up to 768 bytes.' })
  text?: string | null

  @Field(() => String, { nullable: true, description: 'The font: `HarmonyOS_Sans_SC_Black`, `HarmonyOS_Sans_SC_Regular`, `HarmonyOS_Sans_SC_Thin` or `fzyouh`.' })
  font?: string | null

  @Field(() => Int, { nullable: true, description: 'Size of the font in pixels, 4 to 120.' })
  fontSize?: number | null

  @Field(() => String, { nullable: true, description: 'Color of the font, an RGB value.' })
  fontColor?: string | null
}

/** A layer of the picture, as a caller gives it. */
@InputType({ description: 'A layer of the picture: the avatar, a picture, a video or a text.' })
export class LayerInput {
  @Field(() => LayerKind, { nullable: true, description: 'What it shows; when nothing is said, what `image`, `video` or `text` is given for.' })
  kind?: Kind | null

  @Field(() => ID, { nullable: true, description: "The id of the asset that it shows; leave it out for something outside the vendor's library." })
  assetId?: string | null

  @Field(() => String, { nullable: true, description: 'Layers of several scenes with the same group share their place.' })
  groupId?: string | null

  @Field(() => LayerPositionInput, { nullable: true, description: 'Where it stands.' })
  position?: LayerPositionInput | null

  @Field(() => LayerSizeInput, { nullable: true, description: 'How large it is.' })
  size?: LayerSizeInput | null

  @Field(() => ImageLayerInput, { nullable: true, description: 'The picture, of the kind IMAGE.' })
  image?: ImageLayerInput | null

  @Field(() => VideoLayerInput, { nullable: true, description: 'The video, of the kind VIDEO.' })
  video?: VideoLayerInput | null

  @Field(() => TextLayerInput, { nullable: true, description: 'The text, of the kind TEXT.' })
  text?: TextLayerInput | null
}

/** What a layer shows: what is said, or else what comes with it. BAD_USER_INPUT when neither tells. */
export function layerKindOf({ kind, image, video, text }: Pick<LayerInput, 'kind'> & { image?: unknown; video?: unknown; text?: unknown }, field: string): Kind {
  const told = kind ?? (image ? 'IMAGE' : video ? 'VIDEO' : text ? 'TEXT' : null)
  if (told) return told
  throw badInput(`${field}: expected the kind of the layer, or one of image, video and text.`, { field: `${field}.kind` })
}

/** Reads layers for an account; `field` is the list's place in the input. */
export const layersOf = (account: string, layers: readonly LayerInput[] | null | undefined, field: string): LayerData[] =>
  (layers ?? []).map((layer, index) => {
    const { image, video, text } = layer
    const place = `${field}.${index}`
    return {
      kind: layerKindOf(layer, place),
      asset: referenceIn(account, 'Asset', layer.assetId, `${place}.assetId`),
      groupId: layer.groupId ?? null,
      ...placeOf(layer, index),
      image: image ? { url: image.url ?? null } : null,
      video: video ? { url: video.url ?? null, coverUrl: video.coverUrl ?? null, loopCount: video.loopCount ?? null } : null,
      text: text ? { text: text.text ?? null, font: text.font ?? null, fontSize: text.fontSize ?? null, fontColor: text.fontColor ?? null } : null,
    }
  })
