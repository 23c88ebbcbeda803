// Which column of the file is which of our fields. What is settled here is remembered for the next file with these headers.
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import type { WholeImport } from '../contract.ts'
import { intake } from './api.ts'
import { explained } from './explained.ts'
import styles from './Intake.module.css'
import { fields } from './words.ts'

const own = {
  title: text('Cột nào là mục nào?', 'Which column is which field?'),
  why: text('Hệ thống đã đoán theo tiêu đề. Sửa chỗ nào sai; lần sau, tiêu đề này sẽ được nhận ra ngay.', 'Guessed by the headers. Mend what is wrong; next time these headers are known at once.'),
  unused: text('Không dùng', 'Not used'), noHeader: text('Cột {n}', 'Column {n}'), empty: text('cột trống', 'empty column'), field: text('Mục cho cột “{header}”', 'Field for the column “{header}”'),
  discard: text('Bỏ thay đổi', 'Discard changes'), next: text('Tiếp tục', 'Continue'), again: text('Đọc lại theo các cột này', 'Read again by these columns'), needName: text('Hãy chọn cột họ tên.', 'Choose the column of the name.'),
  needUnitName: text('Hãy chọn cột tên đơn vị.', 'Choose the column of the unit’s name.'),
}

export function ColumnsStep({ data, onDone }: { data: WholeImport; onDone: () => void }) {
  const t = useText()
  const named = fields[data.kind]
  const start = Object.fromEntries(data.columns.map(({ column, field }) => [String(column), field]))
  const form = useForm({
    key: null, start: { fieldOf: start },
    check: ({ fieldOf }) => {
      const used = Object.values(fieldOf)
      return { '': !used.includes('name') && !(data.kind === 'roster' && used.includes('givenName')) && (data.kind === 'roster' ? own.needName : own.needUnitName) }
    },
    // Nothing changed, nothing to read again.
    send: async ({ fieldOf }) => fieldOf === start || intake.check.call({ id: data.id, columns: Object.fromEntries(Object.entries(fieldOf).flatMap(([column, field]) => (field === null ? [] : [[field, Number(column)]]))) }),
    renews: [intake.key()],
    done: onDone,
  })
  const { fieldOf } = form.values
  const choose = (column: number, field: string | null) => {
    // A field is taken from the column that had it.
    const others = Object.fromEntries(Object.entries(fieldOf).map(([key, has]) => [key, has === field ? null : has]))
    form.set({ fieldOf: { ...others, [column]: field } })
  }
  const choices = Object.entries(named).map(([value, label]) => ({ value, label: t(label) }))
  return (
    <Part title={t(own.title)}>
      <p className={styles.hint}>{t(own.why)}</p>
      <Form of={form} submit={t(form.typed ? own.again : own.next)} beside={form.typed ? <Button onClick={form.reset}>{t(own.discard)}</Button> : undefined}>
        <ul className={styles.columns}>
          {data.columns.map(({ column, header, samples }, i) => {
            const shown = header || t(own.noHeader, { n: column + 1 })
            return (
              <li key={column} data-used={fieldOf[column] !== null || undefined}>
                <div className={styles.header}>
                  <strong>{shown}</strong>
                  <span className={styles.samples}>{samples.length > 0 ? samples.join(' · ') : t(own.empty)}</span>
                </div>
                <SelectField
                  label={t(own.field, { header: shown })} placeholder={t(own.unused)} choices={choices} {...(i === 0 && { explain: t(explained.column) })}
                  field={{ name: `column.${column}`, value: fieldOf[column] ?? null, set: (field) => choose(column, field), refusals: [], disabled: form.busy }}
                />
              </li>
            )
          })}
        </ul>
      </Form>
    </Part>
  )
}
