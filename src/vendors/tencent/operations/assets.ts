import type { Operation } from '../../operation.js'
import { wireAnchor, wireImage, wirePage, wireService, wireTimbre } from '../wire-assets.js'
import { reusable, row } from './row.js'

const PATH = '/v2/ivh/crmserver/customerassetservice'

/** The lists of what the account has; sections are pages of product 1211. */
export const assetOperations = {
  describesmallsampleimage: reusable(row(`${PATH}/describesmallsampleimage`, '1211/62126', 'READ', wirePage('Virtualmans', wireImage))),
  getimagebyanchor: reusable(row(`${PATH}/getimagebyanchor`, '1211/62131', 'READ', wirePage('Virtualmans', wireImage))),
  getanchor: reusable(row(`${PATH}/getanchor`, '1211/62130', 'READ', wirePage('Virtualmans', wireAnchor))),
  describetimbre: reusable(row(`${PATH}/describetimbre`, '1211/62129', 'READ', wirePage('TimbreAssets', wireTimbre))),
  getserviceasset: row(`${PATH}/getserviceasset`, '1211/62128', 'READ', wirePage('ServiceAssetInfos', wireService)),
} as const satisfies Record<string, Operation>
