// Builds what is out of date and nothing else, so that `npm start` on a built tree costs a second:
// TypeScript with its own incremental build, the browser pages only when one of their sources is newer.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Runs a package's command and ends with its exit code if it fails, having said why itself. Its output goes to stderr:
 * stdout belongs to the program that is built. Pages are built for production whatever NODE_ENV the caller has.
 */
function run(bin, ...args) {
  const { status, error } = spawnSync(process.execPath, [join('node_modules', ...bin.split('/')), ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

/** Newest modification time below the given files and folders; 0 when there are none. */
function newest(paths) {
  let time = 0
  for (const path of paths) {
    if (!existsSync(path)) continue
    const stat = statSync(path)
    time = Math.max(time, stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs)
  }
  return time
}

run('typescript/bin/tsc', '-b', 'tsconfig.build.json')

for (const page of ['playground', 'dashboard']) {
  const built = join('dist', 'pages', page, 'index.html')
  const sources = [join('src', page), 'vite.config.ts', 'package-lock.json']
  if (!existsSync(built) || statSync(built).mtimeMs < newest(sources)) run('vite/bin/vite.js', 'build', '--logLevel', 'warn', '--mode', page)
}
