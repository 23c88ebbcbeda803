// One import or one undoing in a process of its own, told in JSON: seconds, and the most memory that was held (all of the
// process, as the system counts it). `path` is a file, or the id of an import that is to be taken back.
import { basename } from 'node:path'
import { isId, newId } from '#base/id'
import { sourceAt } from '#platform/sheets/source'
import { commitImport, receive, topUnit, undoImport } from '../src/6-app/intake/index.ts'
import { openSystem } from '../src/6-app/server/system.ts'

const { connection, dataDir, path, now } = JSON.parse(process.argv[2]!)
const system = await openSystem(connection, { dataDir, trustedProxies: [], now: () => new Date(now) })
const id = isId(path) ? path : newId()
const began = performance.now()
const done = await system.work(async (w) => {
  if (isId(path)) return await undoImport(w, id)
  await receive(w, { id, unitId: (await topUnit(w.tx)).id, name: basename(path), pieces: (await sourceAt(path)).pieces() })
  return commitImport(w, id)
})
const seconds = (performance.now() - began) / 1000
await system.close()
process.stdout.write(JSON.stringify({ id, seconds, megabytes: process.resourceUsage().maxRSS / 1024, ...done }))
