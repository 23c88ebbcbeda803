// Deeds on a model that ask for a few words: taking it over, returning it, and what came of a use.
import { text } from '#base/text'
import { Dialog } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { Model, Use } from '../contract.ts'
import { emulation, renew } from './api.ts'
import { asLine, filledLines, isWhole, ResultLines, type ResultLine } from './Results.tsx'
import { words } from './words.ts'

const own = {
  adopt: text('Áp dụng ở đơn vị tôi', 'Use it in my unit'), from: text('Học theo đơn vị nào', 'Taken over from'), fromHelp: text('Đơn vị đã hướng dẫn hoặc chuyển giao. Nếu tự làm theo bài này, chọn đơn vị có mô hình.', 'Who showed it to you. If you follow this page, choose the owner.'), adopted: text('Đã ghi nhận. Khi mô hình chạy thật, hãy xác nhận để được tính.', 'Recorded. Confirm it once it really runs, so that it counts.'),
  owner: text('{unit} (đơn vị có mô hình)', '{unit} (owner)'), returnTitle: text('Trả lại mô hình', 'Return the model'), takeBack: text('Rút công nhận', 'Take the recognition back'), takeBackWhy: text('Mô hình thôi được tính ở mọi đơn vị đang áp dụng, kể cả các ngày đã qua.', 'It counts no more wherever it runs, on past days too.'), note: text('Lý do', 'Reason'), noteHelp: text('Đơn vị đọc câu này để sửa.', 'The unit mends it by this sentence.'), giveBack: text('Trả lại', 'Return'),
  end: text('Thôi áp dụng', 'End the use'), on: text('Ngày cuối cùng không còn áp dụng', 'First day without it'), ended: text('Đã ghi nhận thôi áp dụng', 'The use has ended'), outcome: text('Kết quả áp dụng', 'What came of it'), outcomeText: text('Áp dụng ra sao, điều gì khác với nơi chuyển giao', 'How it went, and what differs from where it came from'), half: text('Điền đủ ba ô: đo gì, đơn vị tính, sau.', 'Fill in what, counted in, and after.'),
}

export function AdoptDialog({ model, unitId, today, onClose }: { model: Model; unitId: string; today: string; onClose: () => void }) {
  const t = useText()
  const sources = model.uses.filter((u) => u.takenFrom === null || u.state === 'running')
  const form = useForm({
    key: `adopt.${model.id}`, start: { takenFrom: model.id as string | null, startedOn: today as string | null },
    check: (v) => ({ takenFrom: !v.takenFrom && common.required, startedOn: !v.startedOn && common.required }),
    send: (v, id) => emulation.adopt.call({ id, unitId, takenFrom: v.takenFrom!, startedOn: v.startedOn! }),
    done: (result) => { void renew(result); toast(own.adopted); onClose() },
  })
  return (
    <Dialog title={t(own.adopt)} open onClose={onClose}>
      <Form of={form} submit={t(own.adopt)}>
        <SelectField field={form.at('takenFrom')} label={t(own.from)} help={t(own.fromHelp)} required choices={sources.map((u) => ({ value: u.id, label: u.takenFrom === null ? t(own.owner, { unit: u.unitName }) : u.unitName }))} />
        <DayField field={form.at('startedOn')} label={t(words.startedOn)} required />
      </Form>
    </Dialog>
  )
}

export function ReturnDialog({ model, send, onClose }: { model: Model; send: (note: string) => Promise<void>; onClose: () => void }) {
  const t = useText()
  const taking = model.status === 'recognised'
  const form = useForm({ key: `return.${model.id}`, start: { note: '' }, check: (v) => ({ note: !v.note.trim() && common.required }), send: (v) => send(v.note), done: onClose })
  return (
    <Dialog title={t(taking ? own.takeBack : own.returnTitle)} open onClose={onClose}>
      {taking && <p>{t(own.takeBackWhy)}</p>}
      <Form of={form} submit={t(taking ? own.takeBack : own.giveBack)}><TextArea field={form.at('note')} label={t(own.note)} help={t(own.noteHelp)} required /></Form>
    </Dialog>
  )
}

export function EndDialog({ use, unitId, today, onClose }: { use: Use; unitId: string; today: string; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: `end-use.${use.id}`, start: { on: today as string | null, reason: '' }, check: (v) => ({ on: !v.on && common.required, reason: !v.reason.trim() && common.required }),
    send: (v) => emulation.end.call({ id: use.id, unitId, on: v.on, reason: v.reason }), done: (result) => { void renew(result); toast(own.ended); onClose() },
  })
  return (
    <Dialog title={t(own.end)} open onClose={onClose}>
      <Form of={form} submit={t(own.end)}>
        <DayField field={form.at('on')} label={t(own.on)} required />
        <TextArea field={form.at('reason')} label={t(words.reason)} required />
      </Form>
    </Dialog>
  )
}

export function ReportSheet({ use, unitId, onClose }: { use: Use; unitId: string; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: `report.${use.id}`, start: { outcome: use.outcome, results: use.results.map(asLine) as ResultLine[] },
    check: (v) => Object.fromEntries(v.results.flatMap((line, i) => (filledLines([line]).length > 0 && !isWhole(line) ? [[`results.${i}.name`, own.half]] : []))),
    send: (v) => emulation.report.call({ id: use.id, unitId, outcome: v.outcome, results: filledLines(v.results).filter(isWhole) }), done: (result) => { void renew(result); toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.outcome)} open onClose={onClose} width={680}>
      <Form of={form} submit={t(common.save)}>
        <TextArea field={form.at('outcome')} label={t(own.outcomeText)} rows={5} />
        <ResultLines field={form.at('results')} refusals={form.refusalsAt} />
      </Form>
    </Sheet>
  )
}
