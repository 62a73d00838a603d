// Writes docs/huawei.md anew: `npm run docs:huawei`.
import { writeFile } from 'node:fs/promises'
import { huaweiPage } from './table.js'

await writeFile(new URL('../../docs/huawei.md', import.meta.url), huaweiPage())
