// Innovation models: thought out in some unions, taken over from one to the next, confirmed every half year; some were let
// lapse and some were ended. Who takes over takes from those that run it already, so a few spread far and most do not.
import type pg from 'pg'
import { ideas } from '../demonstration/models.ts'
import { chance, type Chance } from '../demonstration/random.ts'
import { NULL, Rows } from './copy.ts'
import type { Country, Grassroots, Top } from './country.ts'
import { COMMUNES_TAKE_OVER, LAST, NEVER, write, type DayNumber } from './days.ts'
import { mix } from './ids.ts'
import { recorded, type Identity } from './people.ts'

interface Wish { top: Top; g: Grassroots; n: number; began: DayNumber; became: 'kept' | 'lapsed' | 'ended' }
interface Use extends Wish { id: string; origin: Use; from: Use | null; decidedOn: DayNumber; endedOn: DayNumber }

const USES_OF_UNION = 2
/** Room for the confirmations of one use. */
const CONFIRMATIONS = 8
const HALF_YEAR = 178
const reasons = ['Đã thay bằng cách làm khác', 'Không còn nguồn kinh phí', 'Người phụ trách chuyển công tác']

export async function writeModels(client: pg.ClientBase, country: Country, seed: number, identity: Identity): Promise<number> {
  const c = chance(mix(seed ^ 0x30de))
  const rows = {
    model: new Rows('emulation.model', 'id, unit_id, kind, field, title, does, status, submitted_on, decided_on, decided_at, decided_by_unit, recorded_at'),
    use: new Rows('emulation.use', 'id, model_id, unit_id, taken_from, started_on, ended_on, end_reason, recorded_at'),
    confirmation: new Rows('emulation.confirmation', 'id, use_id, on_day, recorded_at'),
    result: new Rows('emulation.result', 'use_id, ord, name, counted_in, before, after'),
  }
  for (const use of usesOf(c, wishes(c, country), identity)) {
    const { id, g, top, began, endedOn, origin, from } = use
    if (!from) {
      const idea = c.pick(ideas), [name, countedIn, before, after] = idea.measured
      rows.model.add(`${id}\t${g.id}\t${idea.kind}\t${idea.field}\t${idea.title} tại ${g.name.replace('Công đoàn cơ sở ', '')}\t${idea.does}\trecognised\t${write(began)}\t${write(use.decidedOn)}\t${recorded(use.decidedOn)}\t${top.id}\t${recorded(began)}`)
      rows.result.add(`${id}\t0\t${name}\t${countedIn}\t${before ?? NULL}\t${after}`)
    }
    rows.use.add(`${id}\t${origin.id}\t${g.id}\t${from?.id ?? NULL}\t${write(began)}\t${endedOn === NEVER ? `${NULL}\t${NULL}` : `${write(endedOn)}\t${c.pick(reasons)}`}\t${recorded(began)}`)
    for (const [i, on] of confirmed(c, use).entries()) rows.confirmation.add(`${identity('confirmation', use.n * CONFIRMATIONS + i)}\t${id}\t${write(on)}\t${recorded(on)}`)
  }
  let written = 0
  for (const table of Object.values(rows)) written += await table.send(client)
  return written
}

/** Of a hundred unions 35 run one today and ten run two; eight let theirs lapse and five ended it. In the order in which they began. */
function wishes(c: Chance, country: Country): Wish[] {
  const all: Wish[] = []
  for (const top of country.tops) for (const g of top.grassroots) {
    const drawn = c.next() * 100, from = Math.max(COMMUNES_TAKE_OVER, g.founded + 30)
    if (g.ends !== NEVER || drawn > 58) continue
    const became = drawn < 45 ? 'kept' : drawn < 53 ? 'lapsed' : 'ended'
    const to = LAST - { kept: 40, lapsed: 260, ended: 120 }[became]
    for (let i = drawn < 10 ? 0 : 1; i < USES_OF_UNION && from <= to; i++) all.push({ top, g, n: g.number * USES_OF_UNION + i, began: c.between(from, to), became })
  }
  return all.sort((a, b) => a.began - b.began || a.n - b.n)
}

function usesOf(c: Chance, wishes: Wish[], identity: Identity): Use[] {
  const all: Use[] = [], near = new Map<Top, Use[]>(), run = new Map<Grassroots, Use>()
  for (const wish of wishes) {
    const { top, g, began } = wish, around = near.get(top) ?? []
    const fits = (u: Use) => u.origin.decidedOn <= began && u.endedOn > began && run.get(g)?.origin !== u.origin
    let from: Use | null = null
    // Most from a neighbour, some from another province; one in twenty thinks of something new, as do those that find nothing.
    for (let tries = c.percent(5) ? 0 : 6; tries > 0 && !from && all.length > 0; tries--) {
      const met = c.pick(around.length > 0 && c.percent(70) ? around : all)
      if (fits(met)) from = met
    }
    if (from && c.percent(40) && fits(from.origin)) from = from.origin
    const use = { ...wish, id: identity('use', wish.n), from, decidedOn: began + (from ? 0 : c.between(10, 30)), endedOn: wish.became === 'ended' ? c.between(began + 60, LAST - 10) : NEVER } as Use
    use.origin = from?.origin ?? use
    all.push(use)
    near.set(top, around)
    around.push(use)
    run.set(g, use)
  }
  return all
}

/** Days on which the unit said that it runs the model: from the beginning on, half a year apart, until it no longer did. */
function confirmed(c: Chance, { decidedOn, endedOn, became }: Use): DayNumber[] {
  const last = became === 'kept' ? c.between(Math.max(decidedOn, LAST - 150), LAST) : became === 'lapsed' ? c.between(decidedOn, LAST - 210) : c.between(decidedOn, endedOn)
  const days: DayNumber[] = []
  for (let on = last; on > decidedOn; on -= c.between(HALF_YEAR - 18, HALF_YEAR)) days.push(on)
  return [...days, decidedOn]
}
