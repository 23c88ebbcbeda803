// The day that figures and structure are asked for, the tree of another day, and what was known by then: beside the office
// in the bar. Amber as soon as it is not the present. What it opens loads when it is.
import { IconCalendarEvent, IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { text } from '#base/text'
import { useAsOf } from '../asked.ts'
import { useFormat, useText } from '../language.tsx'
import { useToday } from '../session.ts'
import { common } from '../words.ts'
import { Skeleton } from './Answer.tsx'
import { Popup } from './Popup.tsx'
import styles from './DaySwitch.module.css'

const Picks = lazy(() => import('./DayPicks.tsx'))
const words = {
  label: text('Số liệu và tổ chức tính đến ngày', 'Figures and structure as of'),
  tree: text('cơ cấu {day}', 'structure of {day}'), known: text('biết đến {day}', 'known by {day}'),
}

export function DaySwitch() {
  const t = useText()
  const { day } = useFormat()
  const today = useToday()
  const { on, tree, knownOn, isToday } = useAsOf()
  const [open, setOpen] = useState(false)
  const said = on === today ? t(common.today) : day(on)
  const more = [tree && t(words.tree, { day: tree === today ? t(common.today).toLocaleLowerCase() : day(tree) }), knownOn && t(words.known, { day: day(knownOn) })].filter(Boolean).join(', ')
  const button = (
    <button type="button" className={styles.button} data-past={!isToday || undefined} aria-label={[`${t(words.label)} ${said}`, more].filter(Boolean).join(', ')}>
      <IconCalendarEvent size={18} stroke={1.75} aria-hidden />
      <span>{said}{more && <small className={styles.more}>{more}</small>}</span>
      <IconChevronDown size={14} aria-hidden />
    </button>
  )
  return (
    <Popup button={button} open={open} onOpen={setOpen} role="dialog" label={t(words.label)} width={330}>
      <Suspense fallback={<Skeleton lines={5} />}>
        <Picks label={t(words.label)} onDone={() => setOpen(false)} />
      </Suspense>
    </Popup>
  )
}
