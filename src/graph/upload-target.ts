import { Field, ObjectType } from 'type-graphql'
import type { UploadHeader as HeaderData, UploadTarget as TargetData } from '../domain/files.js'
import { DateTime } from './scalars.js'

/** A header of an upload, in the graph. */
@ObjectType({ description: 'A header that an upload must carry.' })
export class UploadHeader {
  constructor(private readonly data: HeaderData) {}

  @Field(() => String, { description: 'The name of the header.' })
  name(): string {
    return this.data.name
  }

  @Field(() => String, { description: 'Its value, to be sent as it is.' })
  value(): string {
    return this.data.value
  }
}

/** Where the content of a file is to be sent, in the graph. */
@ObjectType({
  description:
    'Where the content of a file is to be sent, by a browser too: one request with these headers and no other that the signature may cover. Send bytes (`await file.arrayBuffer()`): a `File` as the body would add a Content-Type of its own.',
})
export class UploadTarget {
  constructor(private readonly data: TargetData) {}

  @Field(() => String, { description: 'The address: signed, so whoever holds it may write this one file.' })
  url(): string {
    return this.data.url
  }

  @Field(() => String, { description: 'The HTTP method, such as PUT.' })
  method(): string {
    return this.data.method
  }

  @Field(() => [UploadHeader], { description: 'The headers that the request must carry.' })
  headers(): UploadHeader[] {
    return this.data.headers.map((header) => new UploadHeader(header))
  }

  @Field(() => DateTime, { nullable: true, description: 'When the address stops working; null where the vendor does not say.' })
  expiresAt(): Date | null {
    return this.data.expiresAt
  }
}
