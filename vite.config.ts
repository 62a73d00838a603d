import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/** The browser pages and the path each is served under. A page's sources are src/<name>, its output dist/pages/<name>. */
const pages: Record<string, string> = {
  playground: '/graphql/',
  dashboard: '/',
}

/** `vite build --mode <page>` builds that page; scripts/build.js calls it for those whose sources changed. */
export default defineConfig(({ mode: page }) => {
  const base = pages[page]
  if (base === undefined) {
    throw new Error(`--mode must name a page to build, one of: ${Object.keys(pages).join(', ')}. Got "${page}".`)
  }
  return {
    root: resolve(import.meta.dirname, 'src', page),
    base,
    publicDir: false,
    // Monaco's workers load their formatter on demand, which a classic worker's single file cannot.
    worker: { format: 'es' },
    build: {
      outDir: resolve(import.meta.dirname, 'dist/pages', page),
      emptyOutDir: true,
      assetsDir: 'assets',
      target: 'es2022',
      sourcemap: false,
      reportCompressedSize: false,
      // Monaco is one large chunk by nature; splitting it would only add round trips on a local server.
      chunkSizeWarningLimit: 6000,
      rollupOptions: {
        onwarn(warning, warn) {
          // "use client" and its like mean nothing to a bundle without server rendering; a hundred packages' files say them.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
        },
      },
      // Its polyfill is for browsers older than the target.
      modulePreload: { polyfill: false },
    },
  }
})
