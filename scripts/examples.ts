/** Writes the examples that are alike: `npx tsx scripts/examples.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examples, print } from './examples/all'

for (const [name, flow] of examples()) writeFileSync(join(__dirname, '..', 'examples', `${name}.json`), print(flow))
