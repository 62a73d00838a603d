import type { Random } from '../../random.js'
import type { StoredRoom } from '../world/rooms.js'
import { WORLD_DATE } from '../world/times.js'

/** A live task that ended before the simulator was started; the same for the same seed. */
export interface PastJob {
  id: string
  room: StoredRoom
  state: 'SUCCEED' | 'FAILED' | 'BLOCKED'
  createdAt: number
  startedAt: number
  endedAt: number
  error?: { error_code: string; error_msg: string }
  blockReason?: string
}

/** One to three tasks for two rooms out of three, oldest first. */
export function pastJobs(rooms: readonly StoredRoom[], random: Random): PastJob[] {
  const jobs = rooms.filter((room) => room.detail.room_type !== 'TEMPLATE' && random.chance(0.66)).flatMap((room) =>
    Array.from({ length: random.integer(1, 3) }, () => pastJob(room, random)))
  return jobs.sort((one, other) => one.createdAt - other.createdAt)
}

function pastJob(room: StoredRoom, random: Random): PastJob {
  const createdAt = room.createdAt + random.integer(3600, Math.floor((WORLD_DATE - room.createdAt) / 1000) - 14_400) * 1000
  const startedAt = createdAt + random.integer(2, 20) * 1000
  const job = { id: random.hex(32), room, createdAt, startedAt, endedAt: startedAt + random.integer(300, 10_800) * 1000 }
  if (room.detail.room_state === 'BLOCKED') return { ...job, state: 'BLOCKED', blockReason: 'The live room was blocked.' }
  if (random.chance(0.2)) return { ...job, state: 'FAILED', error: { error_code: 'MSS.20010035', error_msg: 'There are not enough resources' } }
  return { ...job, state: 'SUCCEED' }
}
