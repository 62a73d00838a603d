import { document, fanOut } from '../fan-out.js'

/** A thousand dashboards of fifty kinds. */
export const scenario = fanOut({ name: '1,000 subscribers with 50 different documents', count: 1_000, documents: Array.from({ length: 50 }, (_, n) => document(`page${n}`)), window: 16, plain: 0.5 })
