import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { VoiceSettings as VoiceData } from '../../domain/production.js'
import { Asset } from '../assets/asset.js'
import { referenceIn } from './references.js'

/** Who speaks and how, in the graph. */
@ObjectType({ description: 'Who speaks, and how.' })
export class VoiceSettings {
  constructor(
    private readonly account: string,
    private readonly data: VoiceData,
  ) {}

  @Field(() => Asset, { nullable: true, description: 'The voice.' })
  asset(): Asset | null {
    return this.data.voice === null ? null : new Asset(this.account, this.data.voice)
  }

  @Field(() => Int, { nullable: true, description: 'Speed in percent; 100 is about 250 words a minute.' })
  speed(): number | null {
    return this.data.speed
  }

  @Field(() => Int, { nullable: true, description: 'Pitch in percent.' })
  pitch(): number | null {
    return this.data.pitch
  }

  @Field(() => Int, { nullable: true, description: 'Volume; 140 is the usual.' })
  volume(): number | null {
    return this.data.volume
  }
}

/** Who speaks and how, as a caller gives it. */
@InputType({ description: 'Who speaks, and how.' })
export class VoiceInput {
  @Field(() => ID, { description: 'The id of a voice asset.' })
  assetId!: string

  @Field(() => Int, { nullable: true, description: 'Speed in percent, default 100: at Huawei 50 to 200, at Tencent 50 to 150.' })
  speed?: number | null

  @Field(() => Int, { nullable: true, description: 'Pitch in percent, 50 to 200; default 100. Huawei only.' })
  pitch?: number | null

  @Field(() => Int, { nullable: true, description: 'Volume: at Huawei 90 to 240, default 140; at Tencent 0 to 10, default 0.' })
  volume?: number | null
}

/** Reads a voice for an account; `field` is its place in the input. */
export const voiceOf = (account: string, { assetId, speed, pitch, volume }: VoiceInput, field: string): VoiceData => ({
  voice: referenceIn(account, 'Asset', assetId, `${field}.assetId`),
  speed: speed ?? null,
  pitch: pitch ?? null,
  volume: volume ?? null,
})
