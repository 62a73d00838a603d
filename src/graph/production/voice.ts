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

  @Field(() => Asset, { nullable: true, description: 'The voice itself: an asset of the kind VOICE.' })
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

  @Field(() => Int, { nullable: true, description: "Volume, on the vendor's own scale." })
  volume(): number | null {
    return this.data.volume
  }

  @Field(() => String, { nullable: true, description: "The emotion, in the vendor's word (Tencent)." })
  emotion(): string | null {
    return this.data.emotion
  }

  @Field(() => Int, { nullable: true, description: 'How strong the emotion is, in percent (Tencent).' })
  emotionIntensity(): number | null {
    return this.data.emotionIntensity
  }

  @Field(() => String, { nullable: true, description: "The language, in the vendor's word, of a voice that speaks several (Tencent)." })
  language(): string | null {
    return this.data.language
  }
}

/** Who speaks and how, as a caller gives it. */
@InputType({ description: 'Who speaks, and how.' })
export class VoiceInput {
  @Field(() => ID, { nullable: true, description: "The id of a voice asset. At Tencent the avatar's own voice speaks when nothing is said; Huawei must be told." })
  assetId?: string | null

  @Field(() => Int, { nullable: true, description: 'Speed in percent, default 100: at Huawei 50 to 200 (5.1.1), at Tencent 50 to 150 (1240/81268).' })
  speed?: number | null

  @Field(() => Int, { nullable: true, description: 'Pitch in percent, 50 to 200; default 100. Huawei only (5.1.1).' })
  pitch?: number | null

  @Field(() => Int, { nullable: true, description: 'Volume: at Huawei 90 to 240, default 140 (5.1.1); at Tencent 0 to 10, default 0 (1240/81268).' })
  volume?: number | null

  @Field(() => String, { nullable: true, description: "An emotion, in the vendor's word: one of the voice's metadata's `emotions`. Tencent only (1240/81268)." })
  emotion?: string | null

  @Field(() => Int, { nullable: true, description: 'How strong the emotion is, 50 to 200 percent. Tencent only (1240/81268).' })
  emotionIntensity?: number | null

  @Field(() => String, { nullable: true, description: "The language, in the vendor's word: one of the voice's metadata's `vendorLanguages`, and to be said where there are several. Tencent only." })
  language?: string | null
}

/** Reads a voice for an account; `field` is its place in the input. */
export const voiceOf = (account: string, { assetId, speed, pitch, volume, emotion, emotionIntensity, language }: VoiceInput, field: string): VoiceData => ({
  voice: referenceIn(account, 'Asset', assetId, `${field}.assetId`),
  speed: speed ?? null,
  pitch: pitch ?? null,
  volume: volume ?? null,
  emotion: emotion ?? null,
  emotionIntensity: emotionIntensity ?? null,
  language: language ?? null,
})
