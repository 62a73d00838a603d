import { z } from 'zod'
import { text } from '../wire.js'

/** The answer of getuploadcredentials (1211/62058); the sample shows the keys as text where the table says object. */
export const wireCredentials = z.object({
  Credentials: z.object({ Token: z.string(), TmpSecretId: z.string(), TmpSecretKey: z.string() }),
  // Unix seconds. The start is seen by third parties only.
  ExpiredTime: z.number(),
  StartTime: z.number().nullish(),
  PathPrefix: z.url(),
})
export type WireCredentials = z.infer<typeof wireCredentials>

/** What a customization made (1211/62061, AssetInfo; the table is cut, names as third parties have them). */
const wireMadeAsset = z.object({ VirtualmanKey: text, TimbreKey: text })

/** The answer of getprogress (1211/62061, 1240/96070). */
export const wireProgress = z.object({
  Status: z.string(),
  FailMessage: text,
  StageV2: text,
  StatusV2: text,
  // A text that holds JSON, filled in the stage CONFIRM only.
  StageInfo: z.unknown().optional(),
  AssetList: z.array(wireMadeAsset).nullish(),
})
export type WireProgress = z.infer<typeof wireProgress>

/** CustomerConfirmContent, the JSON inside `StageInfo` (1211/62061). */
export const wireConfirmContent = z.object({
  TrainResult: z.array(z.string()).nullish(),
  RejectReason: text,
  // Times as `YYYY-MM-DD HH:mm:ss`.
  TrainRecord: z.array(z.object({ StartTime: text, Record: z.array(z.string()).nullish() })).nullish(),
})
export type WireConfirmContent = z.infer<typeof wireConfirmContent>

const wireSampleText = z.object({ TextId: z.string().min(1), Text: z.string() })

/**
 * The answer of gettext. The name of the list in it is not known (the one that a third party uses looks like a slip), so
 * the list is found by what its items are.
 */
export const wireSampleTexts = z.record(z.string(), z.unknown()).transform((answer, issues) => {
  for (const value of Object.values(answer)) {
    const texts = z.array(wireSampleText).safeParse(value)
    if (texts.success) return texts.data
  }
  issues.addIssue('expected a list of texts, each with TextId and Text')
  return z.NEVER
})

/** The answer of getdetectprogress (1211/62078). */
export const wireDetection = z.object({
  AudioId: text,
  DetectionCode: z.number().int().nullish(),
  DetectionMsg: text,
  TaskState: z.string(),
})
export type WireDetection = z.infer<typeof wireDetection>
