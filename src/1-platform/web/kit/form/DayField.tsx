// A day, typed as dd/MM/yyyy (also 5-9-2026 or 05092026) or picked from a calendar. The calendar loads when first opened.
import { ActionIcon, TextInput } from '@mantine/core'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import { IconCalendar } from '@tabler/icons-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { isDay, readDay, writeDay, type Day } from '#base/day'
import { text } from '#base/text'
import { useText } from '#web/language.tsx'
import { Skeleton } from '../Answer.tsx'
import { Popup } from '../Popup.tsx'
import { useField, type FieldProps } from './shared.ts'

const Calendar = lazy(() => import('./Calendar.tsx'))

const words = {
  pick: text('Chọn ngày trên lịch', 'Pick a day from the calendar'),
  form: text('Ngày viết theo dạng 31/12/2026.', 'Write the day as 31/12/2026.'),
}

export interface DayFieldProps extends FieldProps<Day | null> {
  /** First and last day that the calendar offers. The rule about it lives in the room. */
  from?: Day
  to?: Day
}

/** A day or null. What cannot be read as a day stays in the form as typed, so that nothing is lost and the server refuses it here. */
export function DayField({ from, to, ...props }: DayFieldProps) {
  const t = useText()
  const [typing, setTyping] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const shared = useField(props)
  const [left, setLeft] = useState(true)
  const { value } = props.field
  const wrong = value !== null && !isDay(value)
  const frame = useRef<HTMLInputElement>(null)
  const button = (
    <ActionIcon variant="subtle" color="gray.8" aria-label={t(words.pick)} title={t(words.pick)} disabled={shared.disabled || shared.readOnly}>
      <IconCalendar size={18} stroke={1.75} aria-hidden />
    </ActionIcon>
  )
  return (
    <TextInput
      {...shared}
      ref={frame}
      error={shared.error ?? (wrong && left ? t(words.form) : undefined)}
      placeholder="dd/MM/yyyy"
      inputMode="numeric"
      autoComplete="off"
      value={typing ?? (wrong ? value : writeDay(value))}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setTyping(typed)
        setLeft(false)
        props.field.set(read(typed) ?? (typed.trim() || null))
      }}
      onBlur={() => {
        setLeft(true)
        setTyping(null)
      }}
      rightSection={
        <Popup button={button} open={open} onOpen={setOpen} role="dialog" label={props.label} at={() => frame.current}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <Calendar
              value={wrong ? null : value}
              from={from}
              to={to}
              onPick={(day) => {
                props.field.set(day)
                setTyping(null)
                setOpen(false)
              }}
            />
          </Suspense>
        </Popup>
      }
    />
  )
}

function read(typed: string): Day | null {
  const digits = /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(typed)
  return digits ? readDay(`${digits[1]}/${digits[2]}/${digits[3]}`) : (readDay(typed) ?? (isDay(typed.trim()) ? typed.trim() : null))
}
