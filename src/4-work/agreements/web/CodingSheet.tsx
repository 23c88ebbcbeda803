// What a chosen span is about and what it gives, beside the law of today.
import { text } from '#base/text'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { useLanguage, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { CodedSpanShape } from '../contract.ts'
import { besideLaw } from '../domain/clauses.ts'
import type { Span } from '../domain/passages.ts'
import { clauses, type ClauseLists } from './clause-api.ts'
import { clauseWords, measureOf, writeAmount } from './clause-words.ts'
import styles from './Coding.module.css'

const own = {
  new: text('Mã hóa đoạn đã chọn', 'Code what is chosen'), edit: text('Sửa đoạn đã mã hóa', 'Change a coded span'), gives: text('Thỏa ước cho', 'The agreement gives'), as: text('Mức này là', 'The number is'),
  total: text('tổng người lao động được hưởng', 'all that the worker has'), extra: text('phần thêm ngoài luật', 'what comes on top of the law'), note: text('Ghi chú', 'Note'), noCase: text('Không so sánh bằng số', 'Not compared by a number'),
  law: text('Luật hiện nay: {law} ({basis}).', 'The law today: {law} ({basis}).'), noLaw: text('Luật không định mức cho quyền lợi này.', 'The law sets no number in this case.'), sums: text('Tổng: {total}, hơn luật {extra}.', 'Total: {total}, {extra} more than the law.'),
  below: text('Mức này thấp hơn luật hiện nay. Vẫn ghi đúng như thỏa ước viết.', 'This is below the law of today. It is coded as the agreement says all the same.'),
}

export function CodingSheet({ unitId, codingId, span, known, words, lists, onClose, onDone }: { unitId: string; codingId: string; span: Span; known: CodedSpanShape | null; words: string; lists: ClauseLists; onClose: () => void; onDone: () => void }) {
  const t = useText()
  const language = useLanguage()
  const form = useForm({
    key: `coding.${codingId}.${known?.id ?? `${span.start}-${span.end}`}`,
    start: { subject: known?.subject ?? null as string | null, caseCode: known?.caseCode ?? null as string | null, gives: known?.gives ?? null as number | null, givesAs: (known?.givesAs ?? 'total') as 'total' | 'extra' | null, note: known?.note ?? '' },
    check: (v) => ({ subject: !v.subject && common.required }),
    send: (v, id) => {
      const number = v.caseCode !== null && v.gives !== null
      return clauses.code.call({ unitId, codingId, spanId: known?.id ?? id, ...span, subject: v.subject!, caseCode: v.caseCode, gives: number ? v.gives : null, givesAs: number ? v.givesAs ?? 'total' : null, note: v.note.trim() || null, suggested: known?.suggested ?? false })
    },
    renews: [clauses.key()],
    done: onDone,
  })
  const { values } = form
  const cases = lists.cases.filter((one) => one.subject === values.subject)
  const chosen = cases.find((one) => one.code === values.caseCode)
  const amount = (n: number) => writeAmount(n, chosen!.scale, language)
  const beside = chosen && values.gives !== null && !Number.isNaN(values.gives) ? besideLaw(chosen.law, values.gives, values.givesAs ?? 'total', chosen.better) : null
  const subject = form.at('subject')
  return (
    <Sheet title={t(known ? own.edit : own.new)} open onClose={onClose} width={520}>
      <blockquote className={styles.quote} lang="vi">{words}</blockquote>
      <Form of={form} submit={t(common.save)}>
        <SelectField field={{ ...subject, set: (value) => form.set({ subject: value, caseCode: null }) }} label={t(clauseWords.subject)} required choices={lists.subjects.map((one) => ({ value: one.code, label: t(one.name) }))} />
        {cases.length > 0 && <SelectField field={form.at('caseCode')} label={t(clauseWords.case)} placeholder={t(own.noCase)} choices={cases.map((one) => ({ value: one.code, label: t(one.name) }))} />}
        {chosen && <>
          <NumberField field={form.at('gives')} label={t(own.gives)} help={t(measureOf(chosen))} />
          <SelectField field={form.at('givesAs')} label={t(own.as)} required choices={[{ value: 'total', label: t(own.total) }, { value: 'extra', label: t(own.extra) }]} />
          <p className={styles.soft} role="status">
            {chosen.law === null ? t(own.noLaw) : t(own.law, { law: amount(chosen.law), basis: chosen.basis ?? '' })} {beside && !beside.below && t(own.sums, { total: amount(beside.total), extra: amount(beside.extra) })}
          </p>
          {beside?.below && <p className={styles.refused}>{t(own.below)}</p>}
        </>}
        <TextField field={form.at('note')} label={t(own.note)} />
      </Form>
    </Sheet>
  )
}
