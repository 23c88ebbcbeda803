// Entering an agreement, or correcting one.
import { useQuery } from '@tanstack/react-query'
import { useAddress, useParams } from '#web/address.ts'
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
  const [at] = useAddress({ 'don-vi': '' })
  const unitId = at['don-vi'] || me.unitId
  const unit = useQuery({ ...organisation.unit.queryOptions({ input: { id: unitId ?? '', on: today } }), enabled: unitId !== null })
  if (unitId === null) return <AgreementForm id={null} start={emptyDraft(null)} />
  // An office above enters for the unions below: it says for which, or came from the page of one.
  return <Answer of={unit}>{(data) => <AgreementForm id={null} start={emptyDraft(data.grassroots || at['don-vi'] ? { id: data.id, label: data.name } : null)} />}</Answer>
}
function Edit({ id }: { id: string }) {
  const page = useQuery(agreements.read.queryOptions({ input: { id } }))
  return <Answer of={page}>{(data) => <AgreementForm key={data.id} id={id} start={draftOf(data)} held={data} />}</Answer>
}
