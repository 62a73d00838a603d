import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { success } from './codes.js'
import type { Context } from './context.js'
import { readPayload } from './envelope.js'
import { page, PAGING } from './shapes.js'
import { vendorTime } from './times.js'

const YEAR_MS = 365 * 24 * 3600 * 1000
const BODY = z.object({ ...PAGING, ServiceType: z.string().optional() })

/** getserviceasset: what the account has bought. The words of ServiceType and the fields of the details are the simulator's own. */
export function listServiceAssets({ world: { quotas, images, timbres }, options }: Context, inUse: number, call: Call): Answer {
  const body = readPayload(BODY, call)
  const { customization } = quotas
  const details = {
    InteractConcurrency: { InteractConcurrencyInfoDetail: { Total: quotas.concurrency, Used: inUse } },
    BroadcastHour: { BroadcastHourInfoDetail: { RemainingMs: quotas.broadcastMs } },
    ImageAsset: {
      ImageAssetInfoDetail: { Remaining: customization.IMAGE + customization.IMAGE_GENERAL + customization.IMAGE_4K + customization.IMAGE_PHOTO, Used: images.all.filter(({ personal }) => personal).length },
    },
    TimbreAsset: {
      TimbreAssetInfoDetail: { Remaining: customization.VOICE + customization.ZERO_SHOT_VOICE, Used: timbres.all.filter(({ purchase }) => purchase === 'Custom').length },
    },
  }
  const rows = Object.entries(details)
    .filter(([type]) => body.ServiceType === undefined || body.ServiceType === '' || body.ServiceType === type)
    .map(([ServiceType, detail]) => ({ ServiceType, ExpireDate: vendorTime(options.now() + YEAR_MS), ...detail }))
  return success({ ServiceAssetInfos: page(rows, body), Total: rows.length })
}
