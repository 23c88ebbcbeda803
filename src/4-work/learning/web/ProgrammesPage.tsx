// Programmes: what is taught, for whom, and what it counts as.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Page, Row } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { saidBy } from '#web/kit/table/columns.ts'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useMay } from '#web/session.ts'
import { learning, type Programme } from './api.ts'
import { ProgrammeSheet } from './ProgrammeSheet.tsx'
import { words } from './words.ts'

const own = {
  new: text('Thêm chương trình', 'New programme'), tags: text('Tính là', 'Counts as'), field: text('Lĩnh vực', 'Field of work'), level: text('Đối tượng', 'Level'), owner: text('Đơn vị chủ quản', 'Owner'),
  validity: text('Hiệu lực', 'Validity'), forEver: text('Không thời hạn', 'Does not lapse'), months: text('{n} tháng', '{n} months'), classes: text('Số lớp', 'Classes'), none: text('Chưa có chương trình nào', 'No programme yet'),
}
const PAGE = 50

export default function ProgrammesPage() {
  const t = useText()
  const language = useLanguage()
  const format = useFormat()
  const may = useMay()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const [open, setOpen] = useState<Programme | 'new' | null>(null)
  const lists = useQuery(learning.lists.queryOptions({ staleTime: 600_000 }))
  const input = (offset: number, limit = PAGE) => ({ search: search || undefined, limit, offset })
  const list = useInfiniteQuery(learning.programmes.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const all = async () => {
    const found: Programme[] = []
    for (;;) {
      const page = await learning.programmes.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const said = (kind: 'fields' | 'levels' | 'tags', code: string) => { const name = lists.data?.[kind].find((one) => one.code === code)?.name; return name ? t(name) : code }
  const columns: Column<Programme>[] = [
    { key: 'name', title: words.programme, value: (p) => (language === 'en' && p.nameEn) || p.name, main: true },
    { key: 'tags', title: own.tags, value: (p) => p.tags.map((tag) => said('tags', tag)).join(', '), show: (p) => <Row gap={4}>{p.tags.map((tag) => <Badge key={tag}>{said('tags', tag)}</Badge>)}</Row> },
    { key: 'field', title: own.field, value: (p) => said('fields', p.field), from: 'desktop' },
    { key: 'level', title: own.level, value: (p) => said('levels', p.level), from: 'tablet' },
    { key: 'hours', title: words.hours, kind: 'number', value: (p) => p.hours },
    { key: 'validity', title: own.validity, value: (p) => (p.validityMonths ? t(own.months, { n: format.number(p.validityMonths) }) : t(own.forEver)), from: 'tablet' },
    { key: 'owner', title: own.owner, value: (p) => p.owner, from: 'desktop' },
    { key: 'classes', title: own.classes, kind: 'number', value: (p) => p.classes, from: 'tablet' },
  ]
  return (
    <Page title={t(words.programmes)} path={[{ label: t(words.classes), to: '/lop-hoc' }]} actions={may('class.write') && <Button icon={IconPlus} tone="main" onClick={() => setOpen('new')}>{t(own.new)}</Button>}>
      <Answer of={list}>{(data) => (
        <DataTable
          label={t(words.programmes)} columns={columns} rows={data.pages.flatMap((page) => page.rows)} keyOf={(p) => p.id} empty={<Empty title={t(own.none)} />}
          onOpen={setOpen}
          paged={{ total: data.pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
        />
      )}</Answer>
      {open && lists.data && (open === 'new' || open.changeable) && <ProgrammeSheet lists={lists.data} programme={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
      {open && open !== 'new' && !open.changeable && (
        <Sheet title={open.name} open onClose={() => setOpen(null)} width={600}>
          <Facts of={columns.map((column) => [t(column.title), column.show?.(open) ?? saidBy(column, open, format)])} />
        </Sheet>
      )}
    </Page>
  )
}
