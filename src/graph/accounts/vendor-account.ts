import { Ctx, Directive, Field, ObjectType } from 'type-graphql'
import { encodeId } from '../../domain/ids.js'
import { ABILITIES, type Ability as AbilityName, type Account } from '../../domain/port.js'
import type { GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { Node } from '../node.js'
import { Vendor } from '../vendor.js'
import { AccountHealth, CallbackCount, RateBudget } from './account-health.js'
import { Quota } from './quota.js'

/** One line an ability: how the graph names and describes it. */
const WORDS: Record<AbilityName, [value: string, description: string]> = {
  catalogue: ['ASSETS', 'Media assets can be listed and read.'],
  assetEditing: ['ASSET_EDITING', 'Media assets can be created, changed, deleted and restored.'],
  files: ['FILES', 'Files can be uploaded.'],
  motions: ['MOTIONS', 'Motions that an avatar performs while it speaks can be listed.'],
  scripts: ['VIDEO_SCRIPTS', 'Video scripts can be written and read.'],
  videos: ['VIDEOS', 'Videos can be made.'],
  speech: ['SPEECH_PREVIEWS', 'A text can be heard in a voice before it is used.'],
  liveRooms: ['LIVE_ROOMS', 'Live rooms can be listed and read.'],
  live: ['LIVE_SESSIONS', 'Live sessions can be started, watched and stopped.'],
  ruleGroups: ['INTERACTION_RULE_GROUPS', 'Groups of interaction rules can be listed, read and written.'],
  products: ['PRODUCTS', 'Products that are sold in live rooms can be listed, read and written.'],
  training: ['TRAINING', 'Avatars and voices can be trained.'],
  callbacks: ['CALLBACKS', 'The vendor tells of events by itself.'],
  quotas: ['QUOTAS', 'The vendor tells what was bought and what is left of it.'],
}

const Ability = graphEnum('Ability', 'Something that an account can do; what it lacks answers UNSUPPORTED.', Object.fromEntries(Object.values(WORDS)))

/** An account at a vendor, as the graph shows it. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'An account at a vendor, as configured here.' })
export class VendorAccount extends Node {
  constructor(private readonly source: Account) {
    super()
    Object.assign(this, { id: encodeId({ type: 'VendorAccount', account: source.slug, key: source.slug }) })
  }

  @Field(() => String, { description: 'Its name here: lower case, unique, part of its callback address.' })
  slug(): string {
    return this.source.slug
  }

  @Field(() => Vendor, { description: 'The vendor it is an account at.' })
  vendor(): Vendor {
    return this.source.vendor
  }

  @Field(() => String, { nullable: true, description: "The vendor's region, where it has regions." })
  region(): string | null {
    return this.source.region ?? null
  }

  @Field(() => Boolean, { description: 'Whether a simulator stands in for the vendor.' })
  sandbox(): boolean {
    return this.source.sandbox
  }

  @Field(() => [Ability], { description: 'What it can do.' })
  abilities(): string[] {
    return ABILITIES.filter((ability) => this.source[ability]).map((ability) => WORDS[ability][0])
  }

  @Field(() => AccountHealth, { nullable: true, description: 'How it is doing. No vendor is called for it.' })
  health(@Ctx() { freshness }: GraphContext): AccountHealth | null {
    freshness.never()
    const data = this.source.health?.()
    return data ? new AccountHealth(data) : null
  }

  @Field(() => [RateBudget], { description: 'What is left of the rates that the vendor documents, one entry an operation that has one. No vendor is called for it.' })
  async rates(@Ctx() { freshness }: GraphContext): Promise<RateBudget[]> {
    freshness.never()
    return ((await this.source.rates?.()) ?? []).map((data) => new RateBudget(data))
  }

  @Field(() => [Quota], { nullable: true, description: 'What was bought and what is left of it, asked of the vendor now; null where the vendor has no such operation.' })
  async quotas(@Ctx() context: GraphContext): Promise<Quota[] | null> {
    const { slug, quotas } = this.source
    if (!quotas) return null
    return (await context.loaders(slug).during(() => quotas(context.call))).map((data) => new Quota(data))
  }

  @Field(() => [CallbackCount], { description: 'How many callbacks came for it, by kind; empty before the first.' })
  async callbackCounts(@Ctx() context: GraphContext): Promise<CallbackCount[]> {
    return context.services.callbackCounts(this.source.slug)
  }
}

