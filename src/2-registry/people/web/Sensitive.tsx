// Sensitive fields stay closed until a purpose is named; the reading leaves a line that the person concerned may see.
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part, Stack } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { people } from './api.ts'
import { words } from './words.ts'

const own = {
  title: text('Thông tin nhạy cảm', 'Sensitive fields'),
  closed: text('Số định danh, dân tộc, tôn giáo, Đảng chỉ mở khi nêu mục đích. Mỗi lần xem đều được ghi lại.', 'Identity number, ethnicity, religion and Party membership open only for a purpose. Every reading is recorded.'),
  read: text('Xem, nêu mục đích', 'Read, naming a purpose'),
  purpose: text('Mục đích', 'Purpose'),
  purposeHelp: text('Ví dụ: lập danh sách cấp chứng chỉ lớp 12/2026.', 'For example: list of certificates for class 12/2026.'),
  tooShort: text('Hãy nêu rõ mục đích.', 'Say the purpose.'),
  hide: text('Đóng lại', 'Close again'),
  ethnicity: text('Dân tộc', 'Ethnicity'), religion: text('Tôn giáo', 'Religion'), party: text('Đảng viên', 'Party member'),
  withheld: text('Dân tộc, tôn giáo, Đảng viên không mở: chưa có sự đồng ý của người này.', 'Ethnicity, religion and Party membership stay shut: this person has not consented.'),
  yes: text('Có', 'Yes'), no: text('Không', 'No'), unknown: text('Chưa có', 'Not recorded'),
}

type Read = Awaited<ReturnType<typeof people.readSensitive.call>>

export function Sensitive({ personId }: { personId: string }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const [read, setRead] = useState<Read | null>(null)
  const form = useForm({
    key: null, start: { purpose: '' }, check: (v) => ({ purpose: v.purpose.trim().length < 5 && own.tooShort }),
    send: (v) => people.readSensitive.call({ id: personId, purpose: v.purpose }),
    done: (found) => { setRead(found); setAsking(false) },
  })
  return (
    <Part title={t(own.title)} actions={read ? <Button onClick={() => setRead(null)}>{t(own.hide)}</Button> : <Button icon={IconLock} onClick={() => setAsking(true)}>{t(own.read)}</Button>}>
      {read
        ? (
          <Stack>
            <Facts of={[
              [t(words.citizenId), read.citizenId ?? t(own.unknown)], [t(words.oldId), read.oldId], [t(own.ethnicity), read.ethnicity], [t(own.religion), read.religion],
              [t(own.party), read.partyMember === null ? null : t(read.partyMember ? own.yes : own.no)]]} />
            {read.withheld && <p>{t(own.withheld)}</p>}
          </Stack>
        )
        : <p>{t(own.closed)}</p>}
      <Dialog title={t(own.title)} open={asking} onClose={() => setAsking(false)}>
        <Stack>
          <p>{t(own.closed)}</p>
          <Form of={form} submit={t(own.read)} beside={<Button onClick={() => setAsking(false)}>{t(common.cancel)}</Button>}>
            <TextField field={form.at('purpose')} label={t(own.purpose)} help={t(own.purposeHelp)} required autoFocus maxLength={500} />
          </Form>
        </Stack>
      </Dialog>
    </Part>
  )
}
