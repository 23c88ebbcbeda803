// A new file, and what was brought in before.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { ImportSummary } from '../contract.ts'
import { aboutImports, importPath, intake, type ImportState } from './api.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { states, words } from './words.ts'

const own = {
  lead: text('Đưa bảng tính của đơn vị vào hệ thống: xem trước từng dòng, ghi một lần, hoàn tác được cả tệp.', 'Bring in a spreadsheet: every row shown beforehand, written at once, undone as a whole.'),
  past: text('Đã nhập', 'Past imports'),
  none: text('Chưa có tệp nào', 'No file yet'),
  noneWhy: text('Tệp đầu tiên sẽ hiện ở đây, cùng nút hoàn tác.', 'The first file will appear here, with a way to undo it.'),
  file: text('Tệp', 'File'), unit: text('Đơn vị', 'Unit'), by: text('Người nhập', 'By'), at: text('Lúc', 'At'), state: text('Tình trạng', 'State'),
  written: text('Dòng ghi', 'Rows written'), refused: text('Dòng từ chối', 'Rows refused'),
}
const tones: Partial<Record<ImportState, 'good' | 'soon' | 'behind'>> = { imported: 'good', checked: 'soon', failed: 'behind' }
const PAGE = 50

export default function ImportsPage() {
  const t = useText()
  const { moment } = useFormat()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const input = (offset: number, limit = PAGE) => ({ search: search || undefined, limit, offset })
  const list = useInfiniteQuery(intake.list.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  useLive(intake.key(), aboutImports)
  const all = async () => {
    const found: ImportSummary[] = []
    for (;;) {
      const page = await intake.list.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const columns: Column<ImportSummary>[] = [
    { key: 'file', title: own.file, value: (i) => i.name, main: true },
    { key: 'state', title: own.state, value: (i) => t(states[i.state]), show: (i) => <Badge tone={tones[i.state] ?? 'plain'}>{t(states[i.state])}</Badge> },
    { key: 'written', title: own.written, kind: 'number', value: (i) => (i.result ? i.counts.imported : null) },
    { key: 'refused', title: own.refused, kind: 'number', value: (i) => i.counts.refused ?? 0 },
    { key: 'unit', title: own.unit, value: (i) => i.unit, from: 'tablet' },
    { key: 'by', title: own.by, value: (i) => i.by, from: 'desktop' },
    { key: 'at', title: own.at, value: (i) => moment(i.at) },
  ]
  return (
    <Page title={t(words.imports)} lead={t(own.lead)}>
      <ChooseFile />
      <Part title={t(own.past)} bare>
        <Answer of={list} lines={5}>
          {({ pages }) => (
            <DataTable
              label={t(own.past)} columns={columns} rows={pages.flatMap((page) => page.rows)} keyOf={(i) => i.id} to={(i) => importPath(i.id)}
              empty={<Empty title={t(own.none)}>{t(own.noneWhy)}</Empty>}
              paged={{ total: pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
            />
          )}
        </Answer>
      </Part>
    </Page>
  )
}
