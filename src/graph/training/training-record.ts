import { Field, Int, ObjectType } from 'type-graphql'
import type { TrainingComment as CommentData, TrainingFileError as FileErrorData, TrainingLogEntry as LogData, TrainingReview as ReviewData, TrainingUpload as UploadData } from '../../domain/training/record.js'
import { DateTime } from '../scalars.js'
import { UploadTarget } from '../upload-target.js'
import { TrainingActor, TrainingCommentKind, TrainingFile, TrainingStep } from './training-words.js'

/** Where a file of a training goes, in the graph. */
@ObjectType({ description: 'Where a file of a training is to be sent.' })
export class TrainingUpload {
  constructor(private readonly data: UploadData) {}

  @Field(() => TrainingFile, { description: 'What the file is to the training.' })
  file(): string {
    return this.data.file
  }

  @Field(() => Int, { description: 'Its place among the files of its sort, from 0: the part of a video, the sentence of a voice, the attachment in the order of the names given.' })
  index(): number {
    return this.data.index
  }

  @Field(() => UploadTarget, { description: 'Where and how to send it. The addresses of avatars work once (Huawei 7.1).' })
  target(): UploadTarget {
    return new UploadTarget(this.data.target)
  }

  @Field(() => String, { nullable: true, description: 'What the file is called from then on: hand it to the mutation that creates the training (Tencent). Null where the training knows its files (Huawei).' })
  fileUrl(): string | null {
    return this.data.fileUrl ?? null
  }
}

/** A result that was turned down, in the graph. */
@ObjectType({ description: 'A result of a training that was turned down, and worked over since.' })
export class TrainingRound {
  @Field(() => DateTime, { nullable: true, description: 'When that round began. Tencent (1211/62061) gives it without a time zone; it is read as Beijing time.' })
  startedAt!: Date | null

  @Field(() => [String], { description: 'The films that it was judged by.' })
  demoVideoUrls!: string[]
}

/** A part of a video that has arrived, in the graph. */
@ObjectType({ description: 'A part of the training video that has arrived at the vendor.' })
export class UploadedPart {
  @Field(() => Int, { nullable: true, description: 'Its number, as the vendor counts.' })
  number!: number | null

  @Field(() => String, { nullable: true, description: 'The tag that the storage gave it, to compare with what the upload answered.' })
  etag!: string | null
}

/** A line of the log of a training, in the graph. */
@ObjectType({ description: "A line of the vendor's log of a training." })
export class TrainingLogEntry {
  constructor(private readonly data: LogData) {}

  @Field(() => DateTime, { nullable: true, description: 'When it was.' })
  at(): Date | null {
    return this.data.at
  }

  @Field(() => TrainingStep, { description: 'What was done.' })
  step(): string {
    return this.data.step
  }

  @Field(() => String, { description: 'What was done, in the word of the vendor.' })
  vendorStep(): string {
    return this.data.vendorStep
  }

  @Field(() => TrainingActor, { description: 'Who did it.' })
  actor(): string {
    return this.data.actor
  }

  @Field(() => String, { nullable: true, description: 'What was said about it: review comments and error messages, in the words of the vendor.' })
  description(): string | null {
    return this.data.description
  }
}

/** A comment on a training, in the graph. */
@ObjectType({ description: "What the caller or the vendor's people said about a training." })
export class TrainingComment {
  constructor(private readonly data: CommentData) {}

  @Field(() => DateTime, { nullable: true, description: 'When it was said.' })
  at(): Date | null {
    return this.data.at
  }

  @Field(() => TrainingCommentKind, { description: 'What kind of remark it is.' })
  kind(): string {
    return this.data.kind
  }

  @Field(() => String, { nullable: true, description: 'A title, where its author gave one.' })
  title(): string | null {
    return this.data.title
  }

  @Field(() => String, { nullable: true, description: 'What was said.' })
  message(): string | null {
    return this.data.message
  }

  @Field(() => [String], { description: 'Where its attachments can be fetched: signed addresses.' })
  attachmentUrls(): string[] {
    return this.data.attachmentUrls
  }
}

/** What is wrong with a file, in the graph. */
@ObjectType({ description: 'What a review found wrong with a recording or its text.' })
export class TrainingFileError {
  @Field(() => String, { nullable: true, description: 'The name of the recording.' })
  audioName!: string | null

  @Field(() => String, { nullable: true, description: 'The name of the text.' })
  textName!: string | null

  @Field(() => String, { nullable: true, description: 'What is wrong, in the words of the vendor.' })
  message!: string | null

  @Field(() => String, { nullable: true, description: "The vendor's own error code." })
  vendorCode!: string | null
}

/** What machines found, in the graph. */
@ObjectType({ description: "What the review by the vendor's machines found." })
export class SystemReview {
  @Field(() => DateTime, { nullable: true, description: 'When it was. Huawei gives a number without its unit, which is told by its size; null where it can be no time.' })
  reviewedAt!: Date | null

  @Field(() => [TrainingFileError], { description: 'What is wrong with each file; empty when nothing is.' })
  errors!: FileErrorData[]
}

/** What people found, in the graph. */
@ObjectType({ description: "What the review by the vendor's people found." })
export class AdminReview {
  @Field(() => DateTime, { nullable: true, description: 'When it was; read as that of the review by machines.' })
  reviewedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'What they say.' })
  message!: string | null

  @Field(() => String, { nullable: true, description: 'The name of the file that goes with it.' })
  attachmentName!: string | null

  @Field(() => String, { nullable: true, description: 'Where that file can be fetched: a signed address.' })
  attachmentUrl!: string | null
}

/** What reviews found, in the graph. */
@ObjectType({ description: 'What the reviews of a training found.' })
export class TrainingReview {
  @Field(() => SystemReview, { nullable: true, description: 'By machines; null before it took place.' })
  system!: ReviewData['system']

  @Field(() => AdminReview, { nullable: true, description: 'By people; null before it took place.' })
  admin!: ReviewData['admin']
}
