// The secret address of one's calendar, shown once.
import { IconCalendarPlus, IconCopy, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Button } from '#web/kit/Button.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { MessageSettings } from '#platform/messages/contract'
import { messages } from './api.ts'
import styles from './Messages.module.css'

const words = {
  title: text('Lịch riêng của tôi', 'My own calendar'),
  what: text('Xem lớp học và hạn việc của bạn trong lịch của điện thoại hoặc máy tính (Google, Apple, Outlook…): thêm lịch bằng địa chỉ (iCalendar).', 'See your classes and due days in the calendar of your phone or computer (Google, Apple, Outlook…): add a calendar by address (iCalendar).'),
  since: text('Có địa chỉ từ {since}.', 'There is an address since {since}.'),
  asked: text('Lần đọc gần nhất: {at}.', 'Last read: {at}.'),
  never: text('Chưa có ứng dụng nào đọc.', 'No program has read it yet.'),
  make: text('Tạo địa chỉ lịch', 'Make an address'),
  renew: text('Tạo địa chỉ mới', 'Make a new one'),
  renewWhat: text('Địa chỉ cũ ngừng hoạt động ngay; ứng dụng lịch cần được thêm lại bằng địa chỉ mới.', 'The old address ends at once; add the new one to your calendar program.'),
  makeWhat: text('Ai có địa chỉ này đều xem được lịch của bạn, không cần đăng nhập. Lịch không ghi tên người khác.', 'Whoever has the address can see your calendar without signing in. It names nobody else.'),
  end: text('Ngừng', 'End'),
  endTitle: text('Ngừng địa chỉ lịch', 'End the address'),
  endWhat: text('Ứng dụng lịch không đọc được nữa.', 'Calendar programs read no more.'),
  ended: text('Đã ngừng', 'Ended'),
  once: text('Địa chỉ chỉ hiện lần này. Hãy chép vào ứng dụng lịch của bạn.', 'The address is shown only this once. Copy it into your calendar program.'),
  copy: text('Chép', 'Copy'),
  copied: text('Đã chép', 'Copied'),
}

export function CalendarAddress({ now }: { now: MessageSettings['calendar'] }) {
  const t = useText()
  const { moment } = useFormat()
  const [asking, setAsking] = useState<'make' | 'end' | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const renew = () => queries.invalidateQueries({ queryKey: messages.settings.key() })
  return (
    <Part title={t(words.title)}>
      <Stack>
        <p>{t(words.what)}</p>
        {now && <p>{t(words.since, { since: moment(now.since) })} {now.askedAt ? t(words.asked, { at: moment(now.askedAt) }) : t(words.never)}</p>}
        <Row>
          <Button icon={now ? IconRefresh : IconCalendarPlus} onClick={() => setAsking('make')}>{t(now ? words.renew : words.make)}</Button>
          {now && <Button tone="quiet" onClick={() => setAsking('end')}>{t(words.end)}</Button>}
        </Row>
      </Stack>
      {asking === 'make' && (
        <Confirm
          title={t(now ? words.renew : words.make)} deed={t(now ? words.renew : words.make)} grave={now !== null} open onClose={() => setAsking(null)}
          act={async () => {
            const { path } = await messages.makeCalendar.call({})
            setShown(location.origin + path)
            await renew()
          }}
        >
          {t(now ? words.renewWhat : words.makeWhat)}
        </Confirm>
      )}
      {asking === 'end' && (
        <Confirm
          title={t(words.endTitle)} deed={t(words.end)} grave open onClose={() => setAsking(null)}
          act={async () => {
            await messages.endCalendar.call()
            toast(words.ended)
            await renew()
          }}
        >
          {t(words.endWhat)}
        </Confirm>
      )}
      {shown && (
        <Dialog title={t(words.title)} open onClose={() => setShown(null)}>
          <Stack>
            <p>{t(words.once)}</p>
            <output className={styles.address}>{shown}</output>
            <Row end>
              {'clipboard' in navigator && <Button icon={IconCopy} onClick={() => void navigator.clipboard.writeText(shown).then(() => toast(words.copied))}>{t(words.copy)}</Button>}
              <Button tone="main" onClick={() => setShown(null)}>{t(common.close)}</Button>
            </Row>
          </Stack>
        </Dialog>
      )}
    </Part>
  )
}
