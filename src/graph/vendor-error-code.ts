import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql'
import { badInput } from '../domain/errors.js'
import type { VendorCodeMeaning } from '../domain/vendor-codes.js'
import type { GraphContext } from './context.js'
import { Vendor } from './vendor.js'

/** A documented error code of a vendor, in the graph. */
@ObjectType({ description: "What a vendor's own documentation says of one of its error codes." })
export class VendorErrorCode {
  constructor(
    private readonly of: Vendor,
    private readonly data: VendorCodeMeaning,
    private readonly others: readonly VendorCodeMeaning[] = [],
  ) {}

  @Field(() => Vendor, { description: 'The vendor whose table has the code.' })
  vendor(): Vendor {
    return this.of
  }

  @Field(() => String, { description: 'The code, as the vendor spells it.' })
  code(): string {
    return this.data.code
  }

  @Field(() => Int, { nullable: true, description: 'The HTTP status it comes with; 200 for codes that jobs fail with, null where the vendor does not say (SenseTime).' })
  httpStatus(): number | null {
    return this.data.httpStatus
  }

  @Field(() => String, { description: 'What happened, in the words of the vendor.' })
  meaning(): string {
    return this.data.meaning
  }

  @Field(() => String, { nullable: true, description: 'What to do about it, in the words of the vendor.' })
  remedy(): string | null {
    return this.data.remedy
  }

  @Field(() => Boolean, { description: 'Whether the same request may succeed later without a change.' })
  retryable(): boolean {
    return this.data.retryable
  }

  @Field(() => [VendorErrorCode], { description: 'What else it means: some vendors use one code for several things. The HTTP status tells them apart.' })
  alsoMeans(): VendorErrorCode[] {
    return this.others.map((other) => new VendorErrorCode(this.of, other))
  }
}

/** The longest text that is looked up; codes have about a dozen characters. */
const MAX_LENGTH = 64

/** The query over the vendors' error codes. */
@Resolver()
export class VendorErrorCodeQueries {
  @Query(() => VendorErrorCode, {
    nullable: true,
    description: "What a vendor's `vendorCode` means and what to do about it, from the vendor's own table. Blanks and case do not matter; null for a code that the vendor does not document.",
  })
  vendorErrorCode(@Arg('vendor', () => Vendor, { description: 'Whose code it is.' }) vendor: Vendor, @Arg('code', () => String, { description: 'The code, as an error shows it in `vendorCode`.' }) code: string, @Ctx() context: GraphContext): VendorErrorCode | null {
    if (code.length > MAX_LENGTH) throw badInput(`Expected a code of at most ${MAX_LENGTH} characters, got ${code.length}.`, { field: 'code' })
    const [first, ...others] = context.services.vendorCodes.get(vendor)?.(code) ?? []
    return first ? new VendorErrorCode(vendor, first, others) : null
  }
}
