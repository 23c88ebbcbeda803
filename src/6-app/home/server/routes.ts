// "Việc của tôi": duties and key figures gathered from the rooms below; nothing is stored here.
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { figuresOf, indicatorsOn } from '#indicators'
import { gate, type RequestContext } from '#platform/http/handle'
import type { Work } from '#platform/work'
import { duties as planDuties } from '#plans'
import { homeContract, type Duty } from '../contract.ts'
import { chairDuties } from './chairs.ts'

const at = implement(homeContract).$context<RequestContext>().use(gate)

export const homeRoutes = at.router({
  duties: at.duties.handler(async ({ context: { w } }) => {
    const unitId = w.actor.acting?.unitId
    const unitName = w.actor.offices.find((o) => o.id === w.actor.acting?.officeId)?.unitName ?? ''
    const list: Duty[] = []
    if (unitId && w.actor.acting?.verbs.has('plan.write')) {
      for (const d of await planDuties(w.tx, unitId, w.today)) {
        list.push({ id: `plan.${d.kind}.${d.id}`, kind: `plan.${d.kind}`, title: d.text, dueOn: d.dueOn, overdue: d.dueOn !== null && d.dueOn < w.today, to: d.to, unitName })
      }
    }
    if (unitId && w.actor.acting?.verbs.has('class.write')) list.push(...await classDuties(w, unitId, unitName))
    if (unitId) list.push(...await chairDuties(w, unitId, unitName))
    return { duties: list.sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999')) }
  }),
  figures: at.figures.handler(async ({ input, context: { w } }) => {
    const unitId = w.actor.acting?.unitId
    if (!unitId) return { figures: [] }
    const indicators = await indicatorsOn(w, input.on)
    const figures = await figuresOf(w, unitId, input)
    return {
      figures: indicators.filter((i) => i.stage).map((i) => {
        const figure = figures.find((f) => f.indicatorId === i.id)!
        return {
          indicatorId: i.id, code: i.code, name: i.name, counted: figure.counted, met: figure.met, target: i.stage!.share, behind: (figure.gap ?? 0) > 0, dueOn: i.stage!.to,
          to: `/don-vi/${unitId}?muc=chi-tieu`,
        }
      }),
    }
  }),
})

/** Classes of the unit that have ended and wait to be closed. */
async function classDuties(w: Work, unitId: string, unitName: string): Promise<Duty[]> {
  const { rows } = await sql<{ id: string; title: string; last_day: Day }>`
    select id, title, last_day from learning.class where unit_id = ${unitId} and status = 'open' and last_day < ${w.today}::date order by last_day`.execute(w.tx)
  return rows.map((c) => ({
    id: `class.close.${c.id}`, kind: 'class.close', title: { vi: `Kết thúc lớp: ${c.title}`, en: `Close the class: ${c.title}` }, dueOn: c.last_day, overdue: true, to: `/lop-hoc/${c.id}`, unitName,
  }))
}
