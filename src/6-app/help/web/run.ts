// The steps of the role, in the language of the screens. Loaded when a tour begins.
import type { Day } from '#base/day'
import { text } from '#base/text'
import { organisation } from '#organisation/web'
import { queries } from '#web/api.ts'
import { beginTour } from '#web/kit/tour.ts'
import { say } from '#web/language.tsx'
import type { Me } from '#web/session.ts'
import { roleOf, tours } from '../domain/tours.ts'

const words = {
  next: text('Tiếp', 'Next'), back: text('Trước', 'Back'), done: text('Xong', 'Done'), leave: text('Thôi xem hướng dẫn', 'Leave the tour'),
  progress: text('Bước {{current}}/{{total}}', 'Step {{current}} of {{total}}'),
}

export async function run({ me, today, go, onEnd }: { me: Me; today: Day; go: (path: string) => Promise<unknown>; onEnd: () => void }): Promise<() => void> {
  const steps = tours[roleOf({ verbs: me.verbs, kind: await kindOf(me, today) })]
  return beginTour({
    steps: steps.map((step) => ({ path: step.path, target: step.target, title: say(step.title), text: say(step.text) })),
    words: { next: say(words.next), back: say(words.back), done: say(words.done), leave: say(words.leave), progress: say(words.progress) },
    go, onEnd,
  })
}

/** null without a unit, and without a connection: the powers alone say enough for a tour. */
async function kindOf({ unitId, verbs }: Me, on: Day): Promise<string | null> {
  if (unitId === null || !verbs.includes('see')) return null
  try {
    return (await queries.fetchQuery(organisation.unit.queryOptions({ input: { id: unitId, on } }))).kind
  } catch {
    return null
  }
}
