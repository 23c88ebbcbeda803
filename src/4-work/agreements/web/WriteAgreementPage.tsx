// Entering an agreement, or correcting one.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { useMe } from '#web/session.ts'
import { AgreementForm } from './AgreementForm.tsx'
import { agreements } from './api.ts'
import { draftOf, emptyDraft } from './draft.ts'

export default function WriteAgreementPage() {
  const { agreementId } = useParams<'agreementId'>()
  return agreementId ? <Edit id={agreementId} /> : <New />
}

function New() {
  const me = useMe()
  const office = me.offices.find((one) => one.id === me.officeId)
  return <AgreementForm id={null} start={emptyDraft(office && me.unitId ? { id: office.unitId, label: office.unitName } : null)} />
}
function Edit({ id }: { id: string }) {
  const page = useQuery(agreements.read.queryOptions({ input: { id } }))
  return <Answer of={page}>{(data) => <AgreementForm key={data.id} id={id} start={draftOf(data)} held={data} />}</Answer>
}
