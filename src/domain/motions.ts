/** A key action that an avatar can perform while it speaks. */
export interface Motion {
  /** The vendor's full name of the action, such as `M_CN03_show03__PointingSelf`; its id. */
  nativeId: string
  /** The part of the name that a speech command uses: what follows the double underscore. */
  name: string
  /** The name in Chinese. */
  localName: string | null
  /** The vendor's word for the sort of action. */
  kind: string | null
  imageUrl: string | null
  movieUrl: string | null
}

/** What narrows a list of motions. */
export interface MotionFilter {
  /** Part of the name, in English or Chinese, in any case. */
  search?: string
  kinds?: string[]
}
