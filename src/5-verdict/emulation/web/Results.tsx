// What was measured before and with a model: shown, and as lines of a form.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { text } from '#base/text'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Explain } from '#web/kit/form/Explain.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { Bound } from '#web/kit/form/useForm.ts'
import { useFormat, useText } from '#web/language.tsx'
import type { Result } from '../contract.ts'
import { explained } from './explained.ts'
import styles from './Models.module.css'

const own = {
  label: text('Kết quả đo được', 'Measured results'), name: text('Đo gì', 'What is measured'), countedIn: text('Đơn vị tính', 'Counted in'), before: text('Trước', 'Before'), after: text('Sau', 'After'), add: text('Thêm kết quả', 'Add a result'),
  remove: text('Bỏ dòng {n}', 'Remove line {n}'), change: text('Thay đổi', 'Change'), line: text('dòng {n}', 'line {n}'),
}

export interface ResultLine { name: string; countedIn: string; before: number | null; after: number | null }
export const asLine = (r: Result): ResultLine => r
/** Lines that are filled in; one left empty altogether is none. */
export const filledLines = (lines: readonly ResultLine[]): ResultLine[] => lines.filter((l) => l.name.trim() || l.countedIn.trim() || l.before !== null || l.after !== null)
export const isWhole = (l: ResultLine): l is Result => Boolean(l.name.trim() && l.countedIn.trim()) && l.after !== null && !Number.isNaN(l.after) && !Number.isNaN(l.before)

export function ResultsTable({ results }: { results: readonly Result[] }) {
  const t = useText()
  const { number } = useFormat()
  if (results.length === 0) return null
  const columns: Column<Result>[] = [
    { key: 'name', title: own.name, value: (r) => r.name, main: true }, { key: 'in', title: own.countedIn, value: (r) => r.countedIn },
    { key: 'before', title: own.before, kind: 'number', value: (r) => r.before, width: '100px' }, { key: 'after', title: own.after, kind: 'number', value: (r) => r.after, width: '100px' },
    { key: 'change', title: own.change, value: (r) => (r.before ? `${r.after >= r.before ? '+' : '−'}${number(Math.round(Math.abs((r.after - r.before) / r.before) * 100))}%` : ''), width: '110px' },
  ]
  return <DataTable dress="list" label={t(own.label)} columns={columns} rows={[...results]} keyOf={(r) => r.name} />
}

export function ResultLines({ field, refusals }: { field: Bound<ResultLine[]>; refusals: (path: string) => Bound<string>['refusals'] }) {
  const t = useText()
  const lines = field.value
  const at = <Name extends keyof ResultLine>(i: number, name: Name): Bound<ResultLine[Name]> => ({
    name: `results.${i}.${name}`, value: lines[i]![name], disabled: field.disabled, refusals: refusals(`results.${i}.${name}`), set: (value) => field.set(lines.map((line, n) => (n === i ? { ...line, [name]: value } : line))),
  })
  return (
    <fieldset className={styles.lines}>
      <legend>{t(own.label)} <Explain explain={t(explained.results)} /></legend>
      {lines.map((_, i) => (
        <div key={i} className={styles.line}>
          <TextField field={at(i, 'name')} label={t(own.name)} />
          <TextField field={at(i, 'countedIn')} label={t(own.countedIn)} />
          <NumberField field={at(i, 'before')} label={t(own.before)} />
          <NumberField field={at(i, 'after')} label={t(own.after)} />
          <IconButton label={t(own.remove, { n: i + 1 })} icon={IconTrash} onClick={() => field.set(lines.filter((_, n) => n !== i))} />
        </div>
      ))}
      <div><Button icon={IconPlus} disabled={field.disabled || lines.length >= 30} onClick={() => field.set([...lines, { name: '', countedIn: '', before: null, after: null }])}>{t(own.add)}</Button></div>
    </fieldset>
  )
}
