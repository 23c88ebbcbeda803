// The day that figures and structure are asked for. It stands in the address, so a link shows what its sender saw.
import { IconCalendarEvent, IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { text } from '#base/text'
import { useAsOf } from '../address.ts'
import { useFormat, useText } from '../language.tsx'
import { common } from '../words.ts'
import { Skeleton } from './Answer.tsx'
import { Popup } from './Popup.tsx'
import styles from './DaySwitch.module.css'

const Picks = lazy(() => import('./DayPicks.tsx'))
const label = text('Số liệu và tổ chức tính đến ngày', 'Figures and structure as of')

export function DaySwitch() {
  const t = useText()
  const { day } = useFormat()
  const { on, isToday, setOn } = useAsOf()
  const [open, setOpen] = useState(false)
  const button = (
    <button type="button" className={styles.button} data-past={!isToday || undefined} aria-label={`${t(label)} ${isToday ? t(common.today) : day(on)}`}>
      <IconCalendarEvent size={18} stroke={1.75} aria-hidden />
      <span>{isToday ? t(common.today) : day(on)}</span>
      <IconChevronDown size={14} aria-hidden />
    </button>
  )
  return (
    <Popup button={button} open={open} onOpen={setOpen} role="dialog" label={t(label)} width={310}>
      <Suspense fallback={<Skeleton lines={5} />}>
        <Picks
          label={t(label)}
          on={on}
          isToday={isToday}
          onPick={(chosen) => {
            setOn(chosen)
            setOpen(false)
          }}
        />
      </Suspense>
    </Popup>
  )
}
