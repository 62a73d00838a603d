import { randomUUID } from 'node:crypto'
import { startHuaweiSandbox } from '../../src/sandbox/huawei.js'
import type { StoredRoom } from '../../src/sandbox/huawei/world/rooms.js'
import { input, serveUntilStopped } from '../processes.js'

/** What a scenario says of the vendor. */
export interface VendorInput {
  /** How long each answer takes; 0 when left out. */
  latencyMs?: number
  /** Live rooms that there are, each with avatars and voices that there are; the simulated world's own when left out. */
  rooms?: number
}

// The vendor's side, in a process of its own so that it takes no time of the server's thread. Its own throttle is off.
const { latencyMs, rooms } = input<VendorInput>()
const sandbox = await startHuaweiSandbox({ throttle: false })
if (latencyMs) sandbox.faults.add({ latencyMs })
if (rooms) fill(sandbox.world.rooms as StoredRoom[], sandbox.world.roomsById as Map<string, StoredRoom>, rooms)
serveUntilStopped(sandbox.settings, () => sandbox.close(), { calls: () => sandbox.journal.entries().at(-1)?.sequence ?? 0 })

/** Copies whole rooms until there are so many. */
function fill(all: StoredRoom[], byId: Map<string, StoredRoom>, count: number): void {
  const known = new Set(sandbox.world.assets.map(({ id }) => id))
  const whole = all.filter(({ models }) => models.every(({ model_asset_id }) => known.has(model_asset_id)))
  all.length = 0
  for (let n = 0; n < count; n += 1) {
    const source = whole[n % whole.length]!
    const id = randomUUID().replaceAll('-', '')
    const room = { ...source, id, detail: { ...source.detail, room_id: id } }
    all.push(room)
    byId.set(id, room)
  }
}
