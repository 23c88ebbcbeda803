// How one hears of what concerns one: letters, this device, one's own calendar.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { MessageSettings } from '#platform/messages/contract'
import { messages } from './api.ts'
import { CalendarAddress } from './CalendarAddress.tsx'
import { PushDevices } from './PushDevices.tsx'

const words = {
  title: text('Cách nhận thông báo', 'How to receive messages'),
  lead: text('Thông báo luôn có trong Lộ Trình, ở biểu tượng chuông. Ngoài ra, bạn chọn:', 'Messages are always in Lộ Trình, behind the bell. Beside that, you choose:'),
  messages: text('Thông báo', 'Messages'),
  mail: text('Thư điện tử', 'E-mail'),
  to: text('Gửi đến {email}. Thư tổng hợp chỉ gửi khi có gì mới hoặc sắp đến hạn.', 'Sent to {email}. The daily letter comes only when something is new or soon due.'),
  nowhere: text('Tài khoản của bạn chưa có địa chỉ thư. Hãy nhờ người quản trị tài khoản của đơn vị ghi vào.', 'Your account has no e-mail address. Ask whoever looks after the accounts of your unit to enter it.'),
  when: text('Khi nào', 'When'),
  hour: text('Lúc mấy giờ', 'At what hour'),
  saved: text('Đã lưu', 'Saved'),
}
const ways = {
  digest: text('Mỗi ngày một thư tổng hợp', 'One letter a day'),
  now: text('Từng thông báo, ngay khi có', 'Each message at once'),
  none: text('Không gửi thư', 'No e-mail'),
}
type Way = keyof typeof ways

export default function SettingsPage() {
  const t = useText()
  const me = useMe()
  const settings = useQuery(messages.settings.queryOptions())
  return (
    <Page title={t(words.title)} lead={t(words.lead)} width="reading" path={[{ label: t(words.messages), to: '/thong-bao' }]}>
      <Answer of={settings}>{(now) => (
        <>
          <Part title={t(words.mail)}><Mail key={`${now.mail} ${now.digestHour}`} now={now} /></Part>
          <PushDevices now={now} />
          {me.personId && <CalendarAddress now={now.calendar} />}
        </>
      )}</Answer>
    </Page>
  )
}

function Mail({ now }: { now: MessageSettings }) {
  const t = useText()
  const form = useForm({
    key: null, start: { mail: now.mail as Way | null, hour: String(now.digestHour) as string | null },
    send: ({ mail, hour }) => messages.chooseMail.call({ mail: mail!, digestHour: Number(hour) }), renews: [messages.settings.key()],
    done: () => toast(words.saved),
  })
  if (now.email === null) return <p>{t(words.nowhere)}</p>
  return (
    <Stack>
      <p>{t(words.to, { email: now.email })}</p>
      <Form of={form} submit={t(common.save)} tone="plain" columns={2}>
        <SelectField field={form.at('mail')} label={t(words.when)} required choices={(Object.keys(ways) as Way[]).map((value) => ({ value, label: t(ways[value]) }))} />
        {form.values.mail === 'digest' && <SelectField field={form.at('hour')} label={t(words.hour)} required choices={Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }))} />}
      </Form>
    </Stack>
  )
}
