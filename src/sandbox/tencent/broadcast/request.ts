import { z } from 'zod'
import { isCallbackUrl } from '../../deliveries.js'
import { fileUrl, SPEECH_PARAM, text } from '../shapes.js'
import { ssmlProblem } from './ssml.js'

const MOST_TEXT = 20_000
const SHORT_TEXT = 2000

/** Words without line breaks and with their symbols escaped; an empty text counts as none. */
function ssml(max: number): z.ZodString {
  return text(max).superRefine((value, context) => {
    const problem = ssmlProblem(value)
    if (problem !== null) context.addIssue(problem)
  })
}

const TARGET = z.string().refine(isCallbackUrl, 'expected an https URL, or http on loopback')
const CALLBACK_URL = TARGET.refine((url) => url.length < 1000, 'expected fewer than 1000 characters').optional()
const STORAGE = { VideoStorageS3Url: TARGET.optional(), SubtitleStorageS3Url: TARGET.optional(), ConcurrencyType: z.enum(['Exclusive', 'Shared']).optional() }
/** Empty counts as Text (1240/81268). */
const DRIVER = z.enum(['', 'Text', 'OriginalVoice', 'ModulatedVoice']).optional()

interface Driven {
  DriverType?: string | undefined
  InputSsml?: string | undefined
  InputAudioUrl?: string | undefined
}

/** Text drive needs words, voice drive a sound. */
function checkDrive(body: Driven, context: z.RefinementCtx): void {
  const byText = body.DriverType === undefined || body.DriverType === '' || body.DriverType === 'Text'
  if (byText && (body.InputSsml ?? '') === '') context.addIssue({ code: 'custom', path: ['InputSsml'], message: 'required with DriverType Text' })
  if (!byText && body.InputAudioUrl === undefined) context.addIssue({ code: 'custom', path: ['InputAudioUrl'], message: `required with DriverType ${body.DriverType}` })
}

const VIDEO_FIELDS = {
  VirtualmanKey: z.string().min(1),
  InputSsml: ssml(MOST_TEXT).optional(),
  SpeechParam: z.object(SPEECH_PARAM),
  VideoParam: z.object({ Format: z.enum(['TransparentWebm', 'TransparentMov', 'Mp4', 'GreenScreenMp4']).optional() }).optional(),
  CallbackUrl: CALLBACK_URL,
  DriverType: DRIVER,
  InputAudioUrl: fileUrl().optional(),
  ...STORAGE,
}

/** The payload of videomake and videomakeadvanced; what more the latter takes (logo, background, placing …) is not checked. */
export const VIDEO_BODY = z.object(VIDEO_FIELDS).superRefine((body, context) => {
  checkDrive(body, context)
  if (body.VideoParam?.Format === 'TransparentMov' && [...body.InputSsml ?? ''].length > SHORT_TEXT) context.addIssue({ code: 'custom', path: ['InputSsml'], message: `expected at most ${SHORT_TEXT} characters with TransparentMov` })
})

/** The payload of videomakenotrain (1211/73472). */
export const REFERENCE_VIDEO_BODY = z.object({
  RefVideoUrl: fileUrl('mp4', 'mov', 'avi'),
  DriverType: z.enum(['Text', 'OriginalVoice']),
  InputAudioUrl: fileUrl().optional(),
  InputSsml: ssml(SHORT_TEXT).optional(),
  SpeechParam: z.object({ ...SPEECH_PARAM, Speed: SPEECH_PARAM.Speed.optional() }).optional(),
  IdentityWrittenUrl: fileUrl().optional(),
  IdentityVideoUrl: fileUrl().optional(),
  VideoLoop: z.union([z.boolean(), z.int()]).optional(),
  VideoParametersConsistent: z.union([z.boolean(), z.int()]).optional(),
  CallbackUrl: CALLBACK_URL,
  ...STORAGE,
}).superRefine((body, context) => {
  checkDrive(body, context)
  if (body.DriverType === 'Text' && body.SpeechParam?.TimbreKey === undefined) context.addIssue({ code: 'custom', path: ['SpeechParam', 'TimbreKey'], message: 'required with DriverType Text' })
})

/** The payload of phototovideonotrain (1211/73473). */
export const REFERENCE_PHOTO_BODY = z.object({
  RefPhotoUrl: fileUrl('jpg', 'jpeg', 'png', 'bmp', 'webp'),
  DriverType: z.enum(['Text', 'OriginalVoice']),
  InputAudioUrl: fileUrl().optional(),
  InputSsml: ssml(SHORT_TEXT).optional(),
  SpeechParam: z.object({ ...SPEECH_PARAM, Speed: SPEECH_PARAM.Speed.optional() }).optional(),
  CallbackUrl: CALLBACK_URL,
  ...STORAGE,
}).superRefine(checkDrive)

/** The payload of tts (1211/62086). */
export const SPEECH_BODY = z.object({
  ...SPEECH_PARAM,
  Speed: SPEECH_PARAM.Speed.optional(),
  VirtualmanKey: z.string().optional(),
  InputSsml: ssml(MOST_TEXT).min(1),
  AudioStorageS3Url: TARGET.optional(),
  SampleRate: z.union([z.literal(24_000), z.literal(16_000)]).optional(),
  Codec: z.enum(['mp3', 'wav']).optional(),
  SentenceMaxWords: z.int().min(0).max(999).optional(),
  /** `0` for none, `1` for all, or the marks themselves. */
  SentenceDisplayPunctuation: z.string().optional(),
  SentenceSplitPunctuation: z.string().optional(),
}).refine((body) => body.TimbreKey !== undefined || body.VirtualmanKey !== undefined, { path: ['TimbreKey'], message: 'this or VirtualmanKey is required' })

/** The payload of any operation that makes a video. */
export type FilmedBody = z.output<typeof VIDEO_BODY> | z.output<typeof REFERENCE_VIDEO_BODY> | z.output<typeof REFERENCE_PHOTO_BODY>
