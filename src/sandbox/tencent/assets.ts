import { z } from 'zod'
import type { Answer, Call } from '../call.js'
import { checkImage } from './broadcast/casting.js'
import { success } from './codes.js'
import type { Context } from './context.js'
import { readPayload } from './envelope.js'
import { page, PAGING } from './shapes.js'
import { vendorTime } from './times.js'
import { pictureNames, TYPE_NAMES, type StoredImage } from './world/images.js'
import { sampleName, type StoredTimbre } from './world/timbres.js'

const DRIVERS = ['Text', 'OriginalVoice', 'ModulatedVoice'] as const
const CODES_BODY = { AnchorCodes: z.array(z.string()).optional() }
const PAGE_BODY = z.object({ ...PAGING, ...CODES_BODY })
const ANCHOR_BODY = z.object({ ...PAGING, ...CODES_BODY, VirtualmanTypeCode: z.string().optional() })
const IMAGES_BODY = z.object({ ...PAGING, VirtualmanTypeCode: z.string().min(1), AnchorCode: z.array(z.string()).optional() })
const TIMBRES_BODY = z.object({ ...PAGING, TimbreKey: z.string().optional(), TimbreName: z.string().optional(), PurchaseType: z.enum(['Lease', 'Custom']).optional() })
const IMAGE_TIMBRES_BODY = z.object({ VirtualmanKey: z.string().min(1) })

/** Personal assets (section 5) and the older lists of anchors and voices; newest first, but for anchors. */
export class Assets {
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  /** describesmallsampleimage: the personal avatars. */
  personalImages(call: Call): Answer {
    const body = readPayload(PAGE_BODY, call)
    const found = this.#images((image) => image.personal && (body.AnchorCodes === undefined || body.AnchorCodes.length === 0 || body.AnchorCodes.includes(image.anchorCode)))
    return success({ Virtualmans: page(found, body).map((image) => this.#shownImage(image)), Total: found.length })
  }

  /** getimagebyanchor. */
  imagesByAnchor(call: Call): Answer {
    const body = readPayload(IMAGES_BODY, call)
    const found = this.#images((image) => image.type === body.VirtualmanTypeCode && (body.AnchorCode === undefined || body.AnchorCode.length === 0 || body.AnchorCode.includes(image.anchorCode)))
    return success({ Virtualmans: page(found, body).map((image) => ({ ...this.#shownImage(image), ...typeOf(image), SupportAnchorExtraParams: [] })), Total: found.length })
  }

  /** getanchor, in both of its places: each anchor once. */
  anchors(call: Call): Answer {
    const body = readPayload(ANCHOR_BODY, call)
    const found = this.#images((image) => (body.VirtualmanTypeCode === undefined || image.type === body.VirtualmanTypeCode) && (body.AnchorCodes === undefined || body.AnchorCodes.length === 0 || body.AnchorCodes.includes(image.anchorCode)))
    const anchors = [...new Map(found.map((image) => [image.anchorCode, image])).values()]
    const shown = page(anchors, body).map((image) => ({
      AnchorName: image.anchorName, AnchorCode: image.anchorCode, ...typeOf(image), HeaderImage: this.#context.cos.url(pictureNames(image).header), Tag: image.personal ? '' : '通用',
    }))
    return success({ Virtualmans: shown, Total: anchors.length })
  }

  /** describetimbre. */
  timbres(call: Call): Answer {
    const body = readPayload(TIMBRES_BODY, call)
    const found = this.#context.world.timbres.all.filter((timbre) => (body.TimbreKey === undefined || body.TimbreKey === '' || timbre.id === body.TimbreKey)
      && timbre.name.toLowerCase().includes((body.TimbreName ?? '').toLowerCase()) && (body.PurchaseType === undefined || timbre.purchase === body.PurchaseType))
    return success({ TimbreAssets: page(found, body).map((timbre) => this.#shownTimbre(timbre)), Total: found.length })
  }

  /** gettimbre and getimagetimbre: the voices that go with an avatar. */
  imageTimbres(call: Call): Answer {
    checkImage(this.#context, readPayload(IMAGE_TIMBRES_BODY, call).VirtualmanKey)
    const timbres = this.#context.world.timbres.all.map((timbre) => this.#shownTimbre(timbre))
    return success({ TimbreAssets: timbres, Total: timbres.length })
  }

  #images(test: (image: StoredImage) => boolean): StoredImage[] {
    return this.#context.world.images.all.filter(test)
  }

  #shownImage(image: StoredImage): object {
    const { cos } = this.#context
    const pictures = pictureNames(image)
    return {
      VirtualmanKey: image.id, AnchorName: image.anchorName, AnchorCode: image.anchorCode, ClothesName: image.clothes, PoseName: image.pose, Resolution: image.resolution,
      HeaderImage: cos.url(pictures.header), PoseImage: cos.url(pictures.pose), ClothesImage: cos.url(pictures.clothes), SupportDriverTypes: DRIVERS,
      ExpireDate: vendorTime(image.expiresAt), VideoDuration: image.usedMs, VideoNum: image.videos, OriginZoom: image.zoom, OriginZoomStr: image.zoom.toFixed(3),
      ReferenceVideoSegmentUrl: cos.url(pictures.segment),
    }
  }

  #shownTimbre(timbre: StoredTimbre): object {
    return {
      TimbreKey: timbre.id, TimbreName: timbre.name, TimbreSample: this.#context.cos.url(sampleName(timbre)), TimbreDesc: timbre.description,
      SupportVirtualmanTypeCodes: Object.keys(TYPE_NAMES), SupportDriverTypes: ['Text'], ExpireDate: vendorTime(timbre.expiresAt), AudioDuration: timbre.usedMs, AudioNum: timbre.sounds,
      EmotionalCategories: timbre.emotions, TimbreGender: timbre.gender === 'male' ? 1 : 2, PurchaseType: timbre.purchase, TimbreType: timbre.type, TimbreLanguages: timbre.languages,
    }
  }
}

function typeOf({ type }: StoredImage): object {
  return { VirtualmanType: TYPE_NAMES[type], VirtualmanTypeCode: type }
}
