import { z, type ZodType } from 'zod'
import { flag, list, text, texts } from '../wire.js'
import { id, number } from './wire.js'

/** A page of an asset list: the items under the key of the list, and how many there are in all. */
export const wirePage = <T extends ZodType>(key: string, item: T) =>
  z.looseObject({ Total: number, [key]: list(item) }).transform((page) => ({ items: (page[key] ?? []) as z.output<T>[], total: typeof page.Total === 'number' ? page.Total : null }))

/** What is told of an avatar in every list (1211/62126, 62131). What the mainland's pages alone have is there too. */
export const wireImage = z.object({
  VirtualmanKey: id,
  AnchorName: text,
  AnchorCode: text,
  VirtualmanType: text,
  VirtualmanTypeCode: text,
  PurchaseType: text,
  BackgroundChangeable: flag,
  ClothesName: text,
  PoseName: text,
  Resolution: text,
  HeaderImage: text,
  PoseImage: text,
  ClothesImage: text,
  SupportDriverTypes: texts,
  /** Milliseconds since 1970. */
  EffectiveTime: number,
  ExpireDate: text,
  VideoDuration: number,
  VideoNum: number,
  OriginZoomStr: number,
  OriginZoom: number,
  ReferenceVideoSegmentUrl: text,
})
/** What is told of an avatar. */
export type WireImage = z.output<typeof wireImage>

/** A person, of whom there are avatars (1211/62130; gender and purchase on the mainland's page). */
export const wireAnchor = z.object({ AnchorCode: id, AnchorName: text, VirtualmanType: text, VirtualmanTypeCode: text, HeaderImage: text, Tag: text, PurchaseType: text, Gender: number })
/** A person, of whom there are avatars. */
export type WireAnchor = z.output<typeof wireAnchor>

/** A voice (1211/62129). */
export const wireTimbre = z.object({
  TimbreKey: id,
  TimbreName: text,
  TimbreSample: text,
  TimbreDesc: text,
  SupportVirtualmanTypeCodes: texts,
  SupportDriverTypes: texts,
  ExpireDate: text,
  AudioDuration: number,
  AudioNum: number,
  EmotionalCategories: texts,
  TimbreGender: number,
  PurchaseType: text,
  TimbreType: text,
  TimbreLanguages: texts,
})
/** A voice. */
export type WireTimbre = z.output<typeof wireTimbre>

/** Something that was bought (1211/62128): beside these fields there is an object named …InfoDetail, whose fields were not read. */
export const wireService = z.looseObject({ ServiceType: z.string().min(1), ExpireDate: text })
/** Something that was bought. */
export type WireService = z.output<typeof wireService>
