import type { Operation } from '../../operation.js'
import { throttle } from '../operations.js'
import { wireActionResults, wireCreatedAsset, wireFileUpload, wireLargeFileUpload, wireReplication } from '../wire-assets.js'
import { wireAsset } from '../wire.js'

const WRITES = throttle(10, 5, 5)

/** The operations that make, change and copy assets (section 4.1). Table 1-2 has no rate for batches and copies. */
export const assetOperations = {
  createDigitalAsset: {
    name: 'createDigitalAsset',
    section: '4.1.1',
    method: 'POST',
    path: '/v1/{project_id}/digital-assets',
    retry: 'CREATE',
    perSecond: WRITES,
    success: 200,
    answer: wireCreatedAsset,
  },
  updateDigitalAsset: {
    name: 'updateDigitalAsset',
    section: '4.1.3',
    method: 'PUT',
    path: '/v1/{project_id}/digital-assets/{asset_id}',
    retry: 'IDEMPOTENT',
    perSecond: WRITES,
    success: 200,
    answer: wireAsset,
  },
  deleteAsset: {
    name: 'deleteAsset',
    section: '4.1.4',
    method: 'DELETE',
    path: '/v1/{project_id}/digital-assets/{asset_id}',
    retry: 'IDEMPOTENT',
    perSecond: WRITES,
    success: 200,
  },
  restoreAsset: {
    name: 'restoreAsset',
    section: '4.1.6',
    method: 'POST',
    path: '/v1/{project_id}/digital-assets/{asset_id}/restore',
    retry: 'IDEMPOTENT',
    perSecond: WRITES,
    success: 200,
  },
  // A second deletion of what the first one deleted would be told as a failure.
  batchExecuteAssetAction: {
    name: 'batchExecuteAssetAction',
    section: '4.1.7',
    method: 'POST',
    path: '/v1/{project_id}/digital-assets/batch-action',
    retry: 'CREATE',
    success: 200,
    answer: wireActionResults,
  },
  showAssetReplicationInfo: {
    name: 'showAssetReplicationInfo',
    section: '4.1.9',
    method: 'GET',
    path: '/v1/{project_id}/digital-assets/{asset_id}/replication-info',
    retry: 'READ',
    success: 200,
    answer: wireReplication,
  },
  createAssetByReplicationInfo: {
    name: 'createAssetByReplicationInfo',
    section: '4.1.10',
    method: 'POST',
    path: '/v1/{project_id}/digital-assets-by-replication-info',
    retry: 'CREATE',
    success: 200,
  },
} as const satisfies Record<string, Operation>

/** The operations over files (section 4.2). Table 1-2 has no rate for large ones. */
export const fileOperations = {
  createFile: {
    name: 'createFile',
    section: '4.2.1',
    method: 'POST',
    path: '/v1/{project_id}/files',
    retry: 'CREATE',
    perSecond: WRITES,
    success: 200,
    answer: wireFileUpload,
  },
  deleteFile: {
    name: 'deleteFile',
    section: '4.2.2',
    method: 'DELETE',
    path: '/v1/{project_id}/files/{file_id}',
    retry: 'IDEMPOTENT',
    perSecond: WRITES,
    success: 200,
  },
  // A second confirmation of a file is refused.
  confirmFileUpload: {
    name: 'confirmFileUpload',
    section: '4.2.3',
    method: 'POST',
    path: '/v1/{project_id}/files/{file_id}/complete',
    retry: 'CREATE',
    perSecond: WRITES,
    success: 200,
  },
  createLargeFile: {
    name: 'createLargeFile',
    section: '4.2.4',
    method: 'POST',
    path: '/v1/{project_id}/large-files',
    retry: 'CREATE',
    success: 200,
    answer: wireLargeFileUpload,
  },
} as const satisfies Record<string, Operation>
