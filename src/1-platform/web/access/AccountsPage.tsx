// Accounts within reach: who may sign in, and the deeds of an administrator on them.
import { IconUserPlus, IconUsersPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { Failure } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { Page, Row } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { access } from '#web/session.ts'
import type { AccountRow } from '#platform/access/contract'
import { AccountSheet } from './AccountSheet.tsx'
import { NewAccountSheet } from './NewAccountSheet.tsx'
import { useAccountsRoof } from './roof.tsx'
import { OneTimePassword, type Shown } from './OneTimePassword.tsx'

const words = {
  title: text('Tài khoản', 'Accounts'),
  lead: text('Quyền đến từ chức vụ đang giữ; tài khoản chỉ để đăng nhập.', 'Powers come from the office held; an account is only for signing in.'),
  make: text('Cấp tài khoản', 'New account'),
  many: text('Cấp hàng loạt', 'Accounts for many'),
  name: text('Họ tên', 'Name'),
  username: text('Tên đăng nhập', 'User name'),
  office: text('Chức vụ', 'Office'),
  contact: text('Thư điện tử, điện thoại', 'E-mail, telephone'),
  seen: text('Dùng gần nhất', 'Last used'),
  state: text('Trạng thái', 'State'),
  all: text('Tất cả', 'All'),
  active: text('Đang dùng', 'In use'),
  blocked: text('Bị khóa', 'Blocked'),
  oneTime: text('Chờ đổi mật khẩu', 'Password to be changed'),
  never: text('Chưa đăng nhập', 'Never signed in'),
}
type State = 'all' | 'active' | 'blocked'

export default function AccountsPage() {
  const t = useText()
  const format = useFormat()
  const [{ tim: search, 'trang-thai': state }, go] = useAddress({ tim: '', 'trang-thai': 'all' })
  const [open, setOpen] = useState<AccountRow | null>(null)
  const roof = useAccountsRoof()
  const [making, setMaking] = useState(false)
  const [shown, setShown] = useState<Shown | null>(null)
  const asked = { search: search || undefined, state: (['active', 'blocked'].includes(state) ? state : 'all') as State }
  const list = useInfiniteQuery(access.accounts.infiniteOptions({
    input: (offset: number) => ({ ...asked, limit: 50, offset }), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (last, pages) => { const had = pages.reduce((n, page) => n + page.rows.length, 0); return had < last.total ? had : undefined },
  }))
  const rows = list.data?.pages.flatMap((page) => page.rows)
  return (
    <Page title={t(words.title)} lead={t(words.lead)} actions={<Row>{roof && <Button to={roof.manyPath} icon={IconUsersPlus}>{t(words.many)}</Button>}<Button tone="main" tour="account.new" icon={IconUserPlus} onClick={() => setMaking(true)}>{t(words.make)}</Button></Row>}>
      {list.isError && !rows ? <Failure error={list.error} retry={() => void list.refetch()} /> : (
        <DataTable
          label={t(words.title)} columns={columnsIn(t, format)} rows={rows} keyOf={(row) => row.id} onOpen={setOpen}
          paged={{
            total: list.data?.pages[0]?.total ?? 0, typed: search, onType: (typed) => go({ tim: typed }), loading: list.isFetching,
            more: () => { if (list.hasNextPage && !list.isFetching) void list.fetchNextPage() },
            all: async () => everyAccount(asked),
          }}
          tools={<SelectField
            label={t(words.state)} placeholder={t(words.all)}
            field={{ name: 'state', value: asked.state === 'all' ? null : asked.state, set: (value) => go({ 'trang-thai': value ?? 'all' }), refusals: [], disabled: false }}
            choices={[{ value: 'active', label: t(words.active) }, { value: 'blocked', label: t(words.blocked) }]}
          />}
        />
      )}
      {open && <AccountSheet account={rows?.find((row) => row.id === open.id) ?? open} onClose={() => setOpen(null)} onPassword={setShown} />}
      {making && <NewAccountSheet onClose={() => setMaking(false)} onPassword={setShown} />}
      {shown && <OneTimePassword shown={shown} onClose={() => setShown(null)} />}
    </Page>
  )
}

function columnsIn(t: ReturnType<typeof useText>, format: ReturnType<typeof useFormat>): Column<AccountRow>[] {
  const stateOf = (row: AccountRow) => t(row.blocked ? words.blocked : row.mustChangePassword ? words.oneTime : words.active)
  return [
    { key: 'name', title: words.name, kind: 'name', value: (row) => row.name, main: true },
    { key: 'username', title: words.username, value: (row) => row.username },
    { key: 'office', title: words.office, value: (row) => row.offices.map((o) => `${t(o.title)}, ${o.unitName}`).join('; '), from: 'tablet' },
    { key: 'contact', title: words.contact, value: (row) => [row.email, row.phone].filter(Boolean).join(', '), from: 'desktop' },
    { key: 'seen', title: words.seen, value: (row) => (row.seenAt ? format.moment(row.seenAt) : t(words.never)), from: 'desktop' },
    { key: 'state', title: words.state, value: stateOf, show: (row) => <Badge tone={row.blocked ? 'behind' : row.mustChangePassword ? 'soon' : 'good'}>{stateOf(row)}</Badge> },
  ]
}

async function everyAccount(asked: { search?: string | undefined; state: State }): Promise<AccountRow[]> {
  const rows: AccountRow[] = []
  for (;;) {
    const page = await access.accounts.call({ ...asked, limit: 1000, offset: rows.length })
    rows.push(...page.rows)
    if (rows.length >= page.total || page.rows.length === 0) return rows
  }
}
