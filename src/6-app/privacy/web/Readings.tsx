// Who read the sensitive fields of a person, when and for what.
import { text } from '#base/text'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { Reading } from '../contract.ts'
import { sensitive } from './words.ts'

const own = {
  label: text('Lần xem thông tin nhạy cảm', 'Readings of sensitive fields'), at: text('Lúc', 'At'), who: text('Người xem', 'Read by'), purpose: text('Mục đích', 'Purpose'), fields: text('Mục đã xem', 'Fields'),
  none: text('Chưa ai xem.', 'Nobody has read them.'), machine: text('Hệ thống', 'The system'),
}

export function Readings({ readings }: { readings: Reading[] }) {
  const t = useText()
  const { moment } = useFormat()
  const columns: Column<Reading>[] = [
    { key: 'at', title: own.at, value: (r) => moment(r.at), width: '150px' },
    { key: 'who', title: own.who, main: true, value: (r) => [r.reader ?? t(own.machine), r.title && t(r.title), r.unitName].filter(Boolean).join(', ') },
    { key: 'purpose', title: own.purpose, value: (r) => r.purpose },
    { key: 'fields', title: own.fields, from: 'desktop', value: (r) => r.fields.map((field) => (sensitive[field] ? t(sensitive[field]) : field)).join(', ') },
  ]
  return <DataTable label={t(own.label)} columns={columns} rows={readings} keyOf={(r) => `${r.at} ${r.purpose}`} dress="list" empty={<p>{t(own.none)}</p>} />
}
