import { defineConfig } from 'vitest/config'

export default defineConfig({
  // graphql ships an ES module and a CommonJS build; Node takes the latter everywhere, so the tests must too.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
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
