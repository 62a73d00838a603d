// Builds what is out of date and nothing else, so that `npm start` on a built tree costs a second:
// TypeScript with its own incremental build, the browser pages only when one of their sources is newer.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const run = (bin, ...args) =>
  execFileSync(process.execPath, [join('node_modules', ...bin.split('/')), ...args], { stdio: ['ignore', 2, 2] })

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

for (const page of ['playground']) {
  const built = join('dist', 'pages', page, 'index.html')
  const sources = [join('src', page), 'vite.config.ts', 'package-lock.json']
  if (!existsSync(built) || statSync(built).mtimeMs < newest(sources)) run('vite/bin/vite.js', 'build', '--logLevel', 'warn', '--mode', page)
}
