import { text } from '#base/text'
import { Badge } from '#web/kit/Badge.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { useLanguage, useText } from '#web/language.tsx'
import type { ImportSummary, IntakeRow } from '../contract.ts'
import styles from './Intake.module.css'
import { Mended, useSaid } from './mended.tsx'
import { fieldName, repairs, verdicts } from './words.ts'

const own = {
  row: text('Dòng {n}', 'Row {n}'), reasons: text('Vì sao', 'Why'), warnings: text('Cần để ý', 'Worth a look'), repairs: text('Đã sửa', 'Mended'), person: text('Mở hồ sơ', 'Open the record'), empty: text('Dòng không có dữ liệu', 'A row without a record'),
}
const shown = { roster: ['name', 'born', 'female', 'id', 'phone', 'email', 'unit', 'post', 'fullTime', 'from', 'trained'], units: ['name', 'shortName', 'kind', 'parent'] }

/** One row: what was taken from it field by field, what was mended, why it was refused. */
export function RowSheet({ kind, row, onClose }: { kind: ImportSummary['kind']; row: IntakeRow; onClose: () => void }) {
  const t = useText()
  const language = useLanguage()
  const said = useSaid()
  const name = said(row.content, 'name')
  return (
    <Sheet title={name || t(own.empty)} lead={<>{t(own.row, { n: row.row })} <Badge tone={row.verdict === 'refused' ? 'behind' : row.verdict === 'imported' ? 'good' : 'plain'}>{t(verdicts[row.verdict])}</Badge></>} open onClose={onClose} width={560}>
      <div className={styles.sheet}>
        {row.reasons.length > 0 && <Notes title={t(own.reasons)} notes={row.reasons.map((r) => r[language])} />}
        {row.warnings.length > 0 && <Notes title={t(own.warnings)} notes={row.warnings.map((r) => r[language])} />}
        {row.content && <Facts of={shown[kind].map((field) => [t(fieldName(kind, field)), said(row.content, field) === '' ? null : <Mended key={field} row={row} field={field} />])} />}
        {row.repairs.length > 0 && <Notes title={t(own.repairs)} notes={[...new Set(row.repairs.map((r) => `${t(fieldName(kind, r.field))}: ${t(repairs[r.code] ?? text(r.code, r.code))}`))]} />}
        {row.subjectId && <Go to={kind === 'roster' ? `/nguoi/${row.subjectId}` : `/don-vi/${row.subjectId}`}>{t(own.person)}</Go>}
      </div>
    </Sheet>
  )
}

function Notes({ title, notes }: { title: string; notes: string[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>{notes.map((note, i) => <li key={i}>{note}</li>)}</ul>
    </section>
  )
}
