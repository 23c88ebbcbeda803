// Push messages: on or off in this browser, and where else they are on.
import { IconBellOff, IconBellRinging } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { deviceOf } from '../access/device.ts'
import type { MessageSettings } from '#platform/messages/contract'
import { messages } from './api.ts'
import { pushState, startPush, stopPush } from './push.ts'
import styles from './Messages.module.css'

const words = {
  title: text('Thông báo đẩy', 'Push messages'),
  what: text('Hiện ngay trên màn hình thiết bị, kể cả khi không mở Lộ Trình, cho đến khi bạn đăng xuất ở đó.', 'Shown on the screen of the device at once, even while Lộ Trình is not open, until you sign out there.'),
  unable: text('Trình duyệt này không nhận được thông báo đẩy. Trên iPhone, hãy thêm Lộ Trình vào màn hình chính trước.', 'This browser cannot receive push messages. On an iPhone, add Lộ Trình to the home screen first.'),
  denied: text('Bạn đã chặn thông báo của trang này trong trình duyệt. Hãy cho phép lại trong cài đặt của trình duyệt.', 'You blocked notifications of this site in the browser. Allow them again in its settings.'),
  on: text('Bật trên thiết bị này', 'Switch on in this browser'),
  off: text('Tắt', 'Switch off'),
  here: text('Thiết bị này', 'This device'),
  since: text('{device}, từ {since}', '{device}, since {since}'),
  started: text('Đã bật thông báo đẩy', 'Push messages are on'),
  stopped: text('Đã tắt', 'Switched off'),
  refused: text('Trình duyệt chưa cho phép thông báo.', 'The browser did not allow notifications.'),
}

export function PushDevices({ now: { devices, pushKey } }: { now: MessageSettings }) {
  const t = useText()
  const { moment } = useFormat()
  const { accountId } = useMe()
  const state = useQuery({ queryKey: ['push-state'], queryFn: pushState, gcTime: 0 })
  const [busy, setBusy] = useState<string | null>(null)
  const act = async (what: string, deed: () => Promise<void>) => {
    setBusy(what)
    try {
      await deed()
    } catch (error) {
      heed(error)
      toast(refusalsOf(error)[0]!.text)
    }
    await queries.invalidateQueries({ queryKey: messages.settings.key() })
    setBusy(null)
  }
  const start = () => act('on', async () => {
    toast(await startPush(accountId, pushKey) ? words.started : words.refused)
    await state.refetch()
  })
  return (
    <Part title={t(words.title)}>
      <Stack>
        <p>{t(words.what)}</p>
        {devices.length > 0 && (
          <ul className={styles.devices}>{devices.map((device) => {
            const { kind, browser } = deviceOf(device.userAgent)
            return (
              <li key={device.id}>
                <Row>{t(words.since, { device: [t(kind), browser].filter(Boolean).join(', '), since: moment(device.since) })} {device.current && <Badge tone="good">{t(words.here)}</Badge>}</Row>
                <Button tone="quiet" icon={IconBellOff} busy={busy === device.id} onClick={() => void act(device.id, async () => { await stopPush(device); toast(words.stopped) })}>{t(words.off)}</Button>
              </li>
            )
          })}</ul>
        )}
        {!devices.some((device) => device.current) && state.data && (state.data === 'able'
          ? <Row><Button icon={IconBellRinging} busy={busy === 'on'} onClick={() => void start()}>{t(words.on)}</Button></Row>
          : <p>{t(words[state.data])}</p>)}
      </Stack>
    </Part>
  )
}
