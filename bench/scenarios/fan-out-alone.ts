import { document, fanOut } from '../fan-out.js'

/** One event after the other, each on its way alone: nothing goes together with another, so that every hop shows. */
export const scenario = fanOut({ name: 'one event at a time to 1,000 identical subscribers', count: 1_000, documents: [document()], window: 1, plain: 0.7 })
