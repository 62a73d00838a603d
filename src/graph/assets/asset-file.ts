import { Ctx, Directive, Field, Float, ObjectType } from 'type-graphql'
import { assetFileKey, parseAssetFileKey, type AssetFileRef } from '../../domain/asset-files.js'
import type { AssetFile as FileData } from '../../domain/assets.js'
import { notFound } from '../../domain/errors.js'
import type { GraphContext } from '../context.js'
import { VendorEntity } from '../entity.js'
import { FileRole, FileState } from './asset-words.js'

/** A file of an asset, in the graph. What brought it is used; else the details of its asset are asked. */
@Directive('@key(fields: "id")')
@ObjectType({ implements: VendorEntity, description: 'A file of an asset.' })
export class AssetFile extends VendorEntity {
  readonly file: AssetFileRef

  constructor(
    account: string,
    file: AssetFileRef,
    private readonly known?: FileData,
  ) {
    super({ type: 'AssetFile', account, key: assetFileKey(file) })
    this.file = file
  }

  /** The file behind the key of a global id. */
  static ofKey(account: string, key: string): AssetFile {
    return new AssetFile(account, parseAssetFileKey(key))
  }

  /** What the details of its asset tell of it (Huawei 4.1.5). */
  async details(context: GraphContext): Promise<FileData> {
    if (this.known) return this.known
    const { files } = await context.loaders(this.ref.account).assetDetails.load(this.file.asset)
    const found = files.find(({ nativeId }) => nativeId === this.file.file)
    if (!found) throw notFound(`The asset ${JSON.stringify(this.file.asset)} of the account ${this.ref.account} has no file ${JSON.stringify(this.file.file)}: it may have been deleted.`, { account: this.ref.account })
    return found
  }

  override nativeId(): string {
    return this.file.file
  }

  @Field(() => String, { nullable: true, description: 'The name of the file.' })
  async name(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).name
  }

  @Field(() => FileRole, { nullable: true, description: 'What the file is to its asset.' })
  async role(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).role
  }

  @Field(() => FileState, { nullable: true, description: 'Where the file is in its life.' })
  async state(@Ctx() context: GraphContext): Promise<string> {
    return (await this.details(context)).state
  }

  @Field(() => String, { nullable: true, description: 'The extension of the file name, such as `png`.' })
  async type(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).type
  }

  @Field(() => Float, { nullable: true, description: 'Size in bytes.' })
  async sizeBytes(@Ctx() context: GraphContext): Promise<number | null> {
    return (await this.details(context)).sizeBytes
  }

  @Field(() => String, { nullable: true, description: 'MD5 of the content, the 16 bytes in Base64.' })
  async md5(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).md5
  }

  @Field(() => String, { nullable: true, description: 'Where the content can be fetched: signed and short-lived (24 hours at Huawei, 4.1.5), so ask anew rather than keep it.' })
  async downloadUrl(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).downloadUrl
  }

  @Field(() => String, { nullable: true, description: 'Why the file was refused, in the words of the vendor.' })
  async reason(@Ctx() context: GraphContext): Promise<string | null> {
    return (await this.details(context)).reason
  }
}
