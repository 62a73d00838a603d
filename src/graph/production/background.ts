import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { Background as BackgroundData, BackgroundKind as Kind, BackgroundMusic as MusicData } from '../../domain/production.js'
import { Asset } from '../assets/asset.js'
import { BackgroundKind } from './production-words.js'
import { referenceIn } from './references.js'

/** What is behind the avatar, in the graph. */
@ObjectType({ description: 'What is behind the avatar.' })
export class Background {
  constructor(
    private readonly account: string,
    private readonly data: BackgroundData,
  ) {}

  @Field(() => BackgroundKind, { description: 'What it is.' })
  kind(): Kind {
    return this.data.kind
  }

  @Field(() => Asset, { nullable: true, description: 'The asset that is shown.' })
  asset(): Asset | null {
    return this.data.asset === null ? null : new Asset(this.account, this.data.asset)
  }

  @Field(() => String, { nullable: true, description: 'The address of the file that is shown.' })
  url(): string | null {
    return this.data.url
  }

  @Field(() => String, { nullable: true, description: 'The color, an RGB value.' })
  color(): string | null {
    return this.data.color
  }
}

/** What is behind the avatar, as a caller gives it. */
@InputType({ description: 'What is behind the avatar: an asset, the address of a file, or a color.' })
export class BackgroundInput {
  @Field(() => BackgroundKind, { nullable: true, description: 'What it is; when nothing is said COLOR with a color, else IMAGE.' })
  kind?: Kind | null

  @Field(() => ID, { nullable: true, description: 'The id of an image asset.' })
  assetId?: string | null

  @Field(() => String, { nullable: true, description: "The address of a file. Only live rooms take one from outside the vendor's library." })
  url?: string | null

  @Field(() => String, { nullable: true, description: 'The color, an RGB value.' })
  color?: string | null
}

/** Reads backgrounds for an account; `field` is the list's place in the input. */
export const backgroundsOf = (account: string, backgrounds: readonly BackgroundInput[] | null | undefined, field: string): BackgroundData[] =>
  (backgrounds ?? []).map(({ kind, assetId, url, color }, index) => ({
    kind: kind ?? (color == null ? 'IMAGE' : 'COLOR'),
    asset: referenceIn(account, 'Asset', assetId, `${field}.${index}.assetId`),
    url: url ?? null,
    color: color ?? null,
  }))

/** The music under everything, in the graph. */
@ObjectType({ description: 'Music under everything.' })
export class BackgroundMusic {
  constructor(
    private readonly account: string,
    private readonly data: MusicData,
  ) {}

  @Field(() => Asset, { nullable: true, description: 'The piece of music.' })
  asset(): Asset | null {
    return this.data.music === null ? null : new Asset(this.account, this.data.music)
  }

  @Field(() => Int, { nullable: true, description: 'Volume in percent.' })
  volume(): number | null {
    return this.data.volume
  }
}

/** The music under everything, as a caller gives it. */
@InputType({ description: 'Music under everything.' })
export class BackgroundMusicInput {
  @Field(() => ID, { description: 'The id of a music asset.' })
  assetId!: string

  @Field(() => Int, { nullable: true, description: 'Volume in percent, 0 to 100; default 100.' })
  volume?: number | null
}

/** Reads music for an account; `field` is its place in the input. */
export const musicOf = (account: string, { assetId, volume }: BackgroundMusicInput, field: string): MusicData => ({
  music: referenceIn(account, 'Asset', assetId, `${field}.assetId`),
  volume: volume ?? null,
})
