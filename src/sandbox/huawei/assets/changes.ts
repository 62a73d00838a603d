import type { Answer, Call } from '../../call.js'
import { appUserOf, visibleTo } from '../app-user.js'
import { readBody } from '../body.js'
import type { Context } from '../context.js'
import { CREDENTIALS } from '../credentials.js'
import { ERRORS, refusal } from '../errors.js'
import { newId } from '../../ids.js'
import { readQuery } from '../query.js'
import { StoredAsset } from './asset.js'
import { CREATE_BODY, UPDATE_BODY, type PropertyChange, type UpdateBody } from './request.js'
import { RESERVED_TYPES } from './types.js'

/** 4.1.1: an asset without files, CREATING until its main file is confirmed. */
export function createDigitalAsset({ world, options, media }: Context, call: Call): Answer {
  const body = readBody(CREATE_BODY, call)
  if (RESERVED_TYPES.has(body.asset_type)) throw refusal(ERRORS.notAdministrator, `only the administrator uploads a ${body.asset_type}`)
  refuseOwner(body.asset_owner)
  const now = options.now()
  const asset = new StoredAsset(
    { id: newId(), type: body.asset_type, source: 'CUSTOMIZATION', projectId: CREDENTIALS.projectId, appUserId: appUserOf(call), createdAt: now },
    {
      name: body.asset_name,
      description: body.asset_description ?? '',
      state: 'CREATING',
      tags: body.tags ?? [],
      meta: body.asset_extra_meta ?? {},
      properties: applyProperties([], body.system_properties ?? []),
      order: body.asset_order ?? 0,
      role: null,
      files: [],
      coverWanted: body.is_need_generate_cover === true && body.asset_type === 'VIDEO',
      ...sharing(body.shared_config),
    },
    now,
    media,
  )
  world.library.add(asset)
  return { status: 200, body: { asset_id: asset.id } }
}

/** 4.1.3: changes what the body names; answers the whole asset. */
export function updateDigitalAsset(context: Context, call: Call): Answer {
  const asset = ownAssetOf(context, call)
  const body = readBody(UPDATE_BODY, call)
  refuseOwner(body.asset_owner)
  if (body.asset_type !== undefined && body.asset_type !== asset.type) throw refusal(ERRORS.invalid, 'asset_type: the type of an asset cannot change')
  if (asset.state === 'DELETING' || asset.state === 'DELETED') throw refusal(ERRORS.assetState, `the asset is ${asset.state}`)
  if (body.asset_state !== undefined) checkStateChange(asset, body.asset_state)
  asset.change({
    ...(body.asset_state === undefined ? {} : { state: body.asset_state }),
    ...(body.asset_name === undefined ? {} : { name: body.asset_name }),
    ...(body.asset_description === undefined ? {} : { description: body.asset_description }),
    ...(body.tags === undefined ? {} : { tags: body.tags }),
    ...(body.asset_order === undefined ? {} : { order: body.asset_order }),
    ...(body.asset_extra_meta === undefined ? {} : { meta: { ...asset.meta, ...body.asset_extra_meta } }),
    ...(body.system_properties === undefined ? {} : { properties: applyProperties(asset.properties, body.system_properties) }),
    ...sharing(body.shared_config),
  }, context.options.now())
  return { status: 200, json: asset.infoJson() }
}

const DELETE_QUERY = { mode: { kind: 'text', max: 32 } } as const

/** 4.1.4: into the recycle bin, or with `mode=force` gone for good. */
export function deleteAsset(context: Context, call: Call): Answer {
  const asset = ownAssetOf(context, call)
  const { mode } = readQuery(DELETE_QUERY, call.query)
  if (mode === 'force') destroy(context, asset)
  else recycle(context, asset)
  return { status: 200 }
}

/** 4.1.6: out of the recycle bin. */
export function restoreAsset(context: Context, call: Call): Answer {
  restore(context, ownAssetOf(context, call))
  return { status: 200 }
}

/** The asset of a path that the caller may change. Throws the vendor's 404, or 401 for an asset of the system. */
export function ownAssetOf(context: Context, call: Call): StoredAsset {
  return ownAsset(context, call.params['asset_id'] ?? '', call)
}

/** The asset of an id that the caller may change. */
export function ownAsset({ world }: Context, id: string, call: Call): StoredAsset {
  const asset = world.assetsById.get(id)
  if (!asset || !visibleTo(appUserOf(call), asset.origin.appUserId)) throw refusal(ERRORS.assetNotFound, 'there is no asset of this id')
  if (asset.source === 'SYSTEM') throw refusal(ERRORS.notAdministrator, 'the asset is one of the system')
  return asset
}

/** Moves an asset into the recycle bin. Throws when it is there already. */
export function recycle({ options }: Context, asset: StoredAsset): void {
  if (asset.state === 'DELETING' || asset.state === 'DELETED') throw refusal(ERRORS.assetStateChange, `the asset is ${asset.state}`)
  asset.change({ state: 'DELETING' }, options.now())
}

/** Takes it out again. Throws when it is not in there. */
export function restore({ options }: Context, asset: StoredAsset): void {
  if (asset.state !== 'DELETING') throw refusal(ERRORS.assetStateChange, `only a DELETING asset can be restored, this one is ${asset.state}`)
  asset.change({ state: asset.file('MAIN') ? 'ACTIVED' : 'CREATING' }, options.now())
}

/** Removes an asset and its files for ever. */
export function destroy({ world, media }: Context, asset: StoredAsset): void {
  world.library.remove(asset)
  for (const file of asset.files) media.delete(file.path)
}

/** Throws unless an asset can become what is asked: only ACTIVED and UNACTIVED can be changed, and only into each other. */
export function checkStateChange(asset: StoredAsset, state: string): void {
  if (state !== 'ACTIVED' && state !== 'UNACTIVED') throw refusal(ERRORS.assetStateTarget, `asset_state: expected ACTIVED or UNACTIVED, got ${state}`)
  if (asset.state !== 'ACTIVED' && asset.state !== 'UNACTIVED') throw refusal(ERRORS.assetStateChange, `the asset is ${asset.state}`)
}

/** The properties after ADD (also when no action is given; one value a key) and DELETE. */
function applyProperties(before: StoredAsset['properties'], changes: readonly PropertyChange[]): StoredAsset['properties'] {
  const result = new Map(before.map(({ key, value }) => [key, value]))
  for (const { action = 'ADD', key, value = '' } of changes) {
    if (key === undefined) continue
    if (action === 'DELETE') result.delete(key)
    else result.set(key, value)
  }
  return [...result].map(([key, value]) => ({ key, value }))
}

/** What a sharing configuration makes of an asset; nothing when none is given. Only the system shares with everybody. */
export function sharing(config: UpdateBody['shared_config']): { shared?: Record<string, unknown>; role?: 'SHARER' | null } {
  if (config === undefined) return {}
  if (config.shared_type === 'PUBLIC') throw refusal(ERRORS.notAdministrator, 'only assets of the system are PUBLIC')
  return { shared: config, role: config.shared_type === 'SHARED' ? 'SHARER' : null }
}

function refuseOwner(owner: string | undefined): void {
  if (owner !== undefined && owner !== CREDENTIALS.projectId) throw refusal(ERRORS.notAdministrator, 'only the administrator sets asset_owner')
}
