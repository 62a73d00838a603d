import type { Account } from '../domain/port.js'
import type { VendorCodeTable } from '../domain/vendor-codes.js'
import type { Vendor } from '../domain/vendor.js'
import { createHuaweiAccount } from './huawei/account.js'
import { vendorCodes as huaweiCodes } from './huawei/mapping/error-codes.js'
import type { HuaweiSettings } from './huawei/settings.js'
import { createSenseTimeAccount } from './sensetime/account.js'
import { vendorCodes as sensetimeCodes } from './sensetime/mapping/error-codes.js'
import type { SenseTimeSettings } from './sensetime/settings.js'
import { createTencentAccount } from './tencent/account.js'
import { vendorCodes as tencentCodes } from './tencent/mapping/error-codes.js'
import type { TencentSettings } from './tencent/settings.js'
import { createXingyunAccount } from './xingyun/account.js'
import type { XingyunSettings } from './xingyun/settings.js'

/** The settings of each vendor's accounts. */
export interface VendorSettings {
  HUAWEI: HuaweiSettings
  TENCENT: TencentSettings
  SENSETIME: SenseTimeSettings
  XINGYUN: XingyunSettings
}

/** The vendors that this build can speak to. */
export type KnownVendor = keyof VendorSettings

/** The settings of one account of any vendor. */
export type AccountSettings = { [V in KnownVendor]: { vendor: V } & VendorSettings[V] }[KnownVendor]

/** The only place that knows all vendors. */
const FACTORIES: { [V in KnownVendor]: (settings: VendorSettings[V]) => Account } = {
  HUAWEI: createHuaweiAccount,
  TENCENT: createTencentAccount,
  SENSETIME: createSenseTimeAccount,
  XINGYUN: createXingyunAccount,
}

/** The error codes that each vendor documents; a vendor that documents none is not there. */
export const VENDOR_CODES: ReadonlyMap<Vendor, VendorCodeTable> = new Map([
  ['HUAWEI', huaweiCodes],
  ['TENCENT', tencentCodes],
  ['SENSETIME', sensetimeCodes],
])

/** Opens the accounts, in the order of their settings. No vendor is called yet. */
export function createAccounts(settings: readonly AccountSettings[]): Account[] {
  return settings.map(createAccount)
}

function createAccount<V extends KnownVendor>(settings: { vendor: V } & VendorSettings[V]): Account {
  return FACTORIES[settings.vendor](settings)
}
