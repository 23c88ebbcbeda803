// What the day switch opens: today, the days that everybody asks for, and any other; under which tree; as known by which day.
import { useState } from 'react'
import { isDay, type Day } from '#base/day'
import { text, type Text } from '#base/text'
import { useAsOf, type AskedChange } from '../asked.ts'
import { useFormat, useText } from '../language.tsx'
import { useToday } from '../session.ts'
import { common } from '../words.ts'
import { Button } from './Button.tsx'
import { DayField } from './form/DayField.tsx'
import styles from './DaySwitch.module.css'

const words = {
  other: text('Ngày khác', 'Another day'), show: text('Xem', 'Show'),
  tree: text('Cơ cấu tổ chức của ngày', 'Structure of the organisation of'), treeHelp: text('Để trống: của chính ngày đang xem.', 'Empty: of the day asked for.'),
  known: text('Theo dữ liệu đã biết đến hết ngày', 'As known by the end of'), knownHelp: text('Để trống: mọi điều biết đến nay.', 'Empty: all that is known by now.'),
}
const marks: [Day, Text][] = [
  ['2025-06-30', text('Trước khi sắp xếp tỉnh', 'Before the provinces were merged')],
  ['2026-12-31', text('Cuối năm 2026', 'End of 2026')],
  ['2028-01-01', text('Bắt đầu giai đoạn 2028–2030', 'Start of the 2028–2030 stage')],
]

export default function DayPicks({ label, onDone }: { label: string; onDone: () => void }) {
  const t = useText()
  const { day } = useFormat()
  const today = useToday()
  const asked = useAsOf()
  const [typed, setTyped] = useState<Day | null>(asked.on === today ? null : asked.on)
  const [tree, setTree] = useState<Day | null>(asked.tree ?? null)
  const [known, setKnown] = useState<Day | null>(asked.knownOn ?? null)
  const ready = [typed, tree, known].every((one) => one === null || isDay(one))
  const ask = (change: AskedChange) => {
    asked.ask(change)
    onDone()
  }
  const field = (name: string, value: Day | null, set: (value: Day | null) => void) => ({ name, value, set, refusals: [], disabled: false })
  return (
    <>
      <p className={styles.label}>{label}</p>
      <div className={styles.picks}>
        {/* Back to the present is back in everything. */}
        <button type="button" aria-pressed={asked.isToday} onClick={() => ask({ on: null, tree: null, knownOn: null })}>{t(common.today)}</button>
        {marks.map(([mark, name]) => (
          <button key={mark} type="button" aria-pressed={asked.on === mark} onClick={() => ask({ on: mark })}>
            <span className="figures">{day(mark)}</span>
            <span className={styles.name}>{t(name)}</span>
          </button>
        ))}
      </div>
      <form className={styles.other} onSubmit={(event) => { event.preventDefault(); if (ready) ask({ on: typed, tree, knownOn: known }) }}>
        <DayField label={t(words.other)} field={field('ngay', typed, setTyped)} />
        <DayField label={t(words.tree)} help={t(words.treeHelp)} field={field('co-cau', tree, setTree)} />
        <DayField label={t(words.known)} help={t(words.knownHelp)} field={field('du-lieu', known, setKnown)} to={today} />
        <Button type="submit" tone="main" disabled={!ready}>{t(words.show)}</Button>
      </form>
    </>
  )
}
