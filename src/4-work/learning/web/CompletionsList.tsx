// Completions of one person as a list; each opens what stands behind it.
import { text } from '#base/text'
import { Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import type { Completion } from './api.ts'
import { reasonOf, words } from './words.ts'

const own = {
  label: text('Chương trình đã hoàn thành', 'Completed programmes'), on: text('Hoàn thành', 'Completed'), by: text('Căn cứ', 'By'), state: text('Hiệu lực', 'Validity'),
  forEver: text('Không thời hạn', 'Does not lapse'), until: text('Đến trước {day}', 'Until {day}'), lapsed: text('Hết hiệu lực {day}', 'Lapsed {day}'), voided: text('Đã hủy: {reason}', 'Voided: {reason}'),
  claimed: text('Khai từ tệp nhập, chưa kiểm chứng', 'Claimed by an import, not verified'), none: text('Chưa hoàn thành chương trình nào', 'No programme completed yet'),
}

export function CompletionsList({ rows, opens }: { rows: readonly Completion[]; /** Each opens its evidence. */ opens: boolean }) {
  const t = useText()
  const format = useFormat()
  const today = useToday()
  const state = (c: Completion) => c.voidedAt ? t(own.voided, { reason: t(reasonOf(c.voidReason)!) }) : c.until === null ? t(own.forEver) : t(c.until <= today ? own.lapsed : own.until, { day: format.day(c.until) })
  const columns: Column<Completion>[] = [
    { key: 'programme', title: words.programme, value: (c) => c.programme, main: true },
    { key: 'on', title: own.on, kind: 'day', value: (c) => c.on, width: '120px' },
    { key: 'by', title: own.by, value: (c) => c.classTitle ?? t(own.claimed) },
    { key: 'state', title: own.state, value: state, show: (c) => <Badge tone={c.voidedAt ? 'plain' : c.until !== null && c.until <= today ? 'behind' : 'good'}>{state(c)}</Badge> },
  ]
  return <DataTable label={t(own.label)} dress="list" columns={columns} rows={rows} keyOf={(c) => c.id} empty={<Empty title={t(own.none)} />} {...(opens ? { to: (c: Completion) => `/hoan-thanh/${c.id}` } : {})} />
}
