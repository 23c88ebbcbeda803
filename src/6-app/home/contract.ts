// The letter-box of "Việc của tôi": what the one signed in has to do, and where the own unit stands. Both are gathered
// from the rooms below; nothing is stored here.
import * as z from 'zod'
import { day, id, route, text } from '#platform/http/contract'

const duty = z.object({
  /** The same as long as the duty is the same, so that a list does not jump. */
  id: z.string(),
  /** Which room asks and for what: 'plan.answer', 'class.close'. */
  kind: z.string(),
  /** The deed itself, with what it is about: "Trình kế hoạch trả lời Kế hoạch 237". */
  title: text,
  /** null: no day is set. */
  dueOn: day.nullable(),
  overdue: z.boolean(),
  /** Path of the screen on which it is done. */
  to: z.string().startsWith('/'),
  unitName: z.string(),
})
export type Duty = z.infer<typeof duty>

const figure = z.object({
  indicatorId: id, code: z.string(), name: text,
  /** Subjects that count, and how many of them are met, on the day asked for, in the unit acted in and all below. */
  counted: z.number().int(), met: z.number().int(),
  /** The stage's threshold in force that day as a part of 1; null: none. */
  target: z.number().nullable(),
  /** A number was set and not a share: those met stand alone, against `required` where it is asked of this very unit. */
  byNumber: z.boolean(), required: z.number().int().nullable(),
  behind: z.boolean(),
  /** The stage's last day; null: open. */
  dueOn: day.nullable(),
  to: z.string().startsWith('/'),
})
export type KeyFigure = z.infer<typeof figure>

export const homeContract = {
  duties: route({ method: 'GET', path: '/home/duties', summary: 'What the one signed in has to do, the most urgent first', needs: { verb: 'signed-in' }, keepPlans: true })
    .output(z.object({ duties: z.array(duty) })),
  figures: route({ method: 'GET', path: '/home/figures', summary: 'Where the unit acted in stands on a day', needs: { verb: 'see' }, keepPlans: true })
    .input(z.object({ on: day, tree: day.optional(), knownAt: z.iso.datetime({ offset: true }).optional() })).output(z.object({ figures: z.array(figure) })),
}
