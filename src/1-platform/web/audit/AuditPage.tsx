// The audit log as far as the office acted in reaches: who did what, as what, from where, and whether it is sealed.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, isDay } from '#base/day'
import { text, type Text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { roomApi } from '#web/api.ts'
import { Failure } from '#web/kit/Answer.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Page, Part, Row, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { auditContract, AuditEntryRow } from '#platform/audit/contract'
import { deedWords as ownDeeds, subjectWords as ownSubjects } from './deeds.ts'

const audit = roomApi<typeof auditContract>('audit')
const words = {
  title: text('Nhật ký', 'Audit log'),
  lead: text('Mọi việc ghi đều để lại một dòng không sửa, không xóa được.', 'Every write leaves a line that cannot be changed or removed.'),
  at: text('Lúc', 'When'),
  who: text('Ai', 'Who'),
  deed: text('Việc', 'Deed'),
  office: text('Chức vụ', 'Office'),
  unit: text('Đơn vị', 'Unit'),
  subject: text('Đối tượng', 'Subject'),
  seal: text('Niêm phong', 'Seal'),
  sealed: text('Đã vào chuỗi niêm phong', 'In the hash chain'),
  open: text('Chờ niêm phong', 'Waiting to be sealed'),
  stranger: text('Người chưa đăng nhập', 'Someone not signed in'),
  from: text('Từ ngày', 'From'),
  to: text('Đến hết ngày', 'To the end of'),
}

/** How rooms above call their deeds and what they were done to; by the names in the log. */
export interface AuditWords { deeds: Readonly<Record<string, Text>>; subjects: Readonly<Record<string, Text>> }

export function AuditPage({ words: above }: { words: AuditWords }) {
  const deedWords: AuditWords['deeds'] = { ...ownDeeds, ...above.deeds }
  const subjectWords: AuditWords['subjects'] = { ...ownSubjects, ...above.subjects }
  const t = useText()
  const format = useFormat()
  const [{ tim: search, tu: from, den: until }, go] = useAddress({ tim: '', tu: '', den: '' })
  const [open, setOpen] = useState<AuditEntryRow | null>(null)
  const asked = { search: search || undefined, from: isDay(from) ? from : undefined, to: isDay(until) ? addDays(until, 1) : undefined }
  const list = useInfiniteQuery(audit.entries.infiniteOptions({
    input: (offset: number) => ({ ...asked, limit: 100, offset }), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (last, pages) => { const had = pages.reduce((n, page) => n + page.rows.length, 0); return had < last.total ? had : undefined },
  }))
  const who = (row: AuditEntryRow) => row.who ?? t(words.stranger)
  const deed = (row: AuditEntryRow) => { const known = deedWords[row.action]; return known ? t(known) : row.action }
  const columns: Column<AuditEntryRow>[] = [
    { key: 'at', title: words.at, value: (row) => format.moment(row.at), width: '150px' },
    { key: 'deed', title: words.deed, value: deed, main: true },
    { key: 'who', title: words.who, value: who },
    { key: 'office', title: words.office, value: (row) => row.title && t(row.title), from: 'desktop' },
    { key: 'unit', title: words.unit, value: (row) => row.unitName, from: 'tablet' },
  ]
  const rows = list.data?.pages.flatMap((page) => page.rows)
  const dayAt = (name: 'tu' | 'den', value: string) => ({ name, value: isDay(value) ? value : null, set: (day: string | null) => go({ [name]: day ?? '' }), refusals: [], disabled: false })
  return (
    <Page title={t(words.title)} lead={t(words.lead)}>
      {list.isError && !rows ? <Failure error={list.error} retry={() => void list.refetch()} /> : (
        <Stack>
          <Part>
            <Row gap={16}>
              <DayField field={dayAt('tu', from)} label={t(words.from)} />
              <DayField field={dayAt('den', until)} label={t(words.to)} />
            </Row>
          </Part>
          <DataTable
            label={t(words.title)} columns={columns} rows={rows} keyOf={(row) => String(row.id)} onOpen={setOpen}
            paged={{
              total: list.data?.pages[0]?.total ?? 0, typed: search, onType: (typed) => go({ tim: typed }), loading: list.isFetching,
              more: () => { if (list.hasNextPage && !list.isFetching) void list.fetchNextPage() },
              all: async () => every(asked),
            }}
          />
        </Stack>
      )}
      {open && (
        <Sheet title={deed(open)} lead={format.moment(open.at)} open onClose={() => setOpen(null)} width={560}>
          <Facts of={[
            [t(words.who), who(open)],
            [t(words.office), open.title && t(open.title)],
            [t(words.unit), open.unitName],
            [t(words.deed), <code key="deed">{open.action}</code>],
            [t(words.subject), <>{t(subjectWords[open.subjectKind] ?? text(open.subjectKind, open.subjectKind))} <code>{open.subjectId}</code></>],
            [t(words.seal), t(open.sealed ? words.sealed : words.open)],
            ...Object.entries(open.detail).map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
          ]} />
        </Sheet>
      )}
    </Page>
  )
}

async function every(asked: { search?: string | undefined; from?: string | undefined; to?: string | undefined }): Promise<AuditEntryRow[]> {
  const rows: AuditEntryRow[] = []
  for (;;) {
    const page = await audit.entries.call({ ...asked, limit: 1000, offset: rows.length })
    rows.push(...page.rows)
    if (rows.length >= page.total || page.rows.length === 0) return rows
  }
}
