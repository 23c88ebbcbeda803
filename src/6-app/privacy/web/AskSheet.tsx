// A request about the own data. It is sent once, whatever the line does.
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { ConsentState, PrivacyRequest } from '../contract.ts'
import { requestKinds } from '../domain/requests.ts'
import { privacy } from './api.ts'
import { kindHelp, kinds, words } from './words.ts'

const own = {
  title: text('Gửi yêu cầu về dữ liệu của tôi', 'Make a request about my data'),
  lead: text('Cán bộ bảo vệ dữ liệu cá nhân trả lời bước đầu trong ít ngày làm việc; hạn hiện ngay sau khi gửi.', 'A data protection officer gives a first answer within a few working days; the dates show once it is sent.'),
  send: text('Gửi yêu cầu', 'Send'), sent: text('Đã gửi yêu cầu', 'Sent'), of: text('Sự đồng ý nào', 'Which consent'),
}

export function AskSheet({ consents, onClose }: { consents: ConsentState[]; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: 'privacy.ask', start: { kind: null as PrivacyRequest['kind'] | null, activity: null as string | null, asked: '' }, renews: [privacy.key()],
    check: (v) => ({ kind: v.kind === null && common.required, activity: v.kind === 'withdraw' && v.activity === null && common.required, asked: v.asked.trim() === '' && common.required }),
    send: (v, id) => privacy.ask.call({ requestId: id, kind: v.kind!, activity: v.activity, asked: v.asked }),
    done: () => { toast(own.sent); onClose() },
  })
  const { kind } = form.values
  return (
    <Sheet title={t(own.title)} lead={t(own.lead)} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.send)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SelectField field={form.at('kind')} label={t(words.kind)} help={kind ? t(kindHelp[kind]) : undefined} required choices={requestKinds.map((value) => ({ value, label: t(kinds[value]) }))} />
        {kind === 'withdraw' && <SelectField field={form.at('activity')} label={t(own.of)} required choices={consents.map((c) => ({ value: c.activity, label: t(c.name) }))} />}
        <TextArea field={form.at('asked')} label={t(words.asked)} required rows={4} maxLength={4000} />
      </Form>
    </Sheet>
  )
}
