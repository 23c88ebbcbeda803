// Recording that someone takes an office, ends it, or hands it over.
import { useQuery } from '@tanstack/react-query'
import { findUnits } from '#organisation/web'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm, type FormOf } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { OfficeRow } from '../contract.ts'
import { findPeople, people } from './api.ts'
import { explained } from './explained.ts'
import { bases, words } from './words.ts'

const own = {
  appoint: text('Ghi nhận chức vụ', 'Record an office'),
  person: text('Người giữ chức vụ', 'Who holds it'),
  termFrom: text('Nhiệm kỳ từ', 'Term from'),
  termTo: text('Nhiệm kỳ đến', 'Term to'),
  end: text('Thôi giữ chức vụ', 'End the office'),
  endWhat: text('{name} thôi làm {title}. Quyền hạn của chức vụ hết từ ngày này.', '{name} is no longer {title}. The powers of the office end with this day.'),
  on: text('Từ ngày', 'From the day'),
  handOver: text('Bàn giao chức vụ', 'Hand the office over'),
  to: text('Người nhận', 'Receiver'),
  handOverWhat: text('{title}, {unit}. Người nhận có quyền của chức vụ từ ngày bàn giao, {name} hết quyền từ ngày đó.', '{title}, {unit}. The receiver holds the powers of the office from that day, {name} no longer.'),
}

const basisChoices = (t: ReturnType<typeof useText>) => (Object.keys(bases) as (keyof typeof bases)[]).map((value) => ({ value, label: t(bases[value]) }))

interface OfficeTyped {
  title: string | null; fullTime: boolean; basis: keyof typeof bases | null; from: Day | null
  termFrom: Day | null; termTo: Day | null; decision: string
}
export const emptyOffice = (today: Day): OfficeTyped => ({ title: null, fullTime: false, basis: 'elected', from: today, termFrom: null, termTo: null, decision: '' })
export function checkOffice(v: OfficeTyped) {
  return { title: v.title === null && common.required, basis: v.basis === null && common.required, from: v.from === null && common.required }
}
export function officeOf(v: OfficeTyped) {
  return {
    title: v.title!, fullTime: v.fullTime, basis: v.basis!, from: v.from!, decisionNumber: v.decision.trim() || null,
    term: v.termFrom || v.termTo ? { from: v.termFrom, to: v.termTo } : null,
  }
}

/** The fields of an office within a form that has them. */
export function OfficeFields<Values extends OfficeTyped>({ form: whole }: { form: FormOf<Values> }) {
  const t = useText()
  const form = whole as unknown as FormOf<OfficeTyped>
  const titles = useQuery({ ...people.titles.queryOptions(), staleTime: Infinity })
  return (
    <>
      <SelectField field={form.at('title')} label={t(words.title)} explain={t(explained.title)} required choices={(titles.data ?? []).map((title) => ({ value: title.code, label: t(title.name) }))} />
      <CheckField field={form.at('fullTime')} label={t(words.fullTime)} />
      <SelectField field={form.at('basis')} label={t(words.basis)} explain={t(explained.basis)} required choices={basisChoices(t)} />
      <TextField field={form.at('decision')} label={t(words.decision)} maxLength={100} />
      <DayField field={form.at('from')} label={t(words.since)} required />
      <DayField field={form.at('termFrom')} label={t(own.termFrom)} />
      <DayField field={form.at('termTo')} label={t(own.termTo)} />
    </>
  )
}

/** Given a unit the person is asked for; given a person the unit. */
export function AppointSheet({ unitId, personId, onClose }: { unitId?: string; personId?: string; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `office.appoint.${unitId ?? personId}`, renews: [people.key()], start: { who: null as Found | null, where: null as Found | null, ...emptyOffice(today) },
    check: (v) => ({ who: !personId && v.who === null && common.required, where: !unitId && v.where === null && common.required, ...checkOffice(v) }),
    send: (v, id) => people.appoint.call({ id, personId: personId ?? v.who!.id, unitId: unitId ?? v.where!.id, ...officeOf(v) }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.appoint)} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.appoint)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        {!personId && <SearchSelect field={form.at('who')} label={t(own.person)} of="people" required autoFocus search={(typed) => findPeople(typed, today)} />}
        {!unitId && <SearchSelect field={form.at('where')} label={t(words.unit)} of="units" required autoFocus search={(typed) => findUnits(typed, today)} />}
        <OfficeFields form={form} />
      </Form>
    </Sheet>
  )
}

export function EndDialog({ office, onClose }: { office: OfficeRow; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: null, renews: [people.key()], start: { on: today as Day | null }, check: (v) => ({ on: v.on === null && common.required }),
    send: (v) => people.endOffice.call({ officeId: office.id, on: v.on! }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Dialog title={t(own.end)} open onClose={onClose}>
      <p>{t(own.endWhat, { name: office.personName, title: t(office.titleName) })}</p>
      <Form of={form} submit={t(own.end)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <DayField field={form.at('on')} label={t(own.on)} explain={t(explained.end)} required autoFocus />
      </Form>
    </Dialog>
  )
}

export function HandOverSheet({ office, onClose }: { office: OfficeRow; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `office.hand-over.${office.id}`, renews: [people.key()],
    start: { to: null as Found | null, on: today as Day | null, basis: office.basis as keyof typeof bases | null, decision: '' },
    check: (v) => ({ to: v.to === null && common.required, on: v.on === null && common.required, basis: v.basis === null && common.required }),
    send: (v, id) => people.handOver.call({ officeId: office.id, toPersonId: v.to!.id, newOfficeId: id, on: v.on!, basis: v.basis!, decisionNumber: v.decision.trim() || null }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.handOver)} lead={t(own.handOverWhat, { title: t(office.titleName), unit: office.unitName, name: office.personName })} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.handOver)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SearchSelect field={form.at('to')} label={t(own.to)} explain={t(explained.receiver)} of="people" required autoFocus search={async (typed) => (await findPeople(typed, today)).filter((found) => found.id !== office.personId)} />
        <DayField field={form.at('on')} label={t(own.on)} explain={t(explained.handOverOn)} required />
        <SelectField field={form.at('basis')} label={t(words.basis)} required choices={basisChoices(t)} />
        <TextField field={form.at('decision')} label={t(words.decision)} maxLength={100} />
      </Form>
    </Sheet>
  )
}
