import { document, fanOut } from '../fan-out.js'

/** Ten thousand dashboards that show the same. */
export const scenario = fanOut({ name: 'one event to 10,000 identical subscribers', count: 10_000, documents: [document()], window: 4, plain: 0.7, graphqlWs: 2.5 })
