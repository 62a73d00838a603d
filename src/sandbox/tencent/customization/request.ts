import { z } from 'zod'
import { fileUrl, TASK_ID, text } from '../shapes.js'
import { MAKE_TYPES } from './task.js'

const VIDEO_TYPES = new Set(['IMAGE', 'IMAGE_GENERAL', 'IMAGE_4K'])

/** The payload of `make` (1211/62060, 62069, 62079), with the rules of one field upon another. */
export const MAKE_BODY = z.object({
  AnchorName: z.string().regex(/^[\p{Script=Han}A-Za-z0-9_-]+$/u, 'expected Chinese characters, letters, digits, _ and -').refine((name) => [...name].length >= 2 && [...name].length <= 50, 'expected 2 to 50 characters'),
  MakeType: z.enum(MAKE_TYPES),
  IdentityCosUrl: fileUrl('mp4').optional(),
  IdentityWrittenCosUrl: fileUrl('pdf').optional(),
  MaterialCosUrl: fileUrl().optional(),
  SexType: z.enum(['MALE', 'FEMALE']),
  Notes: text(100).optional(),
  TextDriver: text(1000).refine((value) => value === '' || [...value].length >= 4, 'expected 4 to 1000 characters').optional(),
  VoiceDriverCosFile: fileUrl('wav').optional(),
  AudioId: z.string().min(1).optional(),
  TimbreInfo: z.object({
    TimbreCode: z.string().optional(),
    Speed: z.string().refine((value) => Number(value) >= 0.5 && Number(value) <= 1.5, 'expected a number from 0.5 to 1.5 in a string').optional(),
    IsWithTimbre: z.boolean().optional(),
  }).optional(),
  IsHaveBackground: z.boolean().optional(),
  RemoveBackground: z.union([z.literal(1), z.literal(2)]).optional(),
  AlphaCosUrl: fileUrl().optional(),
  ZeroshortLang: z.enum(['chi', 'eng', 'can']).optional(),
  PhotoVersion: z.union([z.literal(0), z.literal(1)]).optional(),
}).superRefine((body, context) => {
  const wrong = (path: string, message: string): void => void context.addIssue({ code: 'custom', path: [path], message })
  const { MakeType: type } = body
  if (type === 'ZERO_SHOT_VOICE') {
    if (body.AudioId === undefined) wrong('AudioId', 'required with ZERO_SHOT_VOICE; getdetectprogress answers it')
    return
  }
  if (body.MaterialCosUrl === undefined) wrong('MaterialCosUrl', `required with ${type}`)
  else if (VIDEO_TYPES.has(type) && !fileUrl('mp4', 'mov').safeParse(body.MaterialCosUrl).success) wrong('MaterialCosUrl', 'expected a mp4 or mov')
  if (type !== 'IMAGE_PHOTO' && body.IdentityCosUrl === undefined && body.IdentityWrittenCosUrl === undefined) wrong('IdentityCosUrl', `this or IdentityWrittenCosUrl is required with ${type}`)
})
export type MakeBody = z.output<typeof MAKE_BODY>

/** The payload of `customerconfirm` (1211/62062). */
export const CONFIRM_BODY = z.object({ TaskId: TASK_ID, Operate: z.enum(['AGREE', 'REJECT']), Reason: text(300).optional() })
  .refine(({ Operate: operate, Reason: reason }) => operate === 'AGREE' || (reason !== undefined && reason.trim() !== ''), { path: ['Reason'], message: 'required with REJECT' })
