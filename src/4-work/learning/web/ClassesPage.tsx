// Classes that the office acted in may see, the newest first.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { IconBooks, IconCertificate, IconPlus, IconUserStar } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMay } from '#web/session.ts'
import { classForms, classStatuses, type ClassStatus } from '../domain/classes.ts'
import { learning, type ClassListed } from './api.ts'
import styles from './Learning.module.css'
import { statusTone } from './tone.ts'
import { words } from './words.ts'

const own = {
  new: text('Mở lớp mới', 'New class'),
  chairs: text('Chủ tịch mới', 'New chairs'),
  any: text('Mọi tình trạng', 'Any status'),
  none: text('Chưa có lớp nào', 'No class yet'),
  noneWhy: text('Lớp do đơn vị và cấp dưới tổ chức, cùng lớp của cấp trên đã thông báo, hiện ở đây.', 'Classes held by the unit and by those below, and announced classes of the unions above, appear here.'),
  people: text('Học viên', 'Seats'),
  first: text('Bắt đầu', 'From'),
  last: text('Kết thúc', 'To'),
}
const PAGE = 50

export default function ClassesPage() {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const { on, isToday } = useAsOf()
  const [{ trangthai }, go] = useAddress({ trangthai: '' })
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const input = (offset: number, limit = PAGE) => ({ search: search || undefined, status: (trangthai || undefined) as ClassStatus | undefined, on: isToday ? undefined : on, limit, offset })
  const list = useInfiniteQuery(learning.classes.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const all = async () => {
    const found: ClassListed[] = []
    for (;;) {
      const page = await learning.classes.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const columns: Column<ClassListed>[] = [
    { key: 'title', title: words.title, value: (c) => c.title, main: true },
    { key: 'programme', title: words.programme, value: (c) => c.programme, from: 'desktop' },
    { key: 'unit', title: words.organiser, value: (c) => c.unit },
    { key: 'form', title: words.form, value: (c) => t(classForms[c.form].label), from: 'desktop' },
    { key: 'first', title: own.first, kind: 'day', value: (c) => c.firstDay },
    { key: 'last', title: own.last, kind: 'day', value: (c) => c.lastDay, from: 'desktop' },
    { key: 'people', title: own.people, value: (c) => `${format.number(c.seated)}/${format.number(c.capacity)}`, width: '100px' },
    { key: 'completed', title: words.completed, kind: 'number', value: (c) => c.completed, from: 'tablet' },
    { key: 'status', title: words.status, value: (c) => t(classStatuses[c.status].label), show: (c) => <Badge tone={statusTone[c.status]}>{t(classStatuses[c.status].label)}</Badge> },
  ]
  return (
    <Page
      follows="day" title={t(words.classes)}
      actions={<>
        <Button icon={IconBooks} to="/chuong-trinh">{t(words.programmes)}</Button>
        {may('person.see') && <Button icon={IconCertificate} to="/so-chung-nhan">{t(words.register)}</Button>}
        {may('class.write') && <Button icon={IconUserStar} to="/chu-tich-moi">{t(own.chairs)}</Button>}
        {may('class.write') && <Button icon={IconPlus} tone="main" tour="class.new" to="/lop-hoc/moi">{t(own.new)}</Button>}
      </>}
    >
      <Answer of={list}>{(data) => (
        <DataTable
          label={t(words.classes)} columns={columns} rows={data.pages.flatMap((page) => page.rows)} keyOf={(c) => c.id} to={(c) => `/lop-hoc/${c.id}`}
          empty={<Empty title={t(own.none)}>{t(own.noneWhy)}</Empty>}
          tools={
            <select className={styles.pick} aria-label={t(words.status)} value={trangthai} onChange={(event) => go({ trangthai: event.currentTarget.value })}>
              <option value="">{t(own.any)}</option>
              {(Object.keys(classStatuses) as ClassStatus[]).map((value) => <option key={value} value={value}>{t(classStatuses[value].label)}</option>)}
            </select>
          }
          paged={{ total: data.pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
        />
      )}</Answer>
    </Page>
  )
}
