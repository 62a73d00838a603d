import type { Vendor as VendorName } from '../domain/vendor.js'
import { graphEnum } from './enums.js'

/** The vendors, as a GraphQL enum. */
export const Vendor = graphEnum<VendorName>('Vendor', 'A vendor of digital humans.', {
  TENCENT: 'Tencent Cloud AI Digital Human.',
  SENSETIME: 'SenseTime (SoftSugar).',
  HUAWEI: 'Huawei Cloud MetaStudio.',
  XINGYUN: 'Xingyun 3D.',
})
export type Vendor = VendorName
