// What is done with a committee that stands: recognised by the union above, filled up, ended before its term.
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { CommitteeRow } from '../contract.ts'
import { committeeTitles, type CommitteeTitle } from '../domain/committee.ts'
import { findPeople, findPeopleOf, people } from './api.ts'
import { explained } from './explained.ts'
import { committeeWords, words } from './words.ts'

const own = {
  what: text('Ban chấp hành bầu ngày {on}. Chủ tịch mới được đưa vào danh sách bồi dưỡng.', 'The committee elected on {on}. The new chair is put on the list to be trained.'),
  number: text('Số quyết định công nhận', 'Number of the recognition'),
  signed: text('Ngày ký', 'Day of signing'),
  endWhat: text('Mọi chức vụ trong ban chấp hành kết thúc cùng ngày; quyền của các chức vụ ấy hết theo.', 'Every office of the committee ends with it, and so do their powers.'),
  endOn: text('Từ ngày', 'From the day'),
  who: text('Người được bầu hoặc chỉ định bổ sung', 'Who is elected or appointed'),
}

interface DeedProps { committee: CommitteeRow; onClose: () => void }

export function RecogniseDialog({ committee, onClose }: DeedProps) {
  const t = useText()
  const { day } = useFormat()
  const today = useToday()
  const form = useForm({
    key: `committee.recognition.${committee.id}`, renews: [people.key()], start: { 'recognition.number': '', 'recognition.on': today as Day | null },
    check: (v) => ({ 'recognition.number': v['recognition.number'].trim() === '' && common.required, 'recognition.on': v['recognition.on'] === null && common.required }),
    send: (v) => people.recogniseCommittee.call({ committeeId: committee.id, recognition: { number: v['recognition.number'], on: v['recognition.on']! } }),
    done: () => { toast(committeeWords.recognised); onClose() },
  })
  return (
    <Dialog title={t(committeeWords.recognise)} open onClose={onClose}>
      <p>{t(own.what, { on: day(committee.during.from) })}</p>
      <Form of={form} submit={t(committeeWords.recognise)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextField field={form.at('recognition.number')} label={t(own.number)} explain={t(explained.recognition)} required maxLength={100} autoFocus />
        <DayField field={form.at('recognition.on')} label={t(own.signed)} required />
      </Form>
    </Dialog>
  )
}

export function EndCommitteeDialog({ committee, onClose }: DeedProps) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: null, renews: [people.key()], start: { on: today as Day | null }, check: (v) => ({ on: v.on === null && common.required }),
    send: (v) => people.endCommittee.call({ committeeId: committee.id, on: v.on! }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Dialog title={t(committeeWords.end)} open onClose={onClose}>
      <p>{t(own.endWhat)}</p>
      <Form of={form} submit={t(committeeWords.end)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}><DayField field={form.at('on')} label={t(own.endOn)} required autoFocus /></Form>
    </Dialog>
  )
}

/** One more office of the committee, for what is left of its term. */
export function FillUpSheet({ committee, unitId, onClose }: DeedProps & { unitId: string }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `committee.fill.${committee.id}`, renews: [people.key()],
    start: { personId: null as Found | null, title: 'committee-member' as CommitteeTitle | null, from: today as Day | null, decision: '' },
    check: (v) => ({ personId: v.personId === null && common.required, title: v.title === null && common.required, from: v.from === null && common.required }),
    send: (v, id) => people.appoint.call({ id, personId: v.personId!.id, unitId, title: v.title!, fullTime: false, basis: committee.basis, from: v.from!, decisionNumber: v.decision.trim() || null, committeeId: committee.id }),
    done: () => { toast(words.saved); onClose() },
  })
  const search = async (typed: string) => {
    const near = await findPeopleOf(unitId, typed, today)
    return near.length > 0 ? near : findPeople(typed, today)
  }
  return (
    <Sheet title={t(committeeWords.fill)} open onClose={onClose} width={560}>
      <Form of={form} submit={t(committeeWords.fill)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SearchSelect field={form.at('personId')} label={t(own.who)} of={`committee.${unitId}`} required autoFocus search={search} />
        <SelectField field={form.at('title')} label={t(words.title)} required choices={committeeTitles.map((value) => ({ value, label: t(committeeWords.titles[value]) }))} />
        <DayField field={form.at('from')} label={t(words.since)} required />
        <TextField field={form.at('decision')} label={t(words.decision)} maxLength={100} />
      </Form>
    </Sheet>
  )
}
