import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Where distributions install Chromium; the variable CHROMIUM_PATH comes first. */
const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const executable = CANDIDATES.find((path) => path !== undefined && existsSync(path))

/**
 * Whether a test that needs a browser can run here; one that cannot is skipped. Where CI is set the answer is always yes,
 * so that a missing browser fails there instead of passing unseen.
 */
export function hasChromium(): boolean {
  return executable !== undefined || Boolean(process.env.CI)
}

/**
 * Starts the installed Chromium, headless, with its own traffic off and no way to resolve a name other than this machine's:
 * what a page asks of another host fails. `dispose` ends the process and its pages. Rejects when no Chromium is installed.
 */
export async function openBrowser(): Promise<{ browser: Browser; dispose: () => Promise<void> }> {
  if (executable === undefined) {
    throw new Error('This test needs Chromium. Install it (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.')
  }
  const browser = await chromium.launch({
    executablePath: executable,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  })
  return { browser, dispose: () => browser.close() }
}
