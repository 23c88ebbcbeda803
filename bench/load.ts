// Two hundred open dashboards while sixteen writers record attendance, everything over HTTP.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { demonstrationAccounts } from '../src/6-app/demonstration/accounts.ts'
import type { Crowd, Happened } from './crowd.ts'
import { screenOf, today, unitsOfLevels, type Ground } from './ground.ts'
import { officialsOf } from './live.ts'
import { percentile, summed, type Figure, type Sizes } from './measure.ts'
import { layRosters } from './rosters.ts'

export async function* measureLoad(ground: Ground, { crowd: { users, writers, seconds, seats } }: Sizes): AsyncGenerator<Figure> {
  const { country } = await unitsOfLevels(ground)
  // Many people share the few accounts that the demonstration has: a session each costs the server the same.
  const { rows } = await ground.system.pools.owner.query<{ username: string }>('select username from access.account where username = any($1) order by 1', [demonstrationAccounts.map((a) => a.username)])
  const seated = await Promise.all(rows.map(async ({ username }) => {
    const { call, cookie } = await screenOf(ground, username)
    return { cookie, unitId: ((await call('GET', '/access/me')) as { unitId: string }).unitId }
  }))
  // Of a long run the rosters are saved again; four hundred waits of the second screen tell the slowest in a hundred from the slowest of all.
  const rosters = await layRosters(ground, writers * Math.min(seconds, 30), seats)
  const { cookie: teacher } = await screenOf(ground, 'laocai')
  const happened = await play({
    address: ground.address, today, seconds,
    users: Array.from({ length: users }, (_, i) => seated[i % seated.length]!),
    writers: Array.from({ length: writers }, (_, i) => ({ cookie: teacher, rosters: rosters.filter((_, n) => n % writers === i) })),
    probe: { writer: (await screenOf(ground, 'tongliendoan')).cookie, reader: (await screenOf(ground, 'kiemtra')).cookie, unitId: country, officials: await officialsOf(ground, Math.min(seconds * 3, 400)), everyMs: Math.max(300, seconds * 1000 / 400) },
  })
  for (const error of happened.firstErrors) process.stderr.write(`${error}\n`)
  const times = (figure: string, of: number[]) => summed(figure, 'ms', [{ value: percentile(of, 0.5), floor: null, p50: percentile(of, 0.5), p99: percentile(of, 0.99) }])
  process.stderr.write(`${users} users and ${writers} writers for ${seconds} s: ${happened.reads.length} reads, ${happened.writes.length} writes, ${happened.visible.length} seen on a second screen, ${happened.heard} announcements heard, ${happened.errors} errors\n`)
  yield times('load.read', happened.reads)
  yield times('load.write', happened.writes)
  yield times('load.second-screen', happened.visible)
  yield summed('load.marks', 'changes/s', [{ value: happened.marks / seconds, floor: null }])
  yield summed('load.reads', 'reads/s', [{ value: happened.reads.length / seconds, floor: null }])
  yield summed('load.errors', 'errors', [{ value: happened.errors, floor: null }])
}

async function play(crowd: Crowd): Promise<Happened> {
  const child = fork(fileURLToPath(new URL('./crowd.ts', import.meta.url)), {
    // Under the test runner a child would take itself for one of its files.
    execArgv: [], env: { ...process.env, NODE_TEST_CONTEXT: undefined }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const complaints: string[] = []
  child.stderr!.setEncoding('utf8').on('data', (said: string) => complaints.push(said))
  try {
    const answered = once(child, 'message')
    // Not its exit alone, which may be heard before the last thing it said.
    const ended = Promise.all([once(child, 'disconnect'), once(child, 'close')]).then(([, [code, signal]]) => { throw new Error(`The crowd went home without a word (${signal ?? code})\n${complaints.join('').slice(-2000)}`) })
    ended.catch(() => {})
    child.send(crowd)
    return (await Promise.race([answered, ended]))[0] as Happened
  } finally {
    child.kill()
  }
}
