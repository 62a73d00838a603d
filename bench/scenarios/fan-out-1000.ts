import { document, fanOut } from '../fan-out.js'

/** A thousand dashboards that show the same. */
export const scenario = fanOut({ name: 'one event to 1,000 identical subscribers', count: 1_000, documents: [document()], window: 16, plain: 0.7, graphqlWs: 2.5, alone: { name: 'one event at a time to 1,000 identical subscribers', goal: 0.7 }, quick: true })
