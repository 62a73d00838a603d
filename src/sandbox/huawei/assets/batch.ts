import { Refusal, type Answer, type Call } from '../../call.js'
import { readBody } from '../body.js'
import type { Context } from '../context.js'
import type { StoredAsset } from './asset.js'
import { checkStateChange, destroy, ownAsset, recycle, restore } from './changes.js'
import { BATCH_BODY, type BatchBody } from './request.js'

type Action = (context: Context, asset: StoredAsset) => void

/** What each action does to one asset; throws when it cannot. */
const ACTIONS: Record<BatchBody['action'], Action> = {
  DELETE: recycle,
  DELETE_FORCE: destroy,
  RESTORE: restore,
  UNACTIVE: (context, asset) => activate(context, asset, 'UNACTIVED'),
  ACTIVE: (context, asset) => activate(context, asset, 'ACTIVED'),
  SHARE: ({ options }, asset) => asset.change({ role: 'SHARER', shared: { shared_type: 'SHARED' } }, options.now()),
  UNSHARE: ({ options }, asset) => asset.change({ role: null, shared: { shared_type: 'PRIVATE' } }, options.now()),
}

/** 4.1.7: does an action to each asset; the answer tells for each whether it worked. */
export function batchExecuteAssetAction(context: Context, call: Call): Answer {
  const { action, asset_ids: ids } = readBody(BATCH_BODY, call)
  const results = [...new Set(ids)].map((id) => {
    try {
      ACTIONS[action](context, ownAsset(context, id, call))
      return { ret_status: 'SUCCESS', asset_ids: [id] }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { ret_status: 'FAILED', asset_ids: [id], error_info: error.answer.body }
    }
  })
  return { status: 200, body: { results } }
}

function activate({ options }: Context, asset: StoredAsset, state: 'ACTIVED' | 'UNACTIVED'): void {
  checkStateChange(asset, state)
  asset.change({ state }, options.now())
}
