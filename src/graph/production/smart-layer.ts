import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { LayerKind as Kind, SmartLayer as SmartLayerData, SmartTextKind as TextKind } from '../../domain/production.js'
import { Asset } from '../assets/asset.js'
import { ImageLayer, TextLayer, layerKindOf } from './layer.js'
import { LayerPosition, LayerPositionInput, LayerSize, LayerSizeInput, placeOf } from './layer-place.js'
import { LayerKind, SmartTextKind } from './production-words.js'
import { referenceIn } from './references.js'

const SECONDS = 'For how many seconds it is shown; 0 for as long as the reply is spoken.'

/** The picture of a layer that appears, in the graph. */
@ObjectType({ description: 'The picture of a layer that appears.' })
export class SmartImageLayer extends ImageLayer {
  @Field(() => Int, { nullable: true, description: SECONDS })
  displaySeconds!: number | null
}

/** The video of a layer that appears, in the graph. */
@ObjectType({ description: 'The video of a layer that appears.' })
export class SmartVideoLayer {
  @Field(() => String, { nullable: true, description: 'Where its content can be fetched.' })
  url!: string | null

  @Field(() => String, { nullable: true, description: 'The address of its cover picture.' })
  coverUrl!: string | null

  @Field(() => Int, { nullable: true, description: SECONDS })
  displaySeconds!: number | null
}

/** The text of a layer that appears, in the graph. */
@ObjectType({ description: 'The text of a layer that appears.' })
export class SmartTextLayer extends TextLayer {
  @Field(() => SmartTextKind, { nullable: true, description: 'Whether it has placeholders.' })
  kind!: TextKind | null

  @Field(() => Int, { nullable: true, description: SECONDS })
  displaySeconds!: number | null
}

/** A layer that appears when a rule is hit, in the graph. */
@ObjectType({ description: 'A layer that appears when a rule of a live room is hit.' })
export class SmartLayer {
  constructor(
    private readonly account: string,
    private readonly data: SmartLayerData,
  ) {}

  @Field(() => LayerKind, { description: 'What it shows.' })
  kind(): Kind {
    return this.data.kind
  }

  @Field(() => Asset, { nullable: true, description: "The asset that it shows; none for something outside the vendor's library." })
  asset(): Asset | null {
    return this.data.asset === null ? null : new Asset(this.account, this.data.asset)
  }

  @Field(() => LayerPosition, { nullable: true, description: 'Where it stands.' })
  position(): SmartLayerData['position'] {
    return this.data.position
  }

  @Field(() => LayerSize, { nullable: true, description: 'How large it is.' })
  size(): SmartLayerData['size'] {
    return this.data.size
  }

  @Field(() => SmartImageLayer, { nullable: true, description: 'The picture, of the kind IMAGE.' })
  image(): SmartLayerData['image'] {
    return this.data.image
  }

  @Field(() => SmartVideoLayer, { nullable: true, description: 'The video, of the kind VIDEO.' })
  video(): SmartLayerData['video'] {
    return this.data.video
  }

  @Field(() => SmartTextLayer, { nullable: true, description: 'The text, of the kind TEXT.' })
  text(): SmartLayerData['text'] {
    return this.data.text
  }
}

/** The picture of a layer that appears, as a caller gives it. */
@InputType({ description: 'The picture of a layer that appears.' })
export class SmartImageLayerInput {
  @Field(() => String, { description: 'Where its content can be fetched.' })
  url!: string

  @Field(() => Int, { nullable: true, description: SECONDS })
  displaySeconds?: number | null
}

/** The video of a layer that appears, as a caller gives it. */
@InputType({ description: 'The video of a layer that appears.' })
export class SmartVideoLayerInput {
  @Field(() => String, { description: 'Where its content can be fetched.' })
  url!: string

  @Field(() => String, { nullable: true, description: 'The address of its cover picture.' })
  coverUrl?: string | null

  @Field(() => Int, { nullable: true, description: SECONDS })
  displaySeconds?: number | null
}

/** The text of a layer that appears, as a caller gives it. */
@InputType({ description: 'The text of a layer that appears.' })
export class SmartTextLayerInput {
  @Field(() => SmartTextKind, { nullable: true, description: 'Whether it has placeholders.' })
  kind?: TextKind | null

  @Field(() => String, { nullable: true, description: 'The text, up to 1024 characters.' })
  text?: string | null

  @Field(() => String, { nullable: true, description: 'The font: `HarmonyOS_Sans_SC_Black`, `HarmonyOS_Sans_SC_Regular`, `HarmonyOS_Sans_SC_Thin` or `fzyouh`.' })
  font?: string | null

  @Field(() => Int, { nullable: true, description: 'Size of the font in pixels, 4 to 120.' })
  fontSize?: number | null

  @Field(() => String, { nullable: true, description: 'Color of the font, an RGB value.' })
  fontColor?: string | null

  @Field(() => Int, { nullable: true, description: SECONDS })
  displaySeconds?: number | null
}

/** A layer that appears when a rule is hit, as a caller gives it. */
@InputType({ description: 'A layer that appears when a rule of a live room is hit.' })
export class SmartLayerInput {
  @Field(() => LayerKind, { nullable: true, description: 'IMAGE, VIDEO or TEXT; when nothing is said, what `image`, `video` or `text` is given for.' })
  kind?: Kind | null

  @Field(() => ID, { nullable: true, description: "The id of the asset that it shows; leave it out for something outside the vendor's library." })
  assetId?: string | null

  @Field(() => LayerPositionInput, { nullable: true, description: 'Where it stands.' })
  position?: LayerPositionInput | null

  @Field(() => LayerSizeInput, { nullable: true, description: 'How large it is.' })
  size?: LayerSizeInput | null

  @Field(() => SmartImageLayerInput, { nullable: true, description: 'The picture, of the kind IMAGE.' })
  image?: SmartImageLayerInput | null

  @Field(() => SmartVideoLayerInput, { nullable: true, description: 'The video, of the kind VIDEO.' })
  video?: SmartVideoLayerInput | null

  @Field(() => SmartTextLayerInput, { nullable: true, description: 'The text, of the kind TEXT.' })
  text?: SmartTextLayerInput | null
}

/** Reads a layer that appears, for an account; `field` is its place in the input. */
export function smartLayerOf(account: string, layer: SmartLayerInput, field: string): SmartLayerData {
  const { image, video, text } = layer
  return {
    kind: layerKindOf(layer, field),
    asset: referenceIn(account, 'Asset', layer.assetId, `${field}.assetId`),
    ...placeOf(layer, 0),
    image: image ? { url: image.url, displaySeconds: image.displaySeconds ?? null } : null,
    video: video ? { url: video.url, coverUrl: video.coverUrl ?? null, displaySeconds: video.displaySeconds ?? null } : null,
    text: text
      ? {
          kind: text.kind ?? null,
          text: text.text ?? null,
          font: text.font ?? null,
          fontSize: text.fontSize ?? null,
          fontColor: text.fontColor ?? null,
          displaySeconds: text.displaySeconds ?? null,
        }
      : null,
  }
}
