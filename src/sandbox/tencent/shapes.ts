import { z } from 'zod'

/** A text of at most so many Unicode characters. */
export function text(max: number): z.ZodString {
  return z.string().refine((value) => [...value].length <= max, `expected at most ${max} characters`)
}

/** An id that is documented as a string although a sample sends a number (effect confirmation, 1211/62062). */
export const TASK_ID = z.union([z.string().min(1), z.int().transform(String)], 'expected the id that the operation returned')

/** The body of what takes no fields. */
export const NOTHING = z.object({})

/** The body of every progress query. */
export const TASK_BODY = z.object({ TaskId: TASK_ID })

/** An address on the web whose path ends in one of the extensions. */
export function fileUrl(...extensions: string[]): z.ZodString {
  return z.string().refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'expected an http or https URL')
    .refine((url) => extensions.length === 0 || extensions.includes(extensionOf(url)), `expected a file of the kind ${extensions.join(', ')}`)
}

/** The extension in lower case of the file that a URL names; empty when it has none. */
export function extensionOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''
}

/** SpeechParam: of a video (1240/81268) all of it, of a session by asset what it names. */
export const SPEECH_PARAM = {
  Speed: z.number().min(0.5).max(1.5),
  TimbreKey: z.string().optional(),
  Volume: z.int().min(0).max(10).optional(),
  EmotionCategory: z.string().optional(),
  EmotionIntensity: z.int().min(50).max(200).optional(),
  TimbreLanguage: z.string().optional(),
}

const PAGE = { PageIndex: z.int().min(1) }
/** Paging of the asset lists: both required, pages counted from 1, at most 100 a page (1211/62126). */
export const PAGING = { ...PAGE, PageSize: z.int().min(1).max(100) }
/** Paging of live rooms: at most 1000 a page (1240/112143). */
export const WIDE_PAGING = { ...PAGE, PageSize: z.int().min(1).max(1000) }

/** A page of a list. */
export function page<T>(items: readonly T[], { PageIndex: index, PageSize: size }: { PageIndex: number; PageSize: number }): T[] {
  return items.slice((index - 1) * size, index * size)
}
