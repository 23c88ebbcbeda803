// What was recorded, as a person reads it: days as dd/MM/yyyy, ranges with words, yes and no.
import { addDays, dayOf, writeDay } from '#base/day'

const plainDay = /^\d{4}-\d{2}-\d{2}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const dayRange = /^[[(](\d{4}-\d{2}-\d{2})?,(\d{4}-\d{2}-\d{2})?[\])]$/

export function readable(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'Có' : 'Không'
  if (Array.isArray(value)) return value.map(readable).join(', ')
  if (typeof value === 'object') return Object.entries(value).map(([key, one]) => `${key}: ${readable(one)}`).join('; ')
  const text = String(value)
  if (plainDay.test(text)) return writeDay(text)
  const range = dayRange.exec(text)
  if (range) return `${range[1] ? `từ ${writeDay(range[1])}` : ''}${range[2] ? ` đến ${writeDay(addDays(range[2], -1))}` : ''}`.trim()
  if (moment.test(text) && !Number.isNaN(Date.parse(text))) {
    const at = new Date(text)
    return `${new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', hour12: false }).format(at)} ${writeDay(dayOf(at))}`
  }
  return text
}
