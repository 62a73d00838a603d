import { z } from 'zod'

const text = z.string().nullish()
/** Numbers that stand for words; lists show some of them as text. */
const word = z.union([z.string(), z.number().transform(String)])

/** What createsession and createsessionbyasset answer (1240/90944 and third parties: the table of the new page was cut). */
export const wireCreated = z.object({ SessionId: z.string().min(1), SessionStatus: word.nullish(), PlayStreamAddr: text })
export type WireCreated = z.infer<typeof wireCreated>

/** What statsession answers (1211/62104). */
export const wireStat = z.object({
  SessionStatus: word,
  PlayStreamAddr: text,
  SpeakStatus: text,
  IsSessionStarted: z.boolean().nullish(),
  ErrorCode: z.number().int().nullish(),
  ErrorMessage: text,
})
export type WireStat = z.infer<typeof wireStat>

/** A session as the lists show it (1211/62107 to 62109). */
const wireListed = z.object({
  UserId: text,
  SessionId: z.string().min(1),
  SessionStatus: word,
  PlayStreamAddr: text,
  // The table says text, the sample shows a number.
  DriverType: word.nullish(),
  IsSessionStarted: z.boolean().nullish(),
})
export type WireListed = z.infer<typeof wireListed>

/** What the lists answer. */
export const wireSessions = z.object({ Sessions: z.array(wireListed).nullish() })

/** What gettrtcsign answers (1211/62121). */
export const wireSign = z.object({ UserSig: z.string().min(1), PrivateMapKey: text })
