import { Field, InputType, Int, ObjectType } from 'type-graphql'
import type { Layer, LayerPosition as PositionData, LayerSize as SizeData } from '../../domain/production.js'

const CANVAS = 'on a canvas of 1920 × 1080, in portrait of 1080 × 1920'

/** Where a layer stands, in the graph. */
@ObjectType({ description: 'Where a layer stands.' })
export class LayerPosition implements PositionData {
  @Field(() => Int, { description: `Left edge, ${CANVAS}.` })
  x!: number

  @Field(() => Int, { description: `Upper edge, ${CANVAS}.` })
  y!: number

  @Field(() => Int, { description: 'Which layers it lies above: 1 is the lowest.' })
  order!: number
}

/** How large a layer is, in the graph. */
@ObjectType({ description: 'How large a layer is.' })
export class LayerSize implements SizeData {
  @Field(() => Int, { nullable: true, description: 'Width in pixels of the canvas.' })
  width!: number | null

  @Field(() => Int, { nullable: true, description: 'Height in pixels of the canvas.' })
  height!: number | null
}

/** Where a layer stands, as a caller gives it. */
@InputType({ description: 'Where a layer stands.' })
export class LayerPositionInput {
  @Field(() => Int, { defaultValue: 0, description: `Left edge, ${CANVAS}; -1920 to 3840.` })
  x!: number

  @Field(() => Int, { defaultValue: 0, description: `Upper edge, ${CANVAS}; -1920 to 3840.` })
  y!: number

  @Field(() => Int, { nullable: true, description: 'Which layers it lies above, 1 (the lowest) to 100; the order of the list when nothing is said.' })
  order?: number | null
}

/** How large a layer is, as a caller gives it. */
@InputType({ description: 'How large a layer is.' })
export class LayerSizeInput {
  @Field(() => Int, { nullable: true, description: 'Width in pixels of the canvas.' })
  width?: number | null

  @Field(() => Int, { nullable: true, description: 'Height in pixels of the canvas.' })
  height?: number | null
}

/** Reads the place of a layer; `index` is the layer's in its list, from 0. */
export const placeOf = (
  { position, size }: { position?: LayerPositionInput | null; size?: LayerSizeInput | null },
  index: number,
): Pick<Layer, 'position' | 'size'> => ({
  position: position ? { x: position.x, y: position.y, order: position.order ?? index + 1 } : null,
  size: size ? { width: size.width ?? null, height: size.height ?? null } : null,
})
