// Correcting a person, moving them to another unit, recording a long absence.
import type { Day } from '#base/day'
import { findUnits } from '#organisation/web'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { PersonCard } from '../contract.ts'
import { people } from './api.ts'
import { checkPerson, PersonFields, personOf } from './personFields.tsx'
import { reasons, standings, words } from './words.ts'

const own = {
  correct: text('Sửa thông tin', 'Correct'),
  move: text('Chuyển nơi làm việc', 'Move to another unit'),
  moveWhat: text('Nơi làm việc hiện tại kết thúc vào hôm trước ngày chuyển. Lịch sử và số liệu các ngày trước giữ nguyên.', 'The present place ends the day before. History and figures of earlier days stay as they are.'),
  to: text('Đơn vị mới', 'New unit'),
  on: text('Chuyển từ ngày', 'Moves on'),
  absence: text('Ghi nhận vắng dài ngày', 'Record a long absence'),
  absenceWhat: text('Chỉ tiêu nào cho phép thì không tính người vắng theo luật; người ấy vẫn hiện trong danh sách loại trừ.', 'Indicators that allow it leave out who is lawfully absent; the person is shown among the excluded.'),
  reason: text('Lý do', 'Reason'),
  until: text('Đi làm lại từ ngày', 'Back at work on'),
}

interface DeedProps { person: PersonCard; onClose: () => void }

export function CorrectSheet({ person, onClose }: DeedProps) {
  const t = useText()
  const form = useForm({
    key: `person.correct.${person.id}`, renews: [people.key()], check: checkPerson,
    start: {
      name: person.name, born: person.born, yearOnly: person.bornPrecision === 'year', sex: person.female === null ? null : person.female ? 'female' as const : 'male' as const,
      phone: person.phone ?? '', email: person.email ?? '', citizenId: '', oldId: '',
    },
    send: (v) => people.correct.call({ id: person.id, ...personOf(v) }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.correct)} lead={person.name} open onClose={onClose} width={560}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}><PersonFields form={form} /></Form>
    </Sheet>
  )
}

export function MoveSheet({ person, onClose }: DeedProps) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `person.move.${person.id}`, renews: [people.key()],
    start: { to: null as Found | null, standing: (person.placements[0]?.standing ?? 'member') as keyof typeof standings | null, on: today as Day | null },
    check: (v) => ({ to: v.to === null && common.required, standing: v.standing === null && common.required, on: v.on === null && common.required }),
    send: (v, id) => people.move.call({ id, personId: person.id, toUnitId: v.to!.id, standing: v.standing!, on: v.on! }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.move)} lead={t(own.moveWhat)} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.move)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SearchSelect field={form.at('to')} label={t(own.to)} of="units" required autoFocus search={(typed) => findUnits(typed, today)} />
        <SelectField field={form.at('standing')} label={t(words.standing)} required choices={(['member', 'worker'] as const).map((value) => ({ value, label: t(standings[value]) }))} />
        <DayField field={form.at('on')} label={t(own.on)} required />
      </Form>
    </Sheet>
  )
}

export function AbsenceSheet({ person, onClose }: DeedProps) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `person.absence.${person.id}`, renews: [people.key()],
    start: { reason: null as keyof typeof reasons | null, from: today as Day | null, to: null as Day | null },
    check: (v) => ({ reason: v.reason === null && common.required, from: v.from === null && common.required }),
    send: (v, id) => people.absence.call({ id, personId: person.id, reason: v.reason!, from: v.from!, to: v.to }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.absence)} lead={t(own.absenceWhat)} open onClose={onClose} width={560}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SelectField field={form.at('reason')} label={t(own.reason)} required choices={(Object.keys(reasons) as (keyof typeof reasons)[]).map((value) => ({ value, label: t(reasons[value]) }))} />
        <DayField field={form.at('from')} label={t(words.since)} required />
        <DayField field={form.at('to')} label={t(own.until)} />
      </Form>
    </Sheet>
  )
}
