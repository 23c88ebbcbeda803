// Requests of persons in reach, what is due first at the top. One that came on paper is recorded here.
import { IconMessagePlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { text } from '#base/text'
import { findPeople } from '#people/web'
import { useAddress } from '#web/address.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import type { PrivacyRequest } from '../contract.ts'
import { privacy, requestPath } from './api.ts'
import { Due } from './Due.tsx'
import { RequestOnPaper } from './OnPaper.tsx'
import { kinds, words } from './words.ts'

const own = {
  label: text('Yêu cầu về dữ liệu cá nhân', 'Requests on personal data'), which: text('Hiện', 'Show'), record: text('Ghi yêu cầu trên giấy', 'Record one on paper'), whose: text('Của ai', 'Whose'),
  open: text('Đang chờ', 'Open'), late: text('Quá hạn', 'Late'), all: text('Tất cả', 'All'), noneWhy: text('Khi có người gửi yêu cầu, nó hiện ở đây cùng thời hạn.', 'When somebody asks, it appears here with its dates.'),
}
const PAGE = 50
type Which = 'open' | 'late' | 'all'

export function RequestsTab() {
  const t = useText()
  const [{ hien }, go] = useAddress({ hien: 'open' })
  const [typed, setTyped] = useState('')
  const [recording, setRecording] = useState(false)
  const search = useDeferredValue(typed)
  const which = (['open', 'late', 'all'].includes(hien) ? hien : 'open') as Which
  const input = (offset: number, limit = PAGE) => ({ which, search: search || undefined, limit, offset })
  const list = useInfiniteQuery(privacy.requests.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const all = async () => {
    const found: PrivacyRequest[] = []
    for (;;) {
      const page = await privacy.requests.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const columns: Column<PrivacyRequest>[] = [
    { key: 'person', title: words.person, kind: 'name', value: (r) => r.personName, main: true },
    { key: 'kind', title: words.kind, value: (r) => t(kinds[r.kind]) },
    { key: 'due', title: words.due, value: (r) => r.due?.by ?? '', show: (r) => <Due request={r} /> },
    { key: 'askedOn', title: words.askedOn, kind: 'day', value: (r) => r.askedOn, from: 'tablet', width: '120px' },
    { key: 'asked', title: words.asked, value: (r) => r.asked, from: 'desktop' },
  ]
  const tools = (
    <>
      <SelectField field={{ name: 'which', value: which, set: (value) => go({ hien: value ?? 'open' }), refusals: [], disabled: false }} label={t(own.which)} required choices={(['open', 'late', 'all'] as const).map((value) => ({ value, label: t(own[value]) }))} />
      <Button icon={IconMessagePlus} onClick={() => setRecording(true)}>{t(own.record)}</Button>
    </>
  )
  return (
    <>
      <Answer of={list} lines={5}>
        {({ pages }) => (
          <>
            {(pages[0]?.total ?? 0) === 0 && typed === '' && tools}
            <DataTable
              label={t(own.label)} columns={columns} rows={pages.flatMap((page) => page.rows)} keyOf={(r) => r.id} to={(r) => requestPath(r.id)} tools={tools} empty={<Empty title={t(words.noRequests)}>{t(own.noneWhy)}</Empty>}
              paged={{ total: pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
            />
          </>
        )}
      </Answer>
      {recording && <RecordForSomebody onClose={() => setRecording(false)} />}
    </>
  )
}

/** First whose request it is; the rest is asked once that is known. */
function RecordForSomebody({ onClose }: { onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const [found, setFound] = useState<Found | null>(null)
  const person = useQuery({ ...privacy.person.queryOptions({ input: { personId: found?.id ?? '' } }), enabled: found !== null })
  if (person.data) return <RequestOnPaper person={person.data} onClose={onClose} />
  return (
    <Dialog title={t(own.record)} open onClose={onClose}>
      <SearchSelect field={{ name: 'person', value: found, set: setFound, refusals: [], disabled: false }} label={t(own.whose)} of="people" required autoFocus search={(typed) => findPeople(typed, today)} />
    </Dialog>
  )
}
