import { z } from 'zod'
import { text } from '../wire.js'

/** The envelope of every answer. */
export const wireEnvelope = z.object({ error_code: z.union([z.number(), z.string().regex(/^-?\d+$/)]), error_reason: text, data: z.unknown().optional() })

const details = { cn_name: text, ka_type: text, render_image_oss: text, render_movie_oss: text }
const action = z.object({ name: z.string().min(1), ...details })
/** An action under its name, which then need not say its name again, but must say something. */
const namedAction = z.object({ name: z.string().min(1).nullish(), ...details }).refine((fields) => Object.values(fields).some((field) => field != null), 'expected an action')
/** A key action (KA Search, section 2.1). */
export type WireAction = z.output<typeof action>

const actions = z.array(action)

/**
 * The actions of `data`. The document types it a dict and speaks of a list, so three shapes are taken: an array of
 * actions, an object that holds one array, and an object keyed by the actions' names. Anything else is refused.
 */
export const wireActions = z.union([
  actions,
  z
    .record(z.string(), actions)
    .refine((data) => Object.keys(data).length === 1, 'expected one array')
    .transform((data) => Object.values(data).flat()),
  z
    .record(z.string().min(1), namedAction)
    .transform((data) => Object.entries(data).map(([key, { name, ...rest }]): WireAction => ({ name: name ?? key, ...rest }))),
])
