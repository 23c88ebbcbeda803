// Opening a class, or changing one that is not closed.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SearchSelect } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useMe, useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import { classForms, type ClassForm } from '../domain/classes.ts'
import { learning, searchProgrammes, searchUnits } from './api.ts'
import { classOf, draftOf, emptyDraft, type ClassDraft } from './classDraft.ts'
import { LecturerLines, PlaceLines, SessionLines } from './ClassLines.tsx'
import { explained } from './explained.ts'
import { words } from './words.ts'

const own = {
  new: text('Mở lớp mới', 'New class'), edit: text('Sửa lớp', 'Edit class'), first: text('Ngày bắt đầu', 'First day'), last: text('Ngày kết thúc', 'Last day'),
  required: text('Hoàn thành khi dự ít nhất', 'Completed by attending at least'), grace: text('Coi là đi muộn sau', 'Late after'), graceUnit: text('phút', 'minutes'),
  open: text('Mở ngay để cử người; bỏ chọn để lưu dự thảo', 'Open now for nominations; leave off to save a draft'), capacity: text('Sức chứa (người)', 'Seats'),
  times: text('Mỗi buổi cần ngày, giờ bắt đầu và giờ kết thúc (08:00).', 'Each session needs its day and its hours (08:00).'),
}

export default function WriteClassPage() {
  const { classId } = useParams<'classId'>()
  return classId ? <Edit classId={classId} /> : <New />
}

function New() {
  const me = useMe()
  const office = me.offices.find((one) => one.id === me.officeId)
  return <Write id={null} start={emptyDraft(office ? { id: office.unitId, label: office.unitName } : null)} />
}

function Edit({ classId }: { classId: string }) {
  const page = useQuery(learning.read.queryOptions({ input: { id: classId } }))
  return <Answer of={page}>{(data) => <Write id={classId} start={draftOf(data)} title={data.title} />}</Answer>
}

function Write({ id, start, title }: { id: string | null; start: ClassDraft; title?: string }) {
  const t = useText()
  const today = useToday()
  const navigate = useNavigate()
  const form = useForm<ClassDraft, { id: string }>({
    key: `class.${id ?? 'new'}`, start,
    check: (v) => ({
      title: !v.title.trim() && common.required, programmeId: !v.programmeId && common.required, unitId: !v.unitId && common.required, form: !v.form && common.required, capacity: v.capacity === null && common.required, graceMinutes: v.graceMinutes === null && common.required,
      firstDay: !v.firstDay && common.required, lastDay: !v.lastDay && common.required,
      sessions: v.sessions.some((s) => !s.day || !/^\d{2}:\d{2}$/.test(s.from) || !/^\d{2}:\d{2}$/.test(s.to)) && own.times,
    }),
    send: (v, fresh) => learning.write.call(classOf(v, id ?? fresh)), renews: [learning.key()],
    done: (made) => { toast(words.saved); void navigate({ to: `/lop-hoc/${made.id}` }) },
  })
  return (
    <Page title={t(id ? own.edit : own.new)} path={[{ label: t(words.classes), to: '/lop-hoc' }, ...(id && title ? [{ label: title, to: `/lop-hoc/${id}` }] : [])]} width="reading">
      <Part>
        <Form of={form} submit={t(common.save)} columns={2} beside={<Button to={id ? `/lop-hoc/${id}` : '/lop-hoc'}>{t(common.cancel)}</Button>}>
          <SearchSelect field={form.at('programmeId')} label={t(words.programme)} required of="programmes" search={searchProgrammes} />
          <TextField field={form.at('title')} label={t(words.title)} required />
          <SearchSelect field={form.at('unitId')} label={t(words.organiser)} required of="units" search={(typed) => searchUnits(typed, today)} />
          <SelectField<ClassForm> field={form.at('form')} label={t(words.form)} explain={t(explained.form)} required choices={(Object.keys(classForms) as ClassForm[]).map((value) => ({ value, label: t(classForms[value].label) }))} />
          <DayField field={form.at('firstDay')} label={t(own.first)} required />
          <DayField field={form.at('lastDay')} label={t(own.last)} required from={form.values.firstDay ?? undefined} />
          <NumberField field={form.at('capacity')} label={t(own.capacity)} explain={t(explained.capacity)} required />
          <NumberField field={form.at('requiredPercent')} label={t(own.required)} explain={t(explained.required)} unit="%" required />
          <NumberField field={form.at('graceMinutes')} label={t(own.grace)} unit={t(own.graceUnit)} required />
          {form.values.form !== 'online' && <PlaceLines form={form} />}
          <SessionLines form={form} />
          <LecturerLines form={form} />
          {(id === null || !start.open) && <CheckField field={form.at('open')} label={t(own.open)} explain={t(explained.open)} />}
        </Form>
      </Part>
    </Page>
  )
}
