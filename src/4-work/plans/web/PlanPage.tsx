// One plan: a draft is a form for whoever may write it; an issued one is a paper with living figures.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '#web/address.ts'
import { useLive } from '#web/live.ts'
import { useOutbox } from '#web/offline/outbox.ts'
import { useMay, useMe } from '#web/session.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { aboutPlans, plans } from './api.ts'
import { DraftPage } from './DraftPage.tsx'
import { IssuedPage } from './IssuedPage.tsx'
import { slotOf, withWaiting } from './waiting.ts'

export default function PlanPage() {
  const { planId } = useParams<'planId'>()
  const me = useMe()
  const may = useMay()
  const plan = useQuery(plans.read.queryOptions({ input: { id: planId } }))
  useLive(plans.key(), aboutPlans)
  const waiting = useOutbox(slotOf(planId))?.filter((entry) => entry.account === me.accountId)
  return (
    <Answer of={plan} lines={10}>
      {(data) => {
        if (data.status !== 'draft' || !may('plan.write') || data.unitId !== me.unitId) return <IssuedPage key={data.id} plan={data} />
        if (!waiting) return null
        const shown = withWaiting(data, waiting)
        // Made anew when another text is held; what was typed and not saved yet stays in the browser.
        return <DraftPage key={JSON.stringify([shown.id, shown.writing, shown.title, shown.body, shown.basis, shown.number, shown.targets, shown.tasks, shown.inForce, shown.issuedOn])} plan={shown} waiting={waiting} />
      }}
    </Answer>
  )
}
