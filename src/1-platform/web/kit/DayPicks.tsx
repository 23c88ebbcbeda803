// What the day switch opens: today, the days that everybody asks for, and any other.
import { useState } from 'react'
import { isDay, type Day } from '#base/day'
import { text, type Text } from '#base/text'
import { useFormat, useText } from '../language.tsx'
import { common } from '../words.ts'
import { Button } from './Button.tsx'
import { DayField } from './form/DayField.tsx'
import styles from './DaySwitch.module.css'

const words = { other: text('Ngày khác', 'Another day'), show: text('Xem', 'Show') }
const marks: [Day, Text][] = [
  ['2025-06-30', text('Trước khi sắp xếp tỉnh', 'Before the provinces were merged')],
  ['2026-12-31', text('Cuối năm 2026', 'End of 2026')],
  ['2028-01-01', text('Bắt đầu giai đoạn 2028–2030', 'Start of the 2028–2030 stage')],
]

export default function DayPicks({ label, on, isToday, onPick }: { label: string; on: Day; isToday: boolean; onPick: (day: Day | null) => void }) {
  const t = useText()
  const { day } = useFormat()
  const [typed, setTyped] = useState<Day | null>(isToday ? null : on)
  const ready = typed !== null && isDay(typed)
  return (
    <>
      <p className={styles.label}>{label}</p>
      <div className={styles.picks}>
        <button type="button" aria-pressed={isToday} onClick={() => onPick(null)}>{t(common.today)}</button>
        {marks.map(([mark, name]) => (
          <button key={mark} type="button" aria-pressed={on === mark} onClick={() => onPick(mark)}>
            <span className="figures">{day(mark)}</span>
            <span className={styles.name}>{t(name)}</span>
          </button>
        ))}
      </div>
      <form className={styles.other} onSubmit={(event) => { event.preventDefault(); if (ready) onPick(typed) }}>
        <DayField label={t(words.other)} field={{ name: 'ngay', value: typed, set: setTyped, refusals: [], disabled: false }} />
        <Button type="submit" disabled={!ready}>{t(words.show)}</Button>
      </form>
    </>
  )
}
