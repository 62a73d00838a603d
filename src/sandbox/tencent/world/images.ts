import { MP4 } from '../../film.js'
import type { Random } from '../../random.js'
import { CREDENTIALS } from '../credentials.js'
import type { Cos } from '../cos.js'

const DAY_MS = 24 * 3600 * 1000

/** An avatar: a personal one, or one of the vendor's library that has been allotted to the account. */
export interface StoredImage {
  /** VirtualmanKey. */
  readonly id: string
  readonly createdAt: number
  /** False for those of the vendor's library. */
  personal: boolean
  anchorName: string
  anchorCode: string
  type: 'real_man_2d' | 'real_man_3d'
  /** VirtualmanResourceId. */
  resourceId: number
  clothes: string
  pose: string
  resolution: string
  zoom: number
  expiresAt: number
  /** Milliseconds of video made with it. */
  usedMs: number
  videos: number
}

/** The Chinese names of the types. */
export const TYPE_NAMES: Readonly<Record<StoredImage['type'], string>> = { real_man_2d: '2D真人', real_man_3d: '3D真人' }

type Row = readonly [anchor: string, type: StoredImage['type'], personal: boolean, poses: readonly (readonly [clothes: string, pose: string])[], expired?: true]
const ROWS: readonly Row[] = [
  ['苏念安', 'real_man_2d', true, [['白色西装', '站姿'], ['白色西装', '坐姿']]],
  ['Daniel_Brooks', 'real_man_2d', true, [['navy suit', 'standing']]],
  ['陈予怀', 'real_man_2d', true, [['中式长衫', '站姿']]],
  ['Amara-Okafor', 'real_man_2d', true, [['red dress', 'seated']]],
  ['去年的主播', 'real_man_2d', true, [['蓝色衬衫', '站姿']], true],
  ['依丹', 'real_man_2d', false, [['职业装', '站姿'], ['休闲装', '站姿'], ['职业装', '坐姿']]],
  ['云溪', 'real_man_2d', false, [['旗袍', '站姿']]],
  ['星辰', 'real_man_3d', false, [['科技装', '站姿'], ['科技装', '挥手']]],
]

/** The dozen avatars of the world. The first of them has the key of the simulator's settings. */
export function createImages(random: Random, cos: Cos, now: number): StoredImage[] {
  return ROWS.flatMap(([anchorName, type, personal, poses, expired], row) => {
    const anchorCode = random.hex(12)
    return poses.map(([clothes, pose], index): StoredImage => {
      const id = row + index === 0 ? CREDENTIALS.virtualmanKey : random.hex(32)
      const createdAt = now - random.integer(5, 300) * DAY_MS
      const image: StoredImage = {
        id, createdAt, personal, anchorName, anchorCode, type, clothes, pose, resourceId: 10 * row + index + 1,
        resolution: random.pick(['1080x1920', '1920x1080']),
        zoom: random.integer(800, 1200) / 1000,
        expiresAt: expired ? now - DAY_MS : now + random.integer(200, 400) * DAY_MS,
        usedMs: random.integer(0, 5_000_000),
        videos: random.integer(0, 60),
      }
      drawImage(cos, image, random.integer(0, 359))
      return image
    })
  })
}

/** The names in the store of an avatar's pictures and of the video clip that stands for it. */
export function pictureNames({ id }: Pick<StoredImage, 'id'>): { header: string; pose: string; clothes: string; segment: string } {
  return { header: `image/${id}/header.svg`, pose: `image/${id}/pose.svg`, clothes: `image/${id}/clothes.svg`, segment: `image/${id}/segment.mp4` }
}

/** Draws an avatar's pictures and puts its clip there; `hue` is in degrees. */
export function drawImage(cos: Cos, image: StoredImage, hue: number): void {
  const names = pictureNames(image)
  cos.draw(names.header, { motif: 'person', caption: image.anchorName, hue })
  cos.draw(names.pose, { motif: 'person', caption: image.pose, hue })
  cos.draw(names.clothes, { motif: 'person', caption: image.clothes, hue })
  cos.keep(names.segment, { bytes: MP4, type: 'video/mp4' })
}
