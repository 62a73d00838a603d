import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import type { TrainingFile as File } from '../../domain/training/record.js'
import { abilityOf, accountFor } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { UserError, withUserErrors } from '../user-error.js'
import { unsupported } from './training-access.js'
import { TrainingUpload } from './training-record.js'
import { TrainingFile } from './training-words.js'

/** A file that is to be uploaded. */
@InputType({ description: 'A file of a training that is yet to be created.' })
export class TrainingFileInput {
  @Field(() => TrainingFile, { description: 'What the file is to the training.' })
  file!: File

  @Field(() => String, { description: 'Its name with its extension, such as ann.mp4: 2 to 100 characters; a voice sample at most 50. At Tencent the extension says the type, and has to be one that the vendor takes.' })
  name!: string
}

/** The input of `createTrainingUploads`. */
@InputType({ description: 'Files that are uploaded before their training is created.' })
export class CreateTrainingUploadsInput {
  @Field(() => String, { nullable: true, description: 'The slug of the account; may be left out where only one account takes files before the training is created.' })
  account?: string | null

  @Field(() => [TrainingFileInput], { description: 'The files; 1 to 20.' })
  files!: TrainingFileInput[]
}

/** The answer of `createTrainingUploads`. */
@ObjectType({ description: 'The answer of createTrainingUploads.' })
export class CreateTrainingUploadsPayload {
  @Field(() => [TrainingUpload], { description: 'Where to send the files, in the order asked, and what each is called from then on. No query shows the addresses again.' })
  uploads!: TrainingUpload[]

  @Field(() => [UserError], { description: 'What went wrong; empty when all went well.' })
  userErrors!: UserError[]
}

/** Uploading files before their training is created. */
@Resolver()
export class TrainingUploadMutations {
  @Mutation(() => CreateTrainingUploadsPayload, {
    description: 'Says where files go that a training is then created from (Tencent getuploadcredentials, 1211/62058). UNSUPPORTED where creating the training says it (Huawei).',
  })
  createTrainingUploads(@Arg('input', () => CreateTrainingUploadsInput, { description: 'Which files.' }) { account: slug, files }: CreateTrainingUploadsInput, @Ctx() context: GraphContext): Promise<CreateTrainingUploadsPayload> {
    return withUserErrors<{ uploads: TrainingUpload[] }>({ uploads: [] }, async () => {
      const account = accountFor(context, slug, 'training', { can: ({ training }) => training?.prepareUploads })
      const { prepareUploads } = abilityOf(account, 'training')
      if (!prepareUploads) throw unsupported(account, 'its vendor says where the files go when the training is created')
      return { uploads: (await prepareUploads(files, context.call)).map((upload) => new TrainingUpload(upload)) }
    })
  }
}
