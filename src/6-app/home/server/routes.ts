// "Việc của tôi": duties and key figures gathered from the rooms below; nothing is stored here.
import { implement } from '@orpc/server'
import { measuredOf } from '#indicators'
import { gate, type RequestContext } from '#platform/http/handle'
import { homeContract } from '../contract.ts'
import { dutiesOf } from './duties.ts'

const at = implement(homeContract).$context<RequestContext>().use(gate)

export const homeRoutes = at.router({
  duties: at.duties.handler(async ({ context: { w } }) => ({ duties: await dutiesOf(w) })),
  figures: at.figures.handler(async ({ input, context: { w } }) => {
    const unitId = w.actor.acting?.unitId
    if (!unitId) return { figures: [] }
    return {
      figures: (await measuredOf(w, unitId, input)).flatMap(({ indicator: { id, code, name, stage }, figure: { asked, counted, met, required, gap } }) => (
        stage && asked ? [{ indicatorId: id, code, name, counted, met, target: stage.share, byNumber: stage.number !== null, required, behind: (gap ?? 0) > 0, dueOn: stage.to, to: `/don-vi/${unitId}?muc=chi-tieu` }] : [])),
    }
  }),
})
