// What is recorded of a signed agreement: sending, bargaining, amendment, extension, widening, judgment, an early end.
import { IconCalendarPlus, IconDots, IconFilePlus, IconGavel, IconMessages, IconPencil, IconScale, IconSend, IconTrash, IconWorldPlus, IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { addDays, isDay, type Day } from '#base/day'
import { text, type Text } from '#base/text'
import { indicators } from '#indicators/web'
import { queries } from '#web/api.ts'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm, type FormOf } from '#web/kit/form/useForm.ts'
import { Menu } from '#web/kit/Menu.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { Agreement } from '../contract.ts'
import styles from './Agreements.module.css'
import { agreements } from './api.ts'
import { explained } from './explained.ts'
import { words } from './words.ts'

const own = {
  more: text('Ghi việc khác', 'Record something else'), edit: text('Sửa', 'Edit'), correct: text('Sửa thông tin ghi sai', 'Correct what was entered wrong'), renew: text('Nhập thỏa ước mới thay thế', 'Enter the agreement that replaces it'), discard: text('Xóa bản nháp', 'Discard the draft'), discardTitle: text('Xóa bản nháp này?', 'Discard this draft?'), discardLead: text('Bản nháp mất hẳn.', 'The draft is gone for good.'), discarded: text('Đã xóa bản nháp', 'Draft discarded'),
  send: text('Ghi việc gửi cơ quan lao động', 'Record the sending'), bargain: text('Ghi việc thương lượng', 'Record bargaining'), amend: text('Ghi sửa đổi, bổ sung', 'Record an amendment'), extend: text('Ghi gia hạn', 'Record an extension'), widen: text('Ghi mở rộng phạm vi áp dụng', 'Record an extension to others'), judge: text('Ghi bản án tuyên vô hiệu', 'Record a judgment'), end: text('Ghi chấm dứt trước hạn', 'Record an early end'), unEnd: text('Bỏ việc chấm dứt trước hạn', 'Take the early end back'), unEndLead: text('Chỉ khi đã ghi nhầm.', 'Only where it was recorded by mistake.'),
  decisionNumber: text('Số quyết định', 'Number of the decision'), decidedOn: text('Ngày quyết định', 'Decided on'), decidedBy: text('Cơ quan quyết định', 'Decided by'), reach: text('Áp dụng thêm cho', 'It binds also'), from: text('Từ ngày', 'From'), to: text('Đến hết ngày', 'To the end of'), fromBargain: text('Bắt đầu thương lượng', 'Bargaining began'), toBargain: text('Kết thúc thương lượng', 'Bargaining ended'), aim: text('Mục đích', 'Aim'), aimExtend: text('Gia hạn thỏa ước này', 'To extend this one'), aimRenew: text('Ký thỏa ước mới', 'A new agreement'), note: text('Ghi chú', 'Note'),
  what: text('Nội dung sửa đổi, bổ sung', 'What is changed'), whatExtend: text('Gia hạn thời hạn thỏa ước', 'The term is extended'), number: text('Số phụ lục, văn bản', 'Number of the paper'), extendsTo: text('Hết hạn mới: đến hết ngày', 'New last day'), judgmentNumber: text('Số bản án, quyết định', 'Number of the judgment'), court: text('Tòa án', 'Court'), judgedOn: text('Ngày bản án', 'Day of the judgment'), whole: text('Vô hiệu toàn bộ', 'Void as a whole'), part: text('Phần bị tuyên vô hiệu (điều, khoản)', 'Part that is void (articles)'), voidsOn: text('Vô hiệu từ ngày', 'Void from'), ofParts: text('Nội dung có thời hạn riêng bị vô hiệu', 'Contents with a term of their own that are void'),
  endOn: text('Không còn hiệu lực từ ngày', 'No longer in force from'), why: text('Lý do', 'Reason'), sameVote: text('Cũng phải lấy ý kiến và được trên 50% tổng số người lao động tán thành (Điều 82).', 'It takes the same vote: more than 50% of all employees (article 82).'),
}
type Open = 'no' | 'send' | 'bargain' | 'amend' | 'extend' | 'widen' | 'judge' | 'end' | 'unEnd' | 'discard'
interface Own { id: string; unitId: string }

export function Deeds({ data }: { data: Agreement }) {
  const t = useText()
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>('no')
  if (!data.may.write) return null
  const close = () => setOpen('no')
  const at: Own = { id: data.id, unitId: data.unitId }
  if (data.status === 'draft') {
    return (
      <>
        <Button tone="quiet" icon={IconTrash} onClick={() => setOpen('discard')}>{t(own.discard)}</Button>
        <Button tone="main" icon={IconPencil} to={`/thoa-uoc/${data.id}/sua`}>{t(own.edit)}</Button>
        <Confirm
          title={t(own.discardTitle)} open={open === 'discard'} onClose={close} deed={t(own.discard)} grave
          act={async () => {
            await agreements.discard.call(at)
            toast(own.discarded)
            await navigate({ to: '/thoa-uoc' })
            queries.removeQueries({ queryKey: agreements.read.queryKey({ input: { id: data.id } }) })
            void queries.invalidateQueries({ queryKey: agreements.key() })
          }}
        >
          {t(own.discardLead)}
        </Confirm>
      </>
    )
  }
  const deed = (key: Open, icon: typeof IconSend, grave = false) => ({ label: t(own[key as 'send']), icon, grave, onClick: () => setOpen(key) })
  return (
    <>
      {!data.sentOn && <Button icon={IconSend} onClick={() => setOpen('send')}>{t(own.send)}</Button>}
      {!data.successor && <Button icon={IconFilePlus} to={`/thoa-uoc/${data.id}/thay-the`}>{t(own.renew)}</Button>}
      <Menu button={<IconButton label={t(own.more)} icon={IconDots} />} deeds={[
        deed('bargain', IconMessages), deed('amend', IconPencil), deed('extend', IconCalendarPlus), ...(data.kind === 'enterprise' ? [] : [deed('widen', IconWorldPlus)]), ...(data.sentOn ? [deed('send', IconSend)] : []),
        { label: t(own.correct), icon: IconPencil, to: `/thoa-uoc/${data.id}/sua` }, 'line', deed('judge', IconGavel, true), data.endedOn ? deed('unEnd', IconX) : deed('end', IconScale, true),
      ]} />
      {open === 'send' && <Send at={at} data={data} onClose={close} />}
      {open === 'bargain' && <Bargain at={at} data={data} onClose={close} />}
      {(open === 'amend' || open === 'extend') && <Amend at={at} data={data} extend={open === 'extend'} onClose={close} />}
      {open === 'widen' && <Widen at={at} onClose={close} />}
      {open === 'judge' && <Judge at={at} data={data} onClose={close} />}
      {open === 'end' && <End at={at} onClose={close} />}
      <Confirm title={t(own.unEnd)} open={open === 'unEnd'} onClose={close} deed={t(own.unEnd)} act={async () => { await agreements.end.call({ ...at, on: null, why: null }); await renewed() }}>{t(own.unEndLead)}</Confirm>
    </>
  )
}

const renews = [agreements.key(), indicators.key()]
const renewed = () => Promise.all(renews.map((queryKey) => queries.invalidateQueries({ queryKey })))
/** Days that cannot be read are refused before they are sent; so are those that are missing. */
function days(v: Record<string, unknown>, required: readonly string[], open: readonly string[] = []): Record<string, Text> {
  const form = text('Ngày viết theo dạng 31/12/2026.', 'Write the day as 31/12/2026.')
  return Object.fromEntries([...required, ...open].flatMap((name) => (v[name] === null ? (required.includes(name) ? [[name, common.required]] : []) : isDay(v[name] as Day) ? [] : [[name, form]])))
}

function Frame<V extends object>({ title, lead, form, onClose, children }: { title: Text; lead?: Text; form: FormOf<V>; onClose: () => void; children: ReactNode }) {
  const t = useText()
  return <Sheet title={t(title)} {...(lead ? { lead: t(lead) } : {})} open onClose={onClose} width={560}><Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>{children}</Form></Sheet>
}
const done = (onClose: () => void) => () => { toast(words.saved); onClose() }
type Props = { at: Own; onClose: () => void }

function Send({ at, data, onClose }: Props & { data: Agreement }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `agreement.send.${at.id}`, start: { sentOn: data.sentOn ?? today as Day | null, sentTo: data.sentTo ?? '' }, renews, done: done(onClose), check: (v) => days(v, ['sentOn']),
    send: (v) => agreements.send.call({ ...at, sentOn: v.sentOn!, sentTo: v.sentTo }),
  })
  return <Frame title={own.send} form={form} onClose={onClose}><DayField field={form.at('sentOn')} label={t(words.sentOn)} explain={t(explained.sentOn)} required to={today} /><TextField field={form.at('sentTo')} label={t(words.sentTo)} required maxLength={500} /></Frame>
}

function Bargain({ at, data, onClose }: Props & { data: Agreement }) {
  const t = useText()
  const today = useToday()
  // Bargaining that goes on is the one to write on.
  const going = data.bargainings.find((b) => b.during.to === null)
  const form = useForm({
    key: `agreement.bargain.${at.id}.${going?.id ?? ''}`, start: { from: going?.during.from ?? today as Day | null, to: null as Day | null, aim: (going?.aim ?? 'renew') as 'extend' | 'renew' | null, note: going?.note ?? '' }, renews, done: done(onClose), check: (v) => days(v, ['from'], ['to']),
    send: (v, fresh) => agreements.bargain.call({ ...at, recordId: going?.id ?? fresh, during: { from: v.from, to: v.to }, aim: v.aim ?? 'renew', note: v.note.trim() || null }),
  })
  return (
    <Frame title={own.bargain} form={form} onClose={onClose}>
      <SelectField field={form.at('aim')} label={t(own.aim)} required choices={[{ value: 'renew', label: t(own.aimRenew) }, { value: 'extend', label: t(own.aimExtend) }]} />
      <DayField field={form.at('from')} label={t(own.fromBargain)} required to={today} />
      <DayField field={form.at('to')} label={t(own.toBargain)} explain={t(explained.bargaining)} />
      <TextField field={form.at('note')} label={t(own.note)} maxLength={500} />
    </Frame>
  )
}

function Amend({ at, data, extend, onClose }: Props & { data: Agreement; extend: boolean }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `agreement.${extend ? 'extend' : 'amend'}.${at.id}`,
    start: { number: '', what: extend ? t(own.whatExtend) : '', extendsTo: null as Day | null, votedOn: null as Day | null, entitled: null as number | null, inFavour: null as number | null, signedOn: null as Day | null, effectiveOn: (extend ? data.ends : null) as Day | null, sentOn: null as Day | null }, renews, done: done(onClose),
    check: (v) => ({ ...days(v, ['signedOn', 'effectiveOn', 'votedOn', ...(extend ? ['extendsTo'] : [])], ['sentOn']), what: !v.what.trim() && common.required, entitled: v.entitled === null && common.required, inFavour: v.inFavour === null && common.required }),
    send: (v, recordId) => agreements.amend.call({ ...at, recordId, number: v.number.trim() || null, what: v.what.trim(), signedOn: v.signedOn!, effectiveOn: v.effectiveOn!, extendsTo: v.extendsTo && addDays(v.extendsTo, 1), vote: { votedOn: v.votedOn!, entitled: v.entitled!, inFavour: v.inFavour! }, sentOn: v.sentOn }),
  })
  // The rule speaks of the vote as of one thing.
  const vote = <Name extends 'votedOn' | 'entitled' | 'inFavour'>(name: Name) => { const bound = form.at(name); return { ...bound, refusals: [...bound.refusals, ...form.refusalsAt(`vote.${name}`)] } }
  return (
    <Frame title={extend ? own.extend : own.amend} lead={own.sameVote} form={form} onClose={onClose}>
      <TextArea field={form.at('what')} label={t(own.what)} required rows={2} maxLength={500} />
      <TextField field={form.at('number')} label={t(own.number)} maxLength={60} />
      {extend && <DayField field={form.at('extendsTo')} label={t(own.extendsTo)} required />}
      <div className={styles.row}>
        <DayField field={vote('votedOn')} label={t(words.votedOn)} required to={today} />
        <NumberField field={vote('entitled')} label={t(words.entitled)} explain={t(explained.entitled)} required />
        <NumberField field={vote('inFavour')} label={t(words.inFavour)} required />
      </div>
      <div className={styles.row}>
        <DayField field={form.at('signedOn')} label={t(words.signedOn)} required to={today} />
        <DayField field={form.at('effectiveOn')} label={t(words.effectiveOn)} required />
      </div>
      <DayField field={form.at('sentOn')} label={t(words.sentOn)} to={today} />
    </Frame>
  )
}

function Widen({ at, onClose }: Props) {
  const t = useText()
  const form = useForm({
    key: `agreement.widen.${at.id}`, start: { number: '', decidedOn: null as Day | null, decidedBy: '', reach: '', from: null as Day | null, to: null as Day | null }, renews, done: done(onClose),
    check: (v) => ({ ...days(v, ['decidedOn', 'from'], ['to']), number: !v.number.trim() && common.required, decidedBy: !v.decidedBy.trim() && common.required, reach: !v.reach.trim() && common.required }),
    send: (v, recordId) => agreements.widen.call({ ...at, recordId, number: v.number, decidedOn: v.decidedOn!, decidedBy: v.decidedBy, reach: v.reach, during: { from: v.from, to: v.to && addDays(v.to, 1) } }),
  })
  return (
    <Frame title={own.widen} form={form} onClose={onClose}>
      <TextField field={form.at('number')} label={t(own.decisionNumber)} required maxLength={500} />
      <TextField field={form.at('decidedBy')} label={t(own.decidedBy)} required maxLength={500} />
      <DayField field={form.at('decidedOn')} label={t(own.decidedOn)} required />
      <TextArea field={form.at('reach')} label={t(own.reach)} required rows={2} maxLength={500} />
      <div className={styles.row}><DayField field={form.at('from')} label={t(own.from)} required /><DayField field={form.at('to')} label={t(own.to)} /></div>
    </Frame>
  )
}

function Judge({ at, data, onClose }: Props & { data: Agreement }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `agreement.judge.${at.id}`, start: { number: '', court: '', judgedOn: null as Day | null, whole: false, what: '', voidsOn: null as Day | null, parts: [] as string[] }, renews, done: done(onClose),
    check: (v) => ({ ...days(v, ['judgedOn', 'voidsOn']), number: !v.number.trim() && common.required, court: !v.court.trim() && common.required }),
    send: (v, recordId) => agreements.judge.call({ ...at, recordId, number: v.number, court: v.court, judgedOn: v.judgedOn!, whole: v.whole, what: v.whole ? null : v.what, voidsOn: v.voidsOn!, parts: v.whole ? [] : v.parts }),
  })
  const { whole, parts } = form.values
  return (
    <Frame title={own.judge} form={form} onClose={onClose}>
      <TextField field={form.at('number')} label={t(own.judgmentNumber)} required maxLength={500} />
      <TextField field={form.at('court')} label={t(own.court)} required maxLength={500} />
      <div className={styles.row}><DayField field={form.at('judgedOn')} label={t(own.judgedOn)} required to={today} /><DayField field={form.at('voidsOn')} label={t(own.voidsOn)} required /></div>
      <CheckField field={form.at('whole')} label={t(own.whole)} />
      {!whole && <TextArea field={form.at('what')} label={t(own.part)} required rows={2} maxLength={500} />}
      {!whole && data.parts.length > 0 && (
        <fieldset className={styles.line}>
          <header><legend>{t(own.ofParts)}</legend></header>
          {data.parts.map((p) => <CheckField key={p.id} label={p.name} field={{ name: `parts.${p.id}`, value: parts.includes(p.id), refusals: [], disabled: form.busy, set: (yes) => form.set({ parts: yes ? [...parts, p.id] : parts.filter((id) => id !== p.id) }) }} />)}
        </fieldset>
      )}
    </Frame>
  )
}

function End({ at, onClose }: Props) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `agreement.end.${at.id}`, start: { on: today as Day | null, why: '' }, renews, done: done(onClose), check: (v) => days(v, ['on']),
    send: (v) => agreements.end.call({ ...at, on: v.on, why: v.why }),
  })
  return <Frame title={own.end} form={form} onClose={onClose}><DayField field={form.at('on')} label={t(own.endOn)} required /><TextArea field={form.at('why')} label={t(own.why)} required rows={2} maxLength={2000} /></Frame>
}
