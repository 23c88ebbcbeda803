// Adding what the law gives from a day on, correcting a level, taking one away.
import { addDays, type Day } from '#base/day'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { LevelShape } from '../contract.ts'
import { clauses, type LawCase } from './clause-api.ts'
import { measureOf } from './clause-words.ts'
import styles from './Agreements.module.css'
import { explained } from './explained.ts'
import { useLevelWords } from './LevelsSheet.tsx'
import { words } from './words.ts'

const own = {
  add: text('Thêm mức của pháp luật', 'Add what the law gives'), change: text('Sửa mức của pháp luật', 'Correct what the law gives'), take: text('Bỏ mức này', 'Take this level away'), case: text('Quyền lợi', 'Case'), from: text('Từ ngày', 'From'), gives: text('Mức ({measure})', 'Level ({measure})'),
  basis: text('Văn bản và điều khoản', 'Instrument and article'), basisHelp: text('Ví dụ: Bộ luật Lao động 45/2019/QH14, Điều 113 khoản 1 điểm a', 'Such as: Bộ luật Lao động 45/2019/QH14, Điều 113 khoản 1 điểm a'), reason: text('Lý do', 'Reason'),
  closes: text('Mức liền trước được tính đến hết ngày {day}.', 'The level before it runs to the end of {day}.'), relied: text('Chỉ sửa khi ghi nhầm. Nếu luật đổi thì thêm mức mới, không sửa mức cũ.', 'Only for what was written by mistake. Where the law changed, add a level; do not correct the old one.'), reasonHelp: text('Cần ghi khi đã có điều khoản được so với mức này.', 'Needed where clauses have been shown beside this level.'),
  back: text('Những ngày của mức này trở về mức liền trước nó. Nhật ký giữ lại nội dung đã bỏ.', 'Its days go back to the level before it. The audit log keeps what it said.'), taken: text('Đã bỏ mức', 'Taken away'),
}

const valuesOf = (of: LawCase, level: LevelShape | null) => ({ seen: level?.writing ?? null, caseCode: of.code as string | null, from: (level?.from ?? null) as Day | null, gives: (level?.gives ?? null) as number | null, basis: level?.basis ?? '', reason: '' })

export function LevelSheet({ cases, of, level, onClose }: { cases: readonly LawCase[]; of: LawCase; level: LevelShape | null; /** With the case that was written, where one was. */ onClose: (of: LawCase | null) => void }) {
  const t = useText()
  const { day } = useFormat()
  const form = useForm({
    key: `law.${level?.id ?? 'new'}`, start: valuesOf(of, level), renews: [clauses.key()],
    check: (v) => ({ caseCode: !v.caseCode && common.required, from: !v.from && common.required, gives: v.gives === null && common.required, basis: !v.basis.trim() && common.required }),
    send: (v, id) => clauses.writeLevel.call({ id: level?.id ?? id, caseCode: v.caseCode!, from: v.from!, gives: v.gives!, basis: v.basis, reason: v.reason.trim() || null, ...(v.seen === null ? {} : { seen: v.seen }) }),
    ...(level ? { held: { read: async () => {
      const now = (await clauses.law.call()).cases.find((one) => one.code === of.code)
      return valuesOf(of, now?.levels.find((one) => one.id === level.id) ?? level)
    } } } : {}),
    done: (_, v) => { toast(words.saved); onClose(cases.find((one) => one.code === v.caseCode) ?? null) },
  })
  const { values } = form
  const chosen = cases.find((one) => one.code === values.caseCode)
  const before = chosen?.levels.find((one) => values.from !== null && one.id !== level?.id && one.from < values.from && (one.to === null || one.to >= values.from || one.to === level?.from))
  return (
    <Sheet title={t(level ? own.change : own.add)} {...(level ? { lead: t(of.name) } : {})} open onClose={() => onClose(level && of)} width={520}>
      {level && <p className={styles.warn}>{t(own.relied)}</p>}
      <Form of={form} submit={t(common.save)} beside={<Button onClick={() => onClose(level && of)}>{t(common.cancel)}</Button>}>
        {!level && <SelectField field={form.at('caseCode')} label={t(own.case)} required choices={cases.map((one) => ({ value: one.code, label: t(one.name) }))} />}
        <DayField field={form.at('from')} label={t(own.from)} explain={t(explained.levelFrom)} required {...(before && values.from ? { help: t(own.closes, { day: day(addDays(values.from, -1)) }) } : {})} />
        <NumberField field={form.at('gives')} label={t(own.gives, { measure: chosen ? t(measureOf(chosen)) : '' })} required {...(chosen?.better === 'less' ? { explain: t(explained.levelMost) } : {})} />
        <TextField field={form.at('basis')} label={t(own.basis)} help={t(own.basisHelp)} required maxLength={500} />
        {level && <TextArea field={form.at('reason')} label={t(own.reason)} help={t(own.reasonHelp)} rows={2} />}
      </Form>
    </Sheet>
  )
}

export function TakeLevelSheet({ of, level, onClose }: { of: LawCase; level: LevelShape; onClose: () => void }) {
  const t = useText()
  const { amount, days } = useLevelWords()
  const form = useForm({
    key: null, start: { reason: '' }, renews: [clauses.key()],
    send: (v) => clauses.takeLevel.call({ id: level.id, caseCode: of.code, reason: v.reason.trim() || null }), done: () => { toast(own.taken); onClose() },
  })
  return (
    <Sheet title={t(own.take)} lead={`${t(of.name)}: ${amount(of, level.gives)}, ${days(level)}`} open onClose={onClose} width={480}>
      <p>{t(own.back)}</p>
      <Form of={form} submit={t(own.take)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextArea field={form.at('reason')} label={t(own.reason)} help={t(own.reasonHelp)} rows={2} />
      </Form>
    </Sheet>
  )
}
