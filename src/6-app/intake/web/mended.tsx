// A value as it is taken, with what stood in the cell where that was mended: old → new at the field.
import { writeDay } from '#base/day'
import { text } from '#base/text'
import { useLanguage, useText } from '#web/language.tsx'
import type { IntakeRow } from '../contract.ts'
import styles from './Intake.module.css'

const own = { was: text('trong tệp:', 'in the file:'), now: text('hiểu là:', 'taken as:'), yes: text('Có', 'Yes'), no: text('Không', 'No'), woman: text('Nữ', 'Female'), man: text('Nam', 'Male') }

type Content = NonNullable<IntakeRow['content']>

const KIND = { vi: 'kindVi', en: 'kindEn' } as const

/** A field of a row in words. */
export function useSaid(): (content: Content | null, field: string) => string {
  const t = useText()
  const language = useLanguage()
  return (content, field) => {
    const value = content?.[field === 'kind' ? KIND[language] : field]
    if (value === null || value === undefined) return ''
    if (field === 'female') return t(value === true ? own.woman : own.man)
    if (typeof value === 'boolean') return t(value ? own.yes : own.no)
    const said = String(value)
    return /^\d{4}-\d{2}-\d{2}$/.test(said) ? writeDay(said) : said
  }
}

/** The value of a field, and under it the text of the file where it differs. One letter that differs is marked: it may be another unit. */
export function Mended({ row, field }: { row: IntakeRow; field: string }) {
  const t = useText()
  const say = useSaid()
  const own_ = row.repairs.filter((repair) => repair.field === (field === 'female' ? 'sex' : field))
  const said = say(row.content, field)
  const repair = own_[0]
  if (!repair || repair.from === '' || repair.from === said) return <>{said}</>
  const slip = own_.some(({ code }) => code === 'unit-misspelt')
  return (
    <span className={styles.mended} data-slip={slip || undefined}>
      <span><span className="unseen">{t(own.now)} </span>{slip ? <Differing text={said} from={repair.from} /> : said}</span>
      <span className={styles.was}><span className="unseen">{t(own.was)} </span><del>{repair.from}</del></span>
    </span>
  )
}

function Differing({ text: said, from }: { text: string; from: string }) {
  const [a, b] = [said.normalize('NFC'), from.normalize('NFC')]
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return <>{a.slice(0, start)}<mark>{a.slice(start, a.length - end)}</mark>{a.slice(a.length - end)}</>
}
