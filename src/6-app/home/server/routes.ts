// "Việc của tôi": duties and key figures gathered from the rooms below; nothing is stored here.
import { implement } from '@orpc/server'
import { figuresOf, indicatorsOn } from '#indicators'
import { gate, type RequestContext } from '#platform/http/handle'
import { homeContract } from '../contract.ts'
import { dutiesOf } from './duties.ts'

const at = implement(homeContract).$context<RequestContext>().use(gate)

export const homeRoutes = at.router({
  duties: at.duties.handler(async ({ context: { w } }) => ({ duties: await dutiesOf(w) })),
  figures: at.figures.handler(async ({ input, context: { w } }) => {
    const unitId = w.actor.acting?.unitId
    if (!unitId) return { figures: [] }
    const indicators = await indicatorsOn(w, input.on)
    const figures = await figuresOf(w, unitId, input)
    return {
      figures: indicators.filter((i) => i.stage).map((i) => {
        const figure = figures.find((f) => f.indicatorId === i.id)!
        return {
          indicatorId: i.id, code: i.code, name: i.name, counted: figure.counted, met: figure.met, target: i.stage!.share, byNumber: i.stage!.number !== null, required: figure.required, behind: (figure.gap ?? 0) > 0, dueOn: i.stage!.to,
          to: `/don-vi/${unitId}?muc=chi-tieu`,
        }
      }),
    }
  }),
})
