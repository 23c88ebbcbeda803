// The calendar alone, loaded when a day is first picked.
import { DatePicker, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/vi'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { useLanguage, useText } from '#web/language.tsx'

const words = { before: text('Tháng trước', 'Previous month'), after: text('Tháng sau', 'Next month'), level: text('Chọn tháng hoặc năm', 'Choose month or year') }

export default function Calendar({ value, from, to, onPick }: { value: Day | null; from?: Day; to?: Day; onPick: (day: Day) => void }) {
  const t = useText()
  const language = useLanguage()
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
      <DatePicker
        value={value}
        defaultDate={value ?? undefined}
        minDate={from}
        maxDate={to}
        onChange={(day) => day && onPick(day)}
        // Red is for what is behind, not for Sundays.
        weekendDays={[]}
        monthLabelFormat="MM/YYYY"
        decadeLabelFormat="YYYY"
        ariaLabels={{ previousMonth: t(words.before), nextMonth: t(words.after), monthLevelControl: t(words.level), yearLevelControl: t(words.level) }}
      />
    </DatesProvider>
  )
}
