// The form of a committee: as the union above recognises it, as it is appointed provisionally, or as the unit reports what it
// elected and waits to be recognised.
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import { standingFrom } from '../domain/committee.ts'
import { findPeople, findPeopleOf, people } from './api.ts'
import { explained } from './explained.ts'
import { ManyPeople } from './ManyPeople.tsx'
import { committeeWords, words } from './words.ts'

const own = {
  president: text('Chủ tịch', 'President'),
  vices: text('Phó Chủ tịch', 'Vice-Presidents'),
  standing: text('Ủy viên Ban Thường vụ', 'Standing Committee members'),
  members: text('Ủy viên Ban Chấp hành', 'Executive Committee members'),
  twice: text('{name} đã có trong danh sách.', '{name} is on the list already.'),
  electedOn: text('Ngày bầu', 'Day of the election'),
  appointedFrom: text('Từ ngày', 'From'),
  termFrom: text('Nhiệm kỳ từ ngày', 'Term from'),
  termFromHelp: text('Để trống: từ ngày bầu.', 'Left empty: from the day of the election.'),
  termTo: text('Nhiệm kỳ đến hết ngày', 'Term until the end of'),
  limit: text('Thời hạn đến hết ngày', 'Until the end of'),
  limitHelp: text('Chỉ ghi khi quyết định nêu thời hạn.', 'Only where the decision sets one.'),
  papers: { recognise: text('Số quyết định công nhận', 'Number of the recognition'), provisional: text('Số quyết định chỉ định', 'Number of the appointment'), report: text('Số nghị quyết, biên bản bầu', 'Number of the resolution or minutes') },
  signed: text('Ngày ký', 'Day of signing'),
  recogniseWhat: text('{name}. Chức vụ của ban chấp hành trước kết thúc từ ngày bầu; chủ tịch mới được đưa vào danh sách bồi dưỡng.', '{name}. Offices of the committee before end with the election; the new chair is put on the list to be trained.'),
  provisionalWhat: text('{name}. Ban chấp hành lâm thời làm việc đến khi có ban chấp hành do đại hội bầu hoặc có quyết định khác.', '{name}. The provisional committee works until one is elected or decided otherwise.'),
  reportWhat: text('{name}. Người trúng cử làm việc ngay từ ngày bầu; công đoàn cấp trên xem và công nhận.', '{name}. Those elected work from the day of the election; the union above looks at it and recognises.'),
}

export type CommitteeMode = 'recognise' | 'provisional' | 'report'
const leads = { recognise: own.recogniseWhat, provisional: own.provisionalWhat, report: own.reportWhat }

interface Typed {
  president: Found | null; vices: Found[]; standing: Found[]; offices: Found[]
  from: Day | null; 'term.from': Day | null; 'term.to': Day | null; number: string; on: Day | null
}

const everyone = (v: Typed) => [...(v.president ? [v.president] : []), ...v.vices, ...v.standing, ...v.offices]

function check(v: Typed, mode: CommitteeMode) {
  const list = everyone(v)
  const twice = list.find((one, i) => list.findIndex(({ id }) => id === one.id) < i)
  return {
    president: v.president === null && common.required, from: v.from === null && common.required, 'term.to': mode !== 'provisional' && v['term.to'] === null && common.required,
    number: mode !== 'report' && v.number.trim() === '' && common.required, on: mode === 'recognise' && v.on === null && common.required,
    offices: twice !== undefined && { vi: own.twice.vi.replace('{name}', twice.label), en: own.twice.en.replace('{name}', twice.label) },
  }
}

export function CommitteeSheet({ unitId, unitName, mode, onClose }: { unitId: string; unitName: string; mode: CommitteeMode; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const provisional = mode === 'provisional'
  const form = useForm<Typed, unknown>({
    key: `committee.${mode}.${unitId}`, renews: [people.key()],
    start: { president: null, vices: [], standing: [], offices: [], from: provisional ? today : null, 'term.from': null, 'term.to': null, number: '', on: mode === 'recognise' ? today : null },
    check: (v) => check(v, mode),
    send: (v, id) => people.formCommittee.call({
      id, unitId, basis: provisional ? 'provisional' : 'elected', from: v.from!, term: { from: v['term.from'] ?? v.from!, to: v['term.to'] && addDays(v['term.to'], 1) },
      decision: mode === 'recognise' || v.number.trim() === '' ? null : { number: v.number, on: v.on }, recognition: mode === 'recognise' ? { number: v.number, on: v.on! } : null,
      offices: ([['president', v.president ? [v.president] : []], ['vice-president', v.vices], ['standing-member', v.standing], ['committee-member', v.offices]] as const)
        .flatMap(([title, list]) => list.map((one) => ({ id: newId(), personId: one.id, title }))),
    }),
    done: () => { toast(mode === 'recognise' ? committeeWords.recognised : words.saved); onClose() },
  })
  // Those of the unit first; someone from elsewhere within reach, such as a full-time official, by name.
  const search = async (typed: string) => {
    const near = await findPeopleOf(unitId, typed, today)
    return near.length > 0 ? near : findPeople(typed, today)
  }
  const of = `committee.${unitId}`
  const count = everyone(form.values).length
  return (
    <Sheet title={t(committeeWords[mode])} lead={t(leads[mode], { name: unitName })} open onClose={onClose} width={640}>
      <Form of={form} submit={t(committeeWords[mode])} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SearchSelect field={form.at('president')} label={t(own.president)} explain={t(explained.president)} of={of} required autoFocus search={search} />
        <ManyPeople field={form.at('vices')} label={t(own.vices)} of={of} search={search} />
        <ManyPeople field={form.at('offices')} label={t(own.members)} of={of} search={search} />
        {(count >= standingFrom || form.values.standing.length > 0) && <ManyPeople field={form.at('standing')} label={t(own.standing)} of={of} search={search} />}
        <DayField field={form.at('from')} label={t(provisional ? own.appointedFrom : own.electedOn)} {...(!provisional && { explain: t(explained.electedOn) })} required />
        {!provisional && <DayField field={form.at('term.from')} label={t(own.termFrom)} help={t(own.termFromHelp)} />}
        <DayField field={form.at('term.to')} label={t(provisional ? own.limit : own.termTo)} required={!provisional} help={provisional ? t(own.limitHelp) : undefined} {...(!provisional && { explain: t(explained.termTo) })} />
        <TextField field={form.at('number')} label={t(own.papers[mode])} {...(mode === 'recognise' && { explain: t(explained.recognition) })} required={mode !== 'report'} maxLength={100} />
        <DayField field={form.at('on')} label={t(own.signed)} required={mode === 'recognise'} />
      </Form>
    </Sheet>
  )
}
