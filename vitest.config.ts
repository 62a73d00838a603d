import { defineConfig } from 'vitest/config'

const LOAD = ['test/dashboard/load.test.ts', 'test/attacks/slow-connections.test.ts']
const DELIVERY = ['test/delivery/**/*.test.ts']

export default defineConfig({
  // graphql ships an ES module and a CommonJS build; Node takes the latter everywhere, so the tests must too.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // What measures time, or takes all that the machine has, runs after all else, with the machine to itself; what breaks servers for a long time only when asked for.
    projects: [
      { extends: true, test: { name: 'tests', include: ['test/**/*.test.ts'], exclude: [...LOAD, ...DELIVERY], sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'load', include: LOAD, maxWorkers: 1, sequence: { groupOrder: 1 } } },
      { extends: true, test: { name: 'delivery', include: DELIVERY, sequence: { groupOrder: 2 } } },
    ],
    // Generous: several tests start processes and databases, and a machine may be busy.
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // Two cores: more workers than that only make timings jitter.
    maxWorkers: 2,
    pool: 'forks',
    // One process a worker for all of its files: the schema's libraries are loaded twice in a run instead of once a file. So
    // a test leaves nothing behind in its process: it disposes of what it starts and takes back what it sets.
    isolate: false,
  },
})
