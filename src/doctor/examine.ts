import { ConfigError, type Config } from '../config.js'
import { examineAccounts } from './accounts.js'
import { examineBroker } from './broker.js'
import { examineDatabase } from './database.js'
import { notesOf, type Finding } from './finding.js'
import { examinePublicUrl } from './public-url.js'
import { examineSettings, examineVendors } from './settings.js'

/**
 * Examines a deployment and everything that it depends on, without changing anything: for `npm run doctor`. Reads the
 * configuration by `read`; with mistakes in it, those are all there is to say. `now` is this machine's clock, in epoch
 * milliseconds. Never rejects for what it finds.
 */
export async function examine(read: () => Config, now: () => number = Date.now): Promise<Finding[]> {
  let config: Config
  try {
    config = read()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const notes = notesOf('configuration')
    return error.problems.map((problem) => {
      const [name = '', ...rest] = problem.split(': ')
      return notes.failed(name, rest.join(': '), 'Correct it, then ask again: the rest is looked at only with a configuration that can be read.')
    })
  }
  const found = await Promise.all([
    examineSettings(config, now),
    examineDatabase(config, now),
    examineBroker(config),
    examinePublicUrl(config, now),
    examineAccounts(config, now),
  ])
  return inAreas([...found.flat(), ...examineVendors(config)])
}

/** What belongs together stands together, in the order in which the areas came. */
function inAreas(findings: Finding[]): Finding[] {
  const areas = [...new Set(findings.map(({ area }) => area))]
  return areas.flatMap((area) => findings.filter((finding) => finding.area === area))
}
