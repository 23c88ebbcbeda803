// Entering an agreement, or correcting one.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { useMe, useToday } from '#web/session.ts'
import { AgreementForm } from './AgreementForm.tsx'
import { agreements, organisation } from './api.ts'
import { draftOf, emptyDraft } from './draft.ts'

export default function WriteAgreementPage() {
  const { agreementId } = useParams<'agreementId'>()
  return agreementId ? <Edit id={agreementId} /> : <New />
}

function New() {
  const me = useMe()
  const today = useToday()
  const unit = useQuery({ ...organisation.unit.queryOptions({ input: { id: me.unitId ?? '', on: today } }), enabled: me.unitId !== null })
  if (me.unitId === null) return <AgreementForm id={null} start={emptyDraft(null)} />
  // An office above enters for the unions below: it says for which.
  return <Answer of={unit}>{(data) => <AgreementForm id={null} start={emptyDraft(data.grassroots ? { id: data.id, label: data.name } : null)} />}</Answer>
}
function Edit({ id }: { id: string }) {
  const page = useQuery(agreements.read.queryOptions({ input: { id } }))
  return <Answer of={page}>{(data) => <AgreementForm key={data.id} id={id} start={draftOf(data)} held={data} />}</Answer>
}
