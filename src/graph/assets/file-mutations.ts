import { extname } from 'node:path'
import { Arg, Ctx, Field, Float, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql'
import { parseAssetFileKey, type AssetFiles, type FileUpload, type NewLargeFile, type UploadOutcome as Outcome } from '../../domain/asset-files.js'
import type { FileRole as Role } from '../../domain/assets.js'
import { badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import { withoutNulls } from '../connection.js'
import { abilityOf, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { payloadOf, type Payload } from '../payload.js'
import { UploadTarget } from '../upload-target.js'
import { UserError, withUserErrors } from '../user-error.js'
import { AssetFile } from './asset-file.js'
import { FileRole } from './asset-words.js'
import { forgetAsset } from './asset.js'

const UploadOutcome = graphEnum<Outcome>('UploadOutcome', 'How an upload ended.', {
  CREATED: 'The content has arrived.',
  FAILED: 'It could not be sent.',
  CANCELED: 'It was given up.',
})

/** What announcing a file of any size takes. */
@InputType()
class FileInput {
  @Field(() => ID, { description: 'The id of the asset that it is a file of.' })
  assetId!: string

  @Field(() => String, { description: 'The name of the file, 1 to 256 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'The type of the file: the extension of its name when nothing is said.' })
  type?: string | null
}

/** The input of `createFileUpload`. */
@InputType({ description: 'A file that is going to be uploaded in one piece.' })
export class CreateFileUploadInput extends FileInput {
  @Field(() => FileRole, { nullable: true, description: 'What the file is to its asset: MAIN when nothing is said. An asset has one main file.' })
  role?: Role | null

  @Field(() => Float, { description: 'Size in bytes; at most 5 GiB (5,368,709,120). Larger files: createLargeFileUpload.' })
  sizeBytes!: number

  @Field(() => String, { description: 'MD5 of the content: the 16 bytes in Base64, 24 characters.' })
  md5!: string
}

/** The input of `createLargeFileUpload`. */
@InputType({ description: 'A file that is going to be uploaded in parts.' })
export class CreateLargeFileUploadInput extends FileInput {
  @Field(() => FileRole, { nullable: true, description: 'What the file is to its asset: MAIN when nothing is said. Huawei takes MAIN and OTHER (4.2.4).' })
  role?: Role | null

  @Field(() => Float, { nullable: true, description: 'Size in bytes of all parts together; at most 500 GiB (536,870,912,000).' })
  sizeBytes?: number | null

  @Field(() => Int, { nullable: true, description: 'How many parts, 1 to 100; 1 when nothing is said.' })
  parts?: number | null
}

/** The input of `completeFileUpload`. */
@InputType({ description: 'How an upload ended.' })
export class CompleteFileUploadInput {
  @Field(() => ID, { description: 'The id of the file.' })
  id!: string

  @Field(() => UploadOutcome, { nullable: true, description: 'How it ended: CREATED when nothing is said.' })
  state?: Outcome | null

  @Field(() => Boolean, { nullable: true, description: 'Whether the vendor looks into the content for metadata: main files of pictures, videos and sounds.' })
  analyze?: boolean | null
}

/** The input of `deleteFile`. */
@InputType({ description: 'What deletes a file.' })
export class DeleteFileInput {
  @Field(() => ID, { description: 'The id of the file.' })
  id!: string
}

/** The answer of `createFileUpload`. */
@ObjectType({ description: 'The answer of createFileUpload.' })
export class CreateFileUploadPayload {
  @Field(() => AssetFile, { nullable: true, description: 'The file, CREATING until completeFileUpload.' })
  file!: AssetFile | null

  @Field(() => UploadTarget, { nullable: true, description: 'Where its content goes.' })
  upload!: UploadTarget | null

  @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
  userErrors!: UserError[]
}

/** The answer of `createLargeFileUpload`. */
@ObjectType({ description: 'The answer of createLargeFileUpload.' })
export class CreateLargeFileUploadPayload {
  @Field(() => AssetFile, { nullable: true, description: 'The file, CREATING until completeFileUpload.' })
  file!: AssetFile | null

  @Field(() => [UploadTarget], { description: 'Where its parts go, in their order.' })
  uploads!: UploadTarget[]

  @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
  userErrors!: UserError[]
}

const CompleteFileUploadPayload = payloadOf('completeFileUpload', 'file', AssetFile, 'The file, as it is now.')
const DeleteFilePayload = payloadOf('deleteFile', 'file', AssetFile, 'The file that was deleted: its `id` and `asset` can still be read.')

type FilePayload = Payload<'file', AssetFile>

/** The commands over files. */
@Resolver()
export class FileMutations {
  @Mutation(() => CreateFileUploadPayload, { description: 'Announces a file of an asset and tells where its content goes (Huawei 4.2.1). Send it there, then completeFileUpload.' })
  createFileUpload(@Arg('input', () => CreateFileUploadInput, { description: 'Which file, of which asset.' }) input: CreateFileUploadInput, @Ctx() context: GraphContext): Promise<CreateFileUploadPayload> {
    return withUserErrors<Omit<CreateFileUploadPayload, 'userErrors'>>({ file: null, upload: null }, async () => {
      const { sizeBytes, md5 } = input
      const { file, targets } = await announce(input, context, (files, draft) => files.create({ ...draft, sizeBytes, md5 }, context.call), { sizeBytes, md5 })
      return { file, upload: targets[0] ?? null }
    })
  }

  @Mutation(() => CreateLargeFileUploadPayload, {
    description: 'Announces a file of an asset in parts, each with a place of its own (Huawei 4.2.4). Send the parts there in any order, then completeFileUpload.',
  })
  createLargeFileUpload(@Arg('input', () => CreateLargeFileUploadInput, { description: 'Which file, of which asset, in how many parts.' }) input: CreateLargeFileUploadInput, @Ctx() context: GraphContext): Promise<CreateLargeFileUploadPayload> {
    return withUserErrors<Omit<CreateLargeFileUploadPayload, 'userErrors'>>({ file: null, uploads: [] }, async () => {
      const { sizeBytes, parts } = input
      const create = (files: AssetFiles, draft: FileDraft) => files.createLarge({ ...draft, parts: parts ?? 1, ...withoutNulls({ sizeBytes }) }, context.call)
      const { file, targets } = await announce(input, context, create, { sizeBytes: sizeBytes ?? null, md5: null })
      return { file, uploads: targets }
    })
  }

  @Mutation(() => CompleteFileUploadPayload, { description: 'Says how an upload ended (Huawei 4.2.3). A main file that has arrived makes its asset usable.' })
  completeFileUpload(@Arg('input', () => CompleteFileUploadInput, { description: 'Which file, and how it ended.' }) { id, state, analyze }: CompleteFileUploadInput, @Ctx() context: GraphContext): Promise<FilePayload> {
    return change(id, context, (files, key) => files.complete(key, { outcome: state ?? 'CREATED', ...withoutNulls({ analyze }) }, context.call))
  }

  @Mutation(() => DeleteFilePayload, { description: 'Deletes a file (Huawei 4.2.2).' })
  deleteFile(@Arg('input', () => DeleteFileInput, { description: 'Which file.' }) { id }: DeleteFileInput, @Ctx() context: GraphContext): Promise<FilePayload> {
    return change(id, context, (files, key) => files.delete(key, context.call))
  }
}

type FileDraft = Omit<NewLargeFile, 'parts' | 'sizeBytes'>

/** Announces a file. Of what the vendor knows now, the answer tells the id alone; the rest is what was announced. */
async function announce(
  { assetId, name, role, type }: CreateFileUploadInput | CreateLargeFileUploadInput,
  context: GraphContext,
  create: (files: AssetFiles, draft: FileDraft) => Promise<FileUpload>,
  size: { sizeBytes: number | null; md5: string | null },
): Promise<{ file: AssetFile; targets: UploadTarget[] }> {
  const { account, key: asset } = decodeIdOf('Asset', assetId, 'input.assetId')
  const files = abilityOf(accountOf(context.services, account), 'files')
  const draft = { asset, name, role: role ?? ('MAIN' as const), type: type ?? extname(name).slice(1) }
  if (!draft.type) throw badInput(`type: expected the type of the file, such as png, since the name ${JSON.stringify(name.slice(0, 80))} has no extension.`, { field: 'type' })
  const { nativeId, targets } = await create(files, draft)
  forgetAsset(context, account, asset)
  const known = { nativeId, name, role: draft.role, state: 'CREATING' as const, type: draft.type, ...size, downloadUrl: null, reason: null }
  return { file: new AssetFile(account, { asset, file: nativeId }, known), targets: targets.map((target) => new UploadTarget(target)) }
}

/** Runs a write of an existing file. What this operation had read of its asset before is forgotten. */
function change(id: string, context: GraphContext, write: (files: AssetFiles, id: string) => Promise<void>): Promise<FilePayload> {
  return withUserErrors<{ file: AssetFile | null }>({ file: null }, async () => {
    const { account, key } = decodeIdOf('AssetFile', id, 'input.id')
    const ref = parseAssetFileKey(key)
    await write(abilityOf(accountOf(context.services, account), 'files'), ref.file)
    forgetAsset(context, account, ref.asset)
    return { file: new AssetFile(account, ref) }
  })
}
