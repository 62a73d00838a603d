import { Ctx, Query, Resolver } from 'type-graphql'
import type { GraphContext } from '../context.js'
import { VendorAccount } from './vendor-account.js'

/** The query over vendor accounts. */
@Resolver()
export class AccountQueries {
  @Query(() => [VendorAccount], { description: 'The vendor accounts of this deployment.' })
  vendorAccounts(@Ctx() context: GraphContext): VendorAccount[] {
    return [...context.services.accounts.values()].map((account) => new VendorAccount(account))
  }
}
