// Accounts for many: from a file, or for all officials who have none; and what was made before.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { FileDrop } from '#web/kit/FileDrop.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part, Stack } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { accounts, roundPath, type Round } from './api.ts'
import { states, tones, words } from './words.ts'

const own = {
  lead: text('Xem trước từng người, cấp một lần, in thư trao tận tay.', 'Every person shown beforehand, made at once, handed over by letter.'),
  byFile: text('Từ tệp', 'From a file'),
  kinds: text('Danh sách .xlsx hoặc .csv, đến 20 MB: cột họ tên và ít nhất hai cột nữa, ví dụ STT, đơn vị, ngày sinh, số định danh, điện thoại, thư điện tử. Người trong danh sách phải có hồ sơ trong phạm vi của bạn.', 'A list, .xlsx or .csv, up to 20 MB: the name and two columns more at least, such as number, unit, birth date, identity number, telephone, e-mail. The people must have a record within your reach.'),
  byOffice: text('Mọi cán bộ chưa có tài khoản', 'All officials without an account'),
  byOfficeWhat: text('Lập danh sách mọi người đang giữ chức vụ trong phạm vi của bạn mà chưa có tài khoản.', 'Lists all who hold an office within your reach and have no account yet.'),
  gather: text('Lập danh sách', 'Make the list'),
  past: text('Các đợt đã lập', 'Past rounds'),
  none: text('Chưa có đợt nào', 'No round yet'),
  round: text('Đợt cấp', 'Round'), state: text('Tình trạng', 'State'), made: text('Đã cấp', 'Made'), unit: text('Đơn vị', 'Unit'), by: text('Người lập', 'By'), at: text('Lúc', 'At'),
}

export default function RoundsPage() {
  const t = useText()
  const { moment } = useFormat()
  const me = useMe()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const list = useInfiniteQuery(accounts.list.infiniteOptions({
    input: (offset: number) => ({ search: search || undefined, limit: 50, offset }), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const all = async () => {
    const found: Round[] = []
    for (;;) {
      const page = await accounts.list.call({ search: search || undefined, limit: 1000, offset: found.length })
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const open = async (id: string) => {
    await queries.invalidateQueries({ queryKey: accounts.key() })
    void navigate({ to: roundPath(id) })
  }
  const gather = useForm({ key: null, start: {}, send: (_, id) => accounts.officials.call({ id, unitId: me.unitId! }), done: ({ id }) => void open(id) })
  const columns: Column<Round>[] = [
    { key: 'round', title: own.round, value: (r) => r.name ?? t(words.officials), main: true },
    { key: 'state', title: own.state, value: (r) => t(states[r.state]), show: (r) => <Badge tone={tones[r.state] ?? 'plain'}>{t(states[r.state])}</Badge> },
    { key: 'made', title: own.made, kind: 'number', value: (r) => r.counts.made },
    { key: 'unit', title: own.unit, value: (r) => r.unit, from: 'tablet' },
    { key: 'by', title: own.by, value: (r) => r.by, from: 'desktop' },
    { key: 'at', title: own.at, value: (r) => moment(r.at) },
  ]
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Page title={t(words.title)} path={[{ label: t(words.accounts), to: '/tai-khoan' }]} lead={t(own.lead)}>
      <Part title={t(own.byOffice)}>
        <Stack>
          <p>{t(own.byOfficeWhat)}</p>
          <Form of={gather} submit={t(own.gather)}>{null}</Form>
        </Stack>
      </Part>
      <Part title={t(own.byFile)}>
        <FileDrop kinds={t(own.kinds)} send={async (file, id) => { await accounts.receive.call({ id, unitId: me.unitId!, file }); await open(id) }} />
      </Part>
      <Part title={t(own.past)} bare>
        <Answer of={list} lines={4}>
          {({ pages }) => (
            <DataTable
              label={t(own.past)} columns={columns} rows={rows} keyOf={(r) => r.id} to={(r) => roundPath(r.id)} empty={<Empty title={t(own.none)} />}
              paged={{ total: pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
            />
          )}
        </Answer>
      </Part>
    </Page>
  )
}
