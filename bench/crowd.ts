// A process of its own that plays everyone at the screens, so that what they cost is not paid by the server that they measure.
// It is told once what to do (Crowd) and answers once what happened (Happened).
import type { Day } from '#base/day'
import type { Roster } from './rosters.ts'
import { ask, listen, secondScreen } from './screen.ts'

export interface Crowd {
  address: string; today: Day; seconds: number
  /** Who looks: the cookie and the own unit. Each has the event stream open, and asks for one page after the other. */
  users: { cookie: string; unitId: string }[]
  /** Who records attendance: rosters of their own each. */
  writers: { cookie: string; rosters: Roster[] }[]
  /** One who writes absences of these officials, and one who waits for each to be seen in T1 of the unit. */
  probe: { writer: string; reader: string; unitId: string; officials: string[]; everyMs: number }
}
export interface Happened { reads: number[]; writes: number[]; visible: number[]; marks: number; heard: number; errors: number; firstErrors: string[] }

const happened: Happened = { reads: [], writes: [], visible: [], marks: 0, heard: 0, errors: 0, firstErrors: [] }
const until = (stop: AbortSignal, ms: number) => new Promise<void>((resolve) => {
  const timer = setTimeout(resolve, ms)
  stop.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
})
/** About a second between two deeds of one person. */
const think = (stop: AbortSignal) => until(stop, 500 + Math.random() * 1000)

function wrong(error: unknown): void {
  happened.errors++
  if (happened.firstErrors.length < 3) happened.firstErrors.push(String((error as Error).stack ?? error))
}

async function timedInto(times: number[], deed: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  try {
    await deed()
    times.push(performance.now() - began)
  } catch (error) {
    wrong(error)
  }
}

async function look({ address, today }: Crowd, { cookie, unitId }: Crowd['users'][number], stop: AbortSignal): Promise<void> {
  const pages = [`/home/figures?on=${today}`, '/home/duties', `/indicators/figures?unitId=${unitId}&on=${today}`]
  // Nobody begins at the same moment.
  await until(stop, Math.random() * 1000)
  for (let i = 0; !stop.aborted; i++) {
    await timedInto(happened.reads, () => ask(address, cookie, 'GET', pages[i % pages.length]!))
    await think(stop)
  }
}

async function record({ address }: Crowd, { cookie, rosters }: Crowd['writers'][number], stop: AbortSignal): Promise<void> {
  await until(stop, Math.random() * 1000)
  for (let i = 0; !stop.aborted; i++) {
    const { classId, sessionId, people } = rosters[i % rosters.length]!
    // Once all are saved they are saved again, with another mark in each cell.
    const state = Math.floor(i / rosters.length) % 2 === 0 ? 'present' : 'late'
    await timedInto(happened.writes, async () => {
      const done = await ask<{ recorded: number; changed: number }>(address, cookie, 'PUT', `/classes/${classId}/attendance`, { marks: people.map((personId) => ({ sessionId, personId, state })) })
      happened.marks += done.recorded + done.changed
    })
    await think(stop)
  }
}

/** From sending a write to having read the changed figure on another screen, that was told by the event stream. */
async function probe({ address, today, probe: { officials, everyMs, ...who } }: Crowd, stop: AbortSignal): Promise<void> {
  const absent = await secondScreen({ address, today, ...who }, stop, wrong)
  for (const personId of officials) {
    if (stop.aborted) return
    try {
      const { seen } = await absent(personId)
      if (!stop.aborted) happened.visible.push(seen)
    } catch (error) {
      wrong(error)
    }
    await until(stop, everyMs)
  }
}

process.once('message', (crowd: Crowd) => {
  void (async () => {
    const over = new AbortController()
    const streams = crowd.users.map(({ cookie }) => listen(crowd.address, cookie, over.signal, () => { happened.heard++ }, wrong))
    const busy = [...crowd.users.map((user) => look(crowd, user, over.signal)), ...crowd.writers.map((writer) => record(crowd, writer, over.signal)), probe(crowd, over.signal)]
    await until(over.signal, crowd.seconds * 1000)
    over.abort()
    await Promise.all([...busy, ...streams])
    process.send!(happened, () => process.disconnect())
  })()
})
