import { HUAWEI_OPERATIONS } from '../../src/vendors/huawei/operations/all.js'
import { GRAPH_FIELDS } from './graph-fields.js'

const REGIONS = ['cn-north-4', 'cn-east-3', 'ap-southeast-3']

const OTHER_SUCCESS = HUAWEI_OPERATIONS.filter(({ success }) => success !== 200).map(({ section, success }) => `by ${section} with ${success}`).join(', ')

const HEAD = `# Huawei Cloud MetaStudio in the graph

All ${HUAWEI_OPERATIONS.length} operations of the MetaStudio API reference and the fields of the graph behind which they stand. Written by \`npm run docs:huawei\` from the tables of the source; a test fails while this page is stale, and another (\`test/huawei/coverage\`) proves for each operation that the fields named here lead to it, which of its fields arrive when they are set, and which can be read. What cannot be set or read stands there, with the reason.

- Paths are relative to \`/v1/{project_id}\`.
- Rates are calls per second and tenant in ${REGIONS.join(' / ')} (Table 1-2 of the reference); – where it has none. The client keeps them: calls wait their turn.
- A success is answered with status 200, ${OTHER_SUCCESS}.
`

/** The page docs/huawei.md. */
export function huaweiPage(): string {
  const rows = HUAWEI_OPERATIONS.map(({ section, name, method, path, perSecond }) => [
    section,
    `\`${name}\``,
    `${method} \`${path.replace('/v1/{project_id}', '')}\``,
    GRAPH_FIELDS[name as keyof typeof GRAPH_FIELDS].map((field) => `\`${field}\``).join(' '),
    perSecond ? REGIONS.map((region) => perSecond[region]).join(' / ') : '–',
  ])
  const lines = [['§', 'operation', 'method and path', 'in the graph', 'calls per second'], ['---', '---', '---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return `${HEAD}\n${lines.join('\n')}\n`
}
