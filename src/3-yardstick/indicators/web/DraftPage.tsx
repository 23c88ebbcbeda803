// One draft: a form for whoever writes it, a decision for whoever approves it, a record for everybody after that.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { useLive } from '#web/live.ts'
import { useOutbox } from '#web/offline/outbox.ts'
import { useMe } from '#web/session.ts'
import { indicators } from './api.ts'
import { slotOf } from './compose.ts'
import { Composer } from './Composer.tsx'
import { ReviewPage } from './ReviewPage.tsx'

export default function DraftPage() {
  const { draftId } = useParams<'draftId'>()
  const me = useMe()
  const draft = useQuery(indicators.draft.queryOptions({ input: { id: draftId } }))
  const parts = useQuery(indicators.parts.queryOptions({ staleTime: 300_000 }))
  useLive(indicators.draft.key(), (a) => a.event === 'changed' && a.kind.startsWith('indicators.'))
  const waiting = useOutbox(slotOf(draftId))?.filter((entry) => entry.account === me.accountId)
  return (
    <Answer of={draft} lines={10}>{(data) => (
      <Answer of={parts} lines={10}>{(all) => {
        const mine = data.unitId === me.unitId && (data.state === 'draft' || data.state === 'returned')
        if (!mine) return <ReviewPage key={data.state} draft={data} parts={all} />
        return <Composer key={data.id} draft={data} parts={all} waiting={waiting ?? []} />
      }}</Answer>
    )}</Answer>
  )
}
