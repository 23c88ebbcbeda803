// Where one is signed in, and ending what one does not know.
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { access } from '#web/session.ts'

const words = {
  title: text('Phiên đăng nhập', 'Sessions'),
  lead: text('Các nơi tài khoản của bạn đang đăng nhập. Thấy nơi lạ, hãy kết thúc phiên đó và đổi mật khẩu.', 'Where your account is signed in. If you do not know one, end it and change your password.'),
  device: text('Thiết bị', 'Device'),
  address: text('Địa chỉ', 'Address'),
  since: text('Đăng nhập', 'Signed in'),
  seen: text('Dùng gần nhất', 'Last used'),
  here: text('Phiên này', 'This session'),
  end: text('Kết thúc', 'End'),
  endWhat: text('Phiên từ {address} bị đăng xuất ngay.', 'The session from {address} is signed out at once.'),
  phone: text('Điện thoại', 'Phone'),
  computer: text('Máy tính', 'Computer'),
}
type Session = Awaited<ReturnType<typeof access.sessions.call>>[number]

export default function SessionsPage() {
  const t = useText()
  const format = useFormat()
  const sessions = useQuery(access.sessions.queryOptions())
  const [ending, setEnding] = useState<Session | null>(null)
  return (
    <Page title={t(words.title)} lead={t(words.lead)}>
      <Answer of={sessions}>{(rows) => <DataTable label={t(words.title)} columns={columnsIn(t, format, setEnding)} rows={rows} keyOf={(row) => row.id} dress="list" />}</Answer>
      {ending && (
        <Confirm
          title={t(words.end)} deed={t(words.end)} grave open onClose={() => setEnding(null)}
          act={async () => {
            await access.endSession.call({ sessionId: ending.id })
            await queries.invalidateQueries({ queryKey: access.sessions.key() })
          }}
        >
          {t(words.endWhat, { address: ending.address ?? deviceOf(ending, t) })}
        </Confirm>
      )}
    </Page>
  )
}

function columnsIn(t: ReturnType<typeof useText>, format: ReturnType<typeof useFormat>, end: (session: Session) => void): Column<Session>[] {
  return [
    { key: 'device', title: words.device, value: (row) => deviceOf(row, t), main: true, show: (row) => <Device session={row} /> },
    { key: 'address', title: words.address, value: (row) => row.address },
    { key: 'since', title: words.since, value: (row) => format.moment(row.createdAt), from: 'tablet' },
    { key: 'seen', title: words.seen, value: (row) => format.moment(row.seenAt) },
    { key: 'end', title: words.end, value: () => null, show: (row) => !row.current && <Button tone="quiet" onClick={() => end(row)}>{t(words.end)}</Button> },
  ]
}

function Device({ session }: { session: Session }) {
  const t = useText()
  const Icon = isPhone(session.userAgent) ? IconDeviceMobile : IconDeviceDesktop
  return <><Icon size={18} stroke={1.75} aria-hidden /> {deviceOf(session, t)} {session.current && <Badge tone="good">{t(words.here)}</Badge>}</>
}

function deviceOf({ userAgent }: Session, t: ReturnType<typeof useText>): string {
  const browser = /(Edg|OPR|Firefox|CriOS|coc_coc_browser|Chrome|Safari)\//.exec((userAgent ?? '').replace(/^.*?(?=Edg\/|OPR\/|coc_coc_browser\/)/, ''))?.[1]
  const name = { Edg: 'Edge', OPR: 'Opera', CriOS: 'Chrome', coc_coc_browser: 'Cốc Cốc' }[browser ?? ''] ?? browser
  return [t(isPhone(userAgent) ? words.phone : words.computer), name].filter(Boolean).join(', ')
}

function isPhone(userAgent: string | null): boolean {
  return /Mobile|Android|iPhone/.test(userAgent ?? '')
}
