// One cell of the roster: every mark it ever had, and a correction with its reason.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { attendanceStates, type Attendance } from '../domain/attendance.ts'
import { learning, type ClassPageData } from './api.ts'
import { MarkHistory } from './MarkHistory.tsx'
import { words } from './words.ts'

export interface CellAt { session: ClassPageData['sessionList'][number]; person: { id: string; name: string }; /** null: got a seat after the session was countersigned. */ state: Attendance | null }

const own = {
  title: text('Điểm danh của {name}', 'Attendance of {name}'), is: text('Sửa thành', 'Correct to'), submit: text('Đính chính', 'Correct'),
  closed: text('Lớp đã kết thúc: việc hoàn thành của người này được tính lại ngay, số liệu đã biết trước đây vẫn tra được.', 'The class is closed: this person\'s completion is computed anew at once; what was known before can still be asked.'),
  done: text('Đã đính chính', 'Corrected'), same: text('Hãy chọn trạng thái khác.', 'Choose another state.'),
}

export function CorrectionDialog({ data, at, onClose }: { data: ClassPageData; at: CellAt; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const history = useQuery(learning.marks.queryOptions({ input: { id: data.id, sessionId: at.session.id, personId: at.person.id } }))
  const form = useForm({
    key: `correction.${at.session.id}.${at.person.id}`, start: { state: null as Attendance | null, reason: '' },
    check: ({ state, reason }) => ({ state: !state ? common.required : state === at.state && own.same, reason: !reason.trim() && common.required }),
    send: ({ state, reason }) => learning.correct.call({ id: data.id, sessionId: at.session.id, personId: at.person.id, state: state!, reason }),
    renews: [learning.key()],
    done: () => { toast(own.done); onClose() },
  })
  return (
    <Dialog title={t(own.title, { name: at.person.name })} open onClose={onClose} width={560}>
      <p>{format.moment(at.session.startsAt)}{at.session.topic && ` · ${at.session.topic}`}</p>
      <Answer of={history}>{(marks) => <MarkHistory marks={marks} />}</Answer>
      {data.may.attend && (
        <Form of={form} submit={t(own.submit)}>
          {data.status === 'closed' && <p>{t(own.closed)}</p>}
          <SelectField field={form.at('state')} label={t(own.is)} required choices={(Object.keys(attendanceStates) as Attendance[]).map((value) => ({ value, label: t(attendanceStates[value].label) }))} />
          <TextArea field={form.at('reason')} label={t(words.reason)} required />
        </Form>
      )}
    </Dialog>
  )
}
