import { picture } from '../picture.js'
import { Random } from '../random.js'

/** An action ("KA") as section 2.1 describes it. */
export interface Motion {
  name: string
  cn_name: string
  ka_type: string
  render_image_oss: string
  render_movie_oss: string
}

const GESTURES: readonly (readonly [stem: string, chinese: string])[] = [
  ['PointingSelf', '指向自己'], ['PointingLeft', '指向左侧'], ['PointingRight', '指向右侧'], ['PointingUp', '指向上方'], ['PointingDown', '指向下方'],
  ['Welcome', '欢迎'], ['WaveHand', '挥手'], ['Bow', '鞠躬'], ['Nod', '点头'], ['ShakeHead', '摇头'],
  ['ThumbsUp', '点赞'], ['Applaud', '鼓掌'], ['OpenHands', '摊手'], ['CrossArms', '抱臂'], ['Think', '思考'],
  ['HeartGesture', '比心'], ['Cheer', '加油'], ['InviteLeft', '左侧邀请'], ['InviteRight', '右侧邀请'], ['CountOne', '数字一'],
]
const CHARACTERS = ['CN03', 'CN07', 'EN02'] as const
const KINDS = [['show', '展示'], ['talk', '讲解'], ['idle', '待机']] as const

/** Sixty motions, the same for the same seed; pictures are addresses under `baseUrl`. */
export function createMotions(seed: number, baseUrl: string): Motion[] {
  const random = new Random(seed)
  return CHARACTERS.flatMap((character) => GESTURES.map(([stem, chinese]) => {
    const [kind, kindName] = random.pick(KINDS)
    const name = `M_${character}_${kind}${String(random.integer(1, 9)).padStart(2, '0')}__${stem}`
    const media = `${baseUrl}/oss/ka/${name}`
    return { name, cn_name: `${kindName}·${chinese}`, ka_type: kind, render_image_oss: `${media}.svg`, render_movie_oss: `${media}-movie.svg` }
  }))
}

/** The picture, or the moving picture, of a motion. */
export function motionPicture(motion: Motion, moving: boolean): string {
  const hue = [...motion.name].reduce((sum, character) => sum + character.charCodeAt(0) * 7, 0) % 360
  return picture('person', motion.cn_name, hue, moving)
}
