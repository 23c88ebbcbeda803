// What came on paper: a request, or a signed consent with its scan.
import { useState } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { Concerned, PrivacyRequest } from '../contract.ts'
import { requestKinds } from '../domain/requests.ts'
import { privacy } from './api.ts'
import { ScanField } from './ScanField.tsx'
import { kinds, words } from './words.ts'

const own = {
  request: text('Ghi yêu cầu trên giấy', 'Record a request on paper'), consent: text('Ghi sự đồng ý trên giấy', 'Record a consent on paper'),
  of: text('Sự đồng ý', 'Consent'), on: text('Ngày ký', 'Signed on'), lead: text('{name}. Thời hạn tính từ ngày nhận.', '{name}. The time runs from the day of receipt.'),
}
interface Props { person: Pick<Concerned, 'id' | 'name' | 'consents'>; onClose: () => void }

export function RequestOnPaper({ person, onClose }: Props) {
  const t = useText()
  const today = useToday()
  const [file, setFile] = useState<File | null>(null)
  const form = useForm({
    key: `privacy.record.${person.id}`, renews: [privacy.key()],
    start: { kind: null as PrivacyRequest['kind'] | null, activity: null as string | null, askedOn: today as Day | null, asked: '' },
    check: (v) => ({ kind: v.kind === null && common.required, activity: v.kind === 'withdraw' && v.activity === null && common.required, askedOn: v.askedOn === null && common.required, asked: v.asked.trim() === '' && common.required }),
    send: (v, id) => privacy.record.call({ requestId: id, personId: person.id, kind: v.kind!, activity: v.activity, askedOn: v.askedOn!, asked: v.asked, ...(file ? { file } : {}) }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.request)} lead={t(own.lead, { name: person.name })} open onClose={onClose} width={560}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SelectField field={form.at('kind')} label={t(words.kind)} required choices={requestKinds.map((value) => ({ value, label: t(kinds[value]) }))} />
        {form.values.kind === 'withdraw' && <SelectField field={form.at('activity')} label={t(own.of)} required choices={person.consents.map((c) => ({ value: c.activity, label: t(c.name) }))} />}
        <DayField field={form.at('askedOn')} label={t(words.askedOn)} required />
        <TextArea field={form.at('asked')} label={t(words.asked)} required rows={4} maxLength={4000} />
        <ScanField onChoose={setFile} refusals={form.refusalsAt('file')} />
      </Form>
    </Sheet>
  )
}

export function ConsentOnPaper({ person, onClose }: Props) {
  const t = useText()
  const today = useToday()
  const [file, setFile] = useState<File | null>(null)
  const form = useForm({
    key: `privacy.consent.${person.id}`, start: { activity: (person.consents[0]?.activity ?? null) as string | null, on: today as Day | null, file: '' }, renews: [privacy.key()],
    check: (v) => ({ activity: v.activity === null && common.required, on: v.on === null && common.required, file: !file && common.required }),
    send: (v, id) => privacy.recordConsent.call({ consentId: id, personId: person.id, activity: v.activity!, version: person.consents.find((c) => c.activity === v.activity)!.version, on: v.on!, file: file! }),
    done: () => { toast(words.saved); onClose() },
  })
  const chosen = person.consents.find((c) => c.activity === form.values.activity)
  return (
    <Sheet title={t(own.consent)} lead={person.name} open onClose={onClose} width={560}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SelectField field={form.at('activity')} label={t(own.of)} required choices={person.consents.map((c) => ({ value: c.activity, label: t(c.name) }))} />
        {chosen && <p>{t(chosen.wording)}</p>}
        <DayField field={form.at('on')} label={t(own.on)} required />
        <ScanField onChoose={(next) => { setFile(next); form.set({ file: next?.name ?? '' }) }} refusals={form.refusalsAt('file')} />
      </Form>
    </Sheet>
  )
}
