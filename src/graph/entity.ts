import { Ctx, Field, InterfaceType } from 'type-graphql'
import { encodeId, type EntityRef } from '../domain/ids.js'
import { VendorAccount } from './accounts/vendor-account.js'
import { accountOf } from './abilities.js'
import type { GraphContext } from './context.js'
import { Node, ownType } from './node.js'
import { Vendor } from './vendor.js'

/** An entity that lives at a vendor. Objects of its classes hold a reference and, where a call brought it, data. */
@InterfaceType({ implements: Node, description: 'An entity that lives at one of the vendors.', resolveType: ownType })
export abstract class VendorEntity extends Node {
  constructor(readonly ref: EntityRef) {
    super()
    Object.assign(this, { id: encodeId(ref) })
  }

  @Field(() => Vendor, { description: 'The vendor it lives at.' })
  vendor(@Ctx() context: GraphContext): Vendor {
    return accountOf(context.services, this.ref.account).vendor
  }

  @Field(() => VendorAccount, { description: 'The account at the vendor that owns it.' })
  account(@Ctx() context: GraphContext): VendorAccount {
    return new VendorAccount(accountOf(context.services, this.ref.account))
  }

  @Field(() => String, { description: "The vendor's own id, for its console and its support desk." })
  nativeId(): string {
    return this.ref.key
  }
}
