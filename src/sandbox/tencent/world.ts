import { Random } from '../random.js'
import { Register } from '../register.js'
import type { BroadcastJob } from './broadcast/job.js'
import type { Cos } from './cos.js'
import { MAKE_TYPES, type CustomTask, type MakeType } from './customization/task.js'
import { createImages, type StoredImage } from './world/images.js'
import { createTasks } from './world/tasks.js'
import { createTimbres, type StoredTimbre } from './world/timbres.js'

/** What the account has bought; a test may change the numbers. */
export interface Quotas {
  /** Customizations that may still be submitted; every submission uses one up. */
  customization: Record<MakeType, number>
  /** Interactive sessions and live rooms at the same time. */
  concurrency: number
  /** Milliseconds of video and sound that may still be made. */
  broadcastMs: number
}

/** What the simulated account owns and sees. The same for the same seed, whatever the day. */
export interface World {
  quotas: Quotas
  /** Personal avatars and those of the vendor's library. */
  images: Register<StoredImage>
  timbres: Register<StoredTimbre>
  /** Customizations: avatars and voices. The vendor lists them nowhere; their ids are here. */
  tasks: Register<CustomTask>
  /** Videos and sounds. */
  broadcasts: Register<BroadcastJob>
}

/** Makes the world of a seed, on the day `now` (milliseconds since 1970): what has not expired does not expire for a while. */
export function createWorld(seed: number, cos: Cos, now: number): World {
  const images = createImages(new Random(seed), cos, now)
  const timbres = createTimbres(new Random(seed + 1), cos, now)
  return {
    quotas: {
      customization: Object.fromEntries(MAKE_TYPES.map((type) => [type, 50])) as Quotas['customization'],
      concurrency: 10,
      broadcastMs: 100 * 3600 * 1000,
    },
    images: new Register(images),
    timbres: new Register(timbres),
    tasks: new Register(createTasks(new Random(seed + 2), images, timbres, cos, now)),
    broadcasts: new Register<BroadcastJob>(),
  }
}
