// One plan: a draft is a form for whoever may write it; an issued one is a paper with living figures.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '#web/address.ts'
import { useLive } from '#web/live.ts'
import { useMay, useMe } from '#web/session.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { aboutPlans, plans } from './api.ts'
import { DraftPage } from './DraftPage.tsx'
import { IssuedPage } from './IssuedPage.tsx'

export default function PlanPage() {
  const { planId } = useParams<'planId'>()
  const me = useMe()
  const may = useMay()
  const plan = useQuery(plans.read.queryOptions({ input: { id: planId } }))
  useLive(plans.key(), aboutPlans)
  return (
    <Answer of={plan} lines={10}>
      {(data) => data.status === 'draft' && may('plan.write') && data.unitId === me.unitId
        // Made anew when the server holds another text; what was typed and not sent yet stays in the browser.
        ? <DraftPage key={JSON.stringify([data.id, data.title, data.body, data.basis, data.number, data.targets, data.tasks, data.inForce, data.issuedOn])} plan={data} />
        : <IssuedPage key={data.id} plan={data} />}
    </Answer>
  )
}
