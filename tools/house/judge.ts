// May this file import that? One pure judgement, from which the lint configuration is generated and by which the whole
// tree is checked: what the editor underlines and what the test names are the same sentence.
import { posix } from 'node:path'
import { browserPackages, browserRooms, importNames, openPlatform, openRooms, packageHomes, rooms, serverPackages, type Room } from '#house'

/** What a file is for within its room. `open`: a platform file that both sides may use; `test`: tests and the
 *  kits beside them (*.test-kit.ts); `outside`: the folders tests, tools and bench. */
export type Part = 'server' | 'contract' | 'domain' | 'web' | 'test' | 'open' | 'outside'

export interface Place { path: string; room: Room | null; part: Part }

/** `rule`: a short name, for tests; `why`: a sentence that says what is wrong and what to do instead. */
export interface Breach { rule: string; why: string }

/** Where a file, named from the root of the repository, stands. */
export function placeOf(path: string): Place {
  const room = rooms.find((r) => path.startsWith(`${r.folder}/`)) ?? null
  if (!room) return { path, room, part: 'outside' }
  const inside = path.slice(room.folder.length + 1)
  if (/\.(test|test-kit)\.tsx?$/.test(inside)) return { path, room, part: 'test' }
  if (browserRooms.includes(room.name) || /(^|\/)web\//.test(inside)) return { path, room, part: 'web' }
  if (room.name === 'base') return { path, room, part: 'domain' }
  if (room.name === 'platform' && openPlatform.includes(inside)) return { path, room, part: 'open' }
  if (inside === 'contract.ts' || (room.name === 'platform' && inside.endsWith('/contract.ts'))) return { path, room, part: 'contract' }
  if (inside.startsWith('domain/')) return { path, room, part: 'domain' }
  return { path, room, part: 'server' }
}

const names = importNames()

/** The file a specifier means, from the root; null for a package; undefined for a # name that is no door. */
export function resolve(from: string, specifier: string): string | null | undefined {
  const plain = specifier.replace(/\?.*$/, '')
  if (plain.startsWith('.')) return posix.join(posix.dirname(from), plain)
  if (!plain.startsWith('#')) return null
  if (names[plain]) return posix.normalize(names[plain])
  const star = Object.keys(names).find((n) => n.endsWith('*') && plain.startsWith(n.slice(0, -1)))
  return star ? posix.normalize(names[star]!.replace('*', plain.slice(star.length - 1))) : undefined
}

/** null: it may. typeOnly: the import leaves nothing behind at run time. */
export function judge(fromPath: string, specifier: string, typeOnly = false): Breach | null {
  if (/(^|\/)\.\.\/(.*\/)?\.\.(\/|$)/.test(specifier)) return breach('depth', 'Reaches up more than one folder. Ask by name: another room as #plans, the platform as #platform/… and #web/…, factories as #tests/…; inside a room keep files near what they use.')
  const from = placeOf(fromPath)
  const target = resolve(fromPath, specifier)
  if (target === undefined) return pastDoor(specifier)
  if (target === null) return judgePackage(from, specifier)
  const to = placeOf(target)
  if (specifier.startsWith('#platform/web/')) return breach('name', 'The web kit is asked as #web/….')
  return judgeRooms(from, to, specifier) ?? judgeParts(from, to, typeOnly)
}

function breach(rule: string, why: string): Breach {
  return { rule, why }
}

function pastDoor(specifier: string): Breach {
  const room = rooms.find((r) => r.door === 'name' && specifier.startsWith(`#${r.name}/`))
  if (!room) return breach('name', 'There is no such name among the imports of package.json (house.ts lists them).')
  return breach('door', 'Goes past a door. A room is asked as #name, #name/contract or #name/web; what is missing there enters its index.ts with a line that says what it promises.')
}

function judgeRooms(from: Place, to: Place, specifier: string): Breach | null {
  if (!to.room) {
    if (!from.room || from.part === 'test' || to.path === 'house.ts') return null
    return breach('upward', 'Looks out of the house: tests, tools and bench stand above it and may not be asked from inside.')
  }
  const byPath = specifier.startsWith('.')
  if (from.room === to.room) {
    const ownDoor = !byPath && to.room.door === 'name' && to.part === 'server'
    return ownDoor && from.part !== 'test' ? breach('self', 'The room asks itself through its own door, which makes a circle. Inside the room import the file itself.') : null
  }
  if (from.room && to.room.floor > from.room.floor) {
    return breach('upward', `Looks up: ${from.room.name} stands on floor ${from.room.floor} and imports go down. Let the roof hand it in, or move the word to a lower floor.`)
  }
  if (from.room && to.room.floor === from.room.floor && !from.room.asks.includes(to.room.name)) {
    const asks = from.room.asks.length > 0 ? `only ${from.room.asks.join(', ')}` : 'nobody'
    return breach('neighbour', `Asks a neighbour that house.ts does not list: on its own floor ${from.room.name} asks ${asks}. Let the roof join the two, or list it in house.ts with a reason.`)
  }
  if (!byPath) return null
  if (to.room.door !== 'relative') return breach('path', `Enters another room by its path. Ask it by name: ${to.room.door === 'path' ? `#${to.room.name}/…` : `#${to.room.name}`}.`)
  const inside = to.path.slice(to.room.folder.length + 1)
  if (!from.room || openRooms.includes(to.room.name) || ['index.ts', 'contract.ts', 'web/index.ts'].includes(inside)) return null
  return breach('door', `Goes past the door of ${to.room.name}: its index.ts, contract.ts or web/index.ts answers those outside.`)
}

function judgeParts(from: Place, to: Place, typeOnly: boolean): Breach | null {
  if (!from.room || from.part === 'test' || !to.room) return null
  if (to.part === 'test') return breach('test', 'Imports a test. What both need becomes a file of its own.')
  if (from.part === 'web') {
    if (to.part === 'contract' && !typeOnly) return breach('contract-value', 'A contract brings zod along, and the first load has no room for it (docs/decisions/0003). Use `import type`; a rule or a list that the screen needs belongs into domain/.')
    return to.part === 'server' ? breach('web-server', 'The browser cannot run server code. Call a route of the contract; a rule that both sides need belongs into domain/.') : null
  }
  if (to.part === 'web') return breach('server-web', 'Server code, contracts and rules know no screens. Screens import them, never the other way round.')
  if (from.part === 'contract') {
    const below = to.part === 'contract' && to.room.floor < from.room.floor
    const shared = to.room.name === 'base' || to.part === 'open' || to.path === 'src/1-platform/http/contract.ts' || (to.room === from.room && to.part === 'domain') || below
    return shared ? null : breach('contract', 'A contract is shared with the browser: it imports #platform/http/contract, #base/…, its own domain/, shapes of contracts below and zod, nothing else.')
  }
  if (from.part === 'domain' || from.part === 'open') {
    const pure = to.part === 'domain' || to.part === 'open' || (to.part === 'contract' && typeOnly)
    return pure ? null : breach('domain', 'A rule is pure: no database, no clock, no server. Let the caller load the facts and hand them in.')
  }
  return null
}

function judgePackage(from: Place, specifier: string): Breach | null {
  if (!from.room || from.part === 'test') return null
  const home = packageHomes.find((h) => h.packages.test(specifier))
  if (home && !home.in.some((place) => from.path === place || from.path.startsWith(`${place}/`))) return breach('package', home.instead)
  if (from.part === 'web') return serverPackages.test(specifier) ? breach('web-server', 'This package cannot run in the browser. Call a route of the contract instead.') : null
  if (browserPackages.test(specifier)) return breach('server-web', 'This package is for screens; only web/ folders use it.')
  if (from.part === 'contract') {
    const known = specifier === 'zod' || (from.path === 'src/1-platform/http/contract.ts' && specifier === '@orpc/contract')
    return known ? null : breach('contract', 'A contract is shared with the browser: of all packages it imports zod alone.')
  }
  if ((from.part === 'domain' || from.part === 'open') && from.room.name !== 'base') {
    return serverPackages.test(specifier) ? breach('domain', 'A rule is pure and runs in the browser too: no database, no files, no server. Let the caller load the facts and hand them in.') : null
  }
  return null
}
