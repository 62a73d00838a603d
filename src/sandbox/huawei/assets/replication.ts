import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Answer, Call } from '../../call.js'
import { readBody } from '../body.js'
import type { Context } from '../context.js'
import { CREDENTIALS } from '../credentials.js'
import { ERRORS, refusal } from '../errors.js'
import { newId } from '../../ids.js'
import { StoredAsset, type AssetFile } from './asset.js'
import { REPLICATION_BODY } from './request.js'

/** The key that all simulators share, as the vendor's regions share theirs. */
const KEY = createHash('sha256').update('sandbox-replication').digest().subarray(0, 16)
const KEY_ID = '1'
const TAG_LENGTH = 16
/** What travels with the asset when it is small; a larger file arrives as its name and size only. */
const MOST_CARRIED = 4 * 1024 * 1024

const CARGO = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  meta: z.record(z.string(), z.record(z.string(), z.unknown())),
  properties: z.array(z.object({ key: z.string(), value: z.string() })),
  files: z.array(z.object({
    name: z.string(), md5: z.string().optional(), size: z.number(), type: z.string(), category: z.string(), bytes: z.string().optional(), mime: z.string().optional(),
  })),
})
type Cargo = z.output<typeof CARGO>

/** 4.1.9: the asset, encrypted, for the same operation's counterpart in another region. Only an ACTIVED asset can be copied. */
export function showAssetReplicationInfo({ world, media }: Context, call: Call): Answer {
  const asset = world.assetsById.get(call.params['asset_id'] ?? '')
  if (!asset) throw refusal(ERRORS.assetNotFound, 'there is no asset of this id')
  if (asset.state !== 'ACTIVED') throw refusal(ERRORS.assetState, `only an ACTIVED asset can be copied, this one is ${asset.state}`)
  const { name, description, tags, meta, properties } = asset.traits
  const cargo: Cargo = {
    id: asset.id, type: asset.type, name, description, tags: [...tags], meta, properties: [...properties],
    files: asset.files.filter((file) => file.state === 'CREATED').map((file) => {
      const object = media.find(file.path)
      const carried = object && object.bytes.length <= MOST_CARRIED ? { bytes: object.bytes.toString('base64'), mime: object.type } : {}
      return { name: file.name, md5: file.md5, size: file.size, type: file.type, category: file.category, ...carried }
    }),
  }
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-128-gcm', KEY, iv)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(cargo)), cipher.final(), cipher.getAuthTag()])
  const shown = iv.toString('base64')
  return { status: 200, body: { asset_id: asset.id, asset_info: `${shown}:${sealed.toString('base64')}`, encryption_info: { algorithm: 'AES128_GCM', key_id: KEY_ID, iv: shown } } }
}

/** 4.1.10: makes the copy. It has an id of its own, as the source's may be in use here; the answer has no body. */
export function createAssetByReplicationInfo(context: Context, call: Call): Answer {
  const body = readBody(REPLICATION_BODY, call)
  const cargo = unseal(body.asset_info, body.encryption_info.iv, String(body.encryption_info.key_id))
  if (cargo.id !== body.asset_id) throw refusal(ERRORS.invalid, 'asset_id: not the asset that asset_info is about')
  const { world, options, media } = context
  const now = options.now()
  const id = newId()
  const files = cargo.files.map(({ bytes, mime, ...file }): AssetFile => {
    const fileId = newId()
    const path = `${id}/${fileId}.${file.type}`
    if (bytes !== undefined) media.keep(path, { bytes: Buffer.from(bytes, 'base64'), type: mime ?? 'application/octet-stream' })
    else if (file.type === 'svg') media.put(path, { motif: 'box', caption: cargo.name, hue: 200 })
    return { ...file, id: fileId, path, state: 'CREATED' }
  })
  const { name, description, tags, meta, properties } = cargo
  world.library.add(new StoredAsset(
    { id, type: cargo.type, source: 'CUSTOMIZATION', projectId: CREDENTIALS.projectId, createdAt: now },
    { name, description, tags, meta, properties, files, state: 'ACTIVED', order: 0, role: null },
    now,
    media,
  ))
  return { status: 200 }
}

function unseal(info: string, iv: string, keyId: string): Cargo {
  const [prefix, sealed = ''] = info.split(':')
  if (prefix !== iv || keyId !== KEY_ID) throw refusal(ERRORS.invalid, 'encryption_info: not the one that came with asset_info')
  try {
    const bytes = Buffer.from(sealed, 'base64')
    const decipher = createDecipheriv('aes-128-gcm', KEY, Buffer.from(iv, 'base64'), { authTagLength: TAG_LENGTH })
    decipher.setAuthTag(bytes.subarray(-TAG_LENGTH))
    const json = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_LENGTH)), decipher.final()]).toString('utf8')
    return CARGO.parse(JSON.parse(json))
  } catch {
    throw refusal(ERRORS.invalid, 'asset_info: cannot be decrypted')
  }
}
