// Which part, amendment or judgment of the register decides on the days of a clause.
import { text } from '#base/text'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { Agreement, ClauseShape } from '../contract.ts'
import { clauses } from './clause-api.ts'
import styles from './Coding.module.css'
import { words } from './words.ts'

const own = {
  title: text('Hiệu lực của điều khoản', 'Days of a clause'), part: text('Thuộc nội dung có thời hạn riêng', 'Stands in a content with a term of its own'), whole: text('Theo thời hạn của cả thỏa ước', 'As the whole agreement'), replaced: text('Bị lần sửa đổi này thay thế', 'Replaced by this amendment'), not: text('Không', 'None'),
  void: text('Bị tòa án tuyên vô hiệu bởi', 'Declared void by'),
}

export function ClausePlace({ data, clause, onClose, onDone }: { data: Agreement; clause: ClauseShape; onClose: () => void; onDone: () => void }) {
  const t = useText()
  const judgments = data.judgments.filter((one) => !one.whole)
  const form = useForm({
    key: `clause.${clause.id}`,
    start: { partId: clause.partId, replacedBy: clause.replacedBy, judgment: clause.judgments[0] ?? null },
    send: (v) => clauses.place.call({ unitId: data.unitId, clauseId: clause.id, partId: v.partId, replacedBy: v.replacedBy, judgments: v.judgment ? [v.judgment] : [] }),
    renews: [clauses.key()],
    done: () => { toast(words.saved); onDone() },
  })
  return (
    <Sheet title={t(own.title)} lead={clause.path} open onClose={onClose} width={520}>
      <blockquote className={styles.quote} lang="vi">{clause.said}</blockquote>
      <Form of={form} submit={t(common.save)}>
        <SelectField field={form.at('partId')} label={t(own.part)} placeholder={t(own.whole)} choices={data.parts.map((one) => ({ value: one.id, label: one.name }))} />
        <SelectField field={form.at('replacedBy')} label={t(own.replaced)} placeholder={t(own.not)} choices={data.amendments.filter((one) => one.id !== clause.amendmentId).map((one) => ({ value: one.id, label: one.what }))} />
        <SelectField field={form.at('judgment')} label={t(own.void)} placeholder={t(own.not)} choices={judgments.map((one) => ({ value: one.id, label: `${one.number} · ${one.what ?? ''}` }))} />
      </Form>
    </Sheet>
  )
}
