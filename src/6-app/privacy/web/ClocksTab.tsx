// Days for each kind of request, and the holidays by which working days are counted.
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { KindClock } from '../contract.ts'
import { privacy } from './api.ts'
import { kinds, words } from './words.ts'

const own = {
  clocks: text('Thời hạn theo loại yêu cầu', 'Days by kind of request'), lead: text('Trả lời bước đầu tính theo ngày làm việc; giải quyết và gia hạn tính theo ngày lịch. Thời hạn đã hứa không đổi khi sửa bảng này.', 'The first answer is counted in working days, the rest in days of the calendar. Promises already made do not change with this table.'),
  answer: text('Trả lời (ngày làm việc)', 'Answer (working days)'), finish: text('Giải quyết', 'Finish'), others: text('Khi có bên khác', 'Where others must act'), extend: text('Gia hạn tối đa', 'Extension at most'),
  holidays: text('Ngày nghỉ', 'Holidays'), add: text('Thêm ngày nghỉ', 'Add a holiday'), day: text('Ngày', 'Day'), name: text('Tên', 'Name'), remove: text('Bỏ', 'Take out'), removeWhat: text('Ngày {day} lại được tính là ngày làm việc cho yêu cầu mới.', '{day} counts as a working day again for new requests.'), change: text('Sửa', 'Change'),
}
type Holiday = { day: Day; name: string }

export function ClocksTab() {
  const t = useText()
  const { day } = useFormat()
  const clocks = useQuery(privacy.clocks.queryOptions())
  const [deed, setDeed] = useState<KindClock | Holiday | 'add' | null>(null)
  const close = () => setDeed(null)
  const columns = (writable: boolean): Column<KindClock>[] => [
    { key: 'kind', title: words.kind, main: true, value: (c) => t(kinds[c.kind]) },
    { key: 'answer', title: own.answer, kind: 'number', value: (c) => c.answerDays }, { key: 'finish', title: own.finish, kind: 'number', value: (c) => c.finishDays },
    { key: 'others', title: own.others, kind: 'number', value: (c) => c.othersDays }, { key: 'extend', title: own.extend, kind: 'number', value: (c) => c.extendDays },
    ...(writable ? [{ key: 'deed', title: text('', ''), value: () => null, show: (c: KindClock) => <Button tone="quiet" icon={IconPencil} onClick={() => setDeed(c)}>{t(own.change)}</Button> }] : []),
  ]
  const holidayColumns = (writable: boolean): Column<Holiday>[] => [
    { key: 'day', title: own.day, kind: 'day', value: (h) => h.day, width: '130px' }, { key: 'name', title: own.name, main: true, value: (h) => h.name },
    ...(writable ? [{ key: 'deed', title: text('', ''), value: () => null, show: (h: Holiday) => <Button tone="quiet" onClick={() => setDeed(h)}>{t(own.remove)}</Button> }] : []),
  ]
  return (
    <Answer of={clocks}>
      {(data) => (
        <Stack>
          <Part title={t(own.clocks)}><Stack><p>{t(own.lead)}</p><DataTable label={t(own.clocks)} columns={columns(data.writable)} rows={data.clocks} keyOf={(c) => c.kind} dress="list" /></Stack></Part>
          <Part title={t(own.holidays)} actions={data.writable && <Button icon={IconPlus} onClick={() => setDeed('add')}>{t(own.add)}</Button>}><DataTable label={t(own.holidays)} columns={holidayColumns(data.writable)} rows={data.holidays} keyOf={(h) => h.day} dress="list" /></Part>
          {deed === 'add' && <HolidaySheet onClose={close} />}
          {deed && typeof deed === 'object' && 'kind' in deed && <ClockSheet clock={deed} onClose={close} />}
          {deed && typeof deed === 'object' && 'day' in deed && (
            <Confirm title={deed.name} deed={t(own.remove)} open onClose={close} act={async () => {
              await privacy.writeHoliday.call({ day: deed.day, name: null })
              toast(words.saved)
              await queries.invalidateQueries({ queryKey: privacy.key() })
            }}>{t(own.removeWhat, { day: day(deed.day) })}</Confirm>
          )}
        </Stack>
      )}
    </Answer>
  )
}

function ClockSheet({ clock: { kind, ...start }, onClose }: { clock: KindClock; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: start as { [Name in keyof typeof start]: number | null }, renews: [privacy.key()],
    check: (v) => Object.fromEntries(Object.entries(v).map(([name, value]) => [name, value === null && common.required])),
    send: (v) => privacy.writeClock.call({ kind, answerDays: v.answerDays!, finishDays: v.finishDays!, othersDays: v.othersDays!, extendDays: v.extendDays! }), done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(kinds[kind])} open onClose={onClose} width={480}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <NumberField field={form.at('answerDays')} label={t(own.answer)} required />
        <NumberField field={form.at('finishDays')} label={t(own.finish)} required />
        <NumberField field={form.at('othersDays')} label={t(own.others)} required />
        <NumberField field={form.at('extendDays')} label={t(own.extend)} required />
      </Form>
    </Sheet>
  )
}

function HolidaySheet({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: 'privacy.holiday', start: { day: null as Day | null, name: '' }, renews: [privacy.key()], check: (v) => ({ day: v.day === null && common.required, name: v.name.trim() === '' && common.required }),
    send: (v) => privacy.writeHoliday.call({ day: v.day!, name: v.name }), done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.add)} open onClose={onClose} width={480}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <DayField field={form.at('day')} label={t(own.day)} required />
        <TextField field={form.at('name')} label={t(own.name)} required maxLength={200} />
      </Form>
    </Sheet>
  )
}
