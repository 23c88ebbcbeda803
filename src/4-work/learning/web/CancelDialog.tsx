import { text } from '#base/text'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { learning, type ClassPageData } from './api.ts'
import { words } from './words.ts'

const own = {
  title: text('Hủy lớp này?', 'Cancel this class?'),
  what: text('{n} người trong danh sách sẽ không học lớp này nữa. Lớp và danh sách vẫn được lưu.', '{n} people on the list will not attend. The class and its list stay on record.'),
  deed: text('Hủy lớp', 'Cancel the class'), done: text('Đã hủy lớp', 'The class is cancelled'),
}

export function CancelDialog({ data, onClose }: { data: ClassPageData; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const form = useForm({
    key: `class-cancel.${data.id}`, start: { reason: '' },
    send: ({ reason }) => learning.cancel.call({ id: data.id, reason }), renews: [learning.key()],
    done: () => { toast(own.done); onClose() },
  })
  return (
    <Dialog title={t(own.title)} open onClose={onClose}>
      <p>{t(own.what, { n: format.number(data.seated + data.waiting) })}</p>
      <Form of={form} submit={t(own.deed)}><TextArea field={form.at('reason')} label={t(words.reason)} required /></Form>
    </Dialog>
  )
}
