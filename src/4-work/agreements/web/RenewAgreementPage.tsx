// Entering the agreement that replaces one: its parties are there already, its term follows on.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { AgreementForm } from './AgreementForm.tsx'
import { agreements } from './api.ts'
import { renewalDraft } from './draft.ts'

export default function RenewAgreementPage() {
  const { agreementId } = useParams<'agreementId'>()
  const before = useQuery(agreements.read.queryOptions({ input: { id: agreementId } }))
  return <Answer of={before}>{(data) => <AgreementForm id={null} start={renewalDraft(data)} keep={`renew.${data.id}`} />}</Answer>
}
