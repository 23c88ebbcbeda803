// Where one is signed in, and ending what one does not know.
import { IconDeviceDesktop, IconDeviceMobile, IconLogout } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { access } from '#web/session.ts'
import { deviceOf, isPhone, placeOf } from './device.ts'

const words = {
  title: text('Phiên đăng nhập', 'Sessions'),
  lead: text('Các nơi tài khoản của bạn đang đăng nhập. Thấy nơi lạ, hãy kết thúc phiên đó và đổi mật khẩu.', 'Where your account is signed in. If you do not know one, end it and change your password.'),
  device: text('Thiết bị', 'Device'),
  place: text('Nơi', 'Place'),
  since: text('Đăng nhập', 'Signed in'),
  seen: text('Dùng gần nhất', 'Last used'),
  here: text('Phiên này', 'This session'),
  end: text('Kết thúc', 'End'),
  endWhat: text('{device} bị đăng xuất ngay.', '{device} is signed out at once.'),
  others: text('Kết thúc mọi phiên khác', 'End all other sessions'),
  othersWhat: text('{n} phiên khác bị đăng xuất ngay; phiên này vẫn còn.', 'The other sessions ({n}) are signed out at once; this one stays.'),
  ended: text('Đã kết thúc', 'Ended'),
}
type Session = Awaited<ReturnType<typeof access.sessions.call>>[number]

export function Sessions() {
  const t = useText()
  const format = useFormat()
  const sessions = useQuery(access.sessions.queryOptions())
  const [ending, setEnding] = useState<Session | 'others' | null>(null)
  const rows = sessions.data ?? []
  const others = rows.filter((row) => !row.current).length
  return (
    <Part title={t(words.title)} actions={others > 0 && <Button icon={IconLogout} onClick={() => setEnding('others')}>{t(words.others)}</Button>}>
      <Stack>
        <p>{t(words.lead)}</p>
        <Answer of={sessions}>{(all) => <DataTable label={t(words.title)} columns={columnsIn(t, format, all.find((s) => s.current)?.address ?? null, setEnding)} rows={all} keyOf={(row) => row.id} dress="list" />}</Answer>
      </Stack>
      {ending && (
        <Confirm
          title={t(ending === 'others' ? words.others : words.end)} deed={t(words.end)} grave open onClose={() => setEnding(null)}
          act={async () => {
            await (ending === 'others' ? access.endOtherSessions.call({}) : access.endSession.call({ sessionId: ending.id }))
            toast(words.ended)
            await queries.invalidateQueries({ queryKey: access.sessions.key() })
          }}
        >
          {ending === 'others' ? t(words.othersWhat, { n: others }) : t(words.endWhat, { device: nameOf(ending, t) })}
        </Confirm>
      )}
    </Part>
  )
}

function columnsIn(t: ReturnType<typeof useText>, format: ReturnType<typeof useFormat>, here: string | null, end: (session: Session) => void): Column<Session>[] {
  const place = ({ address }: Session) => address && `${t(placeOf(address, here))} · ${address}`
  return [
    { key: 'device', title: words.device, value: (row) => nameOf(row, t), main: true, show: (row) => <Device session={row} /> },
    { key: 'place', title: words.place, value: place },
    { key: 'since', title: words.since, value: (row) => format.moment(row.createdAt) },
    { key: 'seen', title: words.seen, value: (row) => format.moment(row.seenAt) },
    { key: 'end', title: text('', ''), value: () => null, show: (row) => !row.current && <Button tone="quiet" onClick={() => end(row)}>{t(words.end)}</Button> },
  ]
}

function Device({ session }: { session: Session }) {
  const t = useText()
  const Icon = isPhone(session.userAgent) ? IconDeviceMobile : IconDeviceDesktop
  return <Row><Icon size={18} stroke={1.75} aria-hidden /> {nameOf(session, t)} {session.current && <Badge tone="good">{t(words.here)}</Badge>}</Row>
}

function nameOf({ userAgent }: Session, t: ReturnType<typeof useText>): string {
  const { kind, browser } = deviceOf(userAgent)
  return [t(kind), browser].filter(Boolean).join(', ')
}
