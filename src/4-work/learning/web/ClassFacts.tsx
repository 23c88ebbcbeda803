import { text } from '#base/text'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Columns, Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { classForms } from '../domain/classes.ts'
import type { ClassPageData } from './api.ts'
import { words } from './words.ts'

const own = {
  facts: text('Thông tin lớp', 'About the class'),
  required: text('Điều kiện hoàn thành', 'To complete'), requiredWhat: text('Dự ít nhất {n}% số buổi có điểm danh', 'At least {n}% of the recorded sessions'),
  late: text('Đi muộn', 'Late'), lateAfter: text('sau {n} phút từ giờ học', 'after {n} minutes'), places: text('Địa điểm', 'Places'), lecturers: text('Giảng viên', 'Lecturers'), hours: text('Thời lượng chương trình', 'Hours of the programme'), hoursOf: text('{n} giờ', '{n} hours'),
  starts: text('Bắt đầu', 'Starts'), ends: text('Kết thúc', 'Ends'), topic: text('Nội dung', 'Topic'), place: text('Địa điểm', 'Place'), marked: text('Đã điểm danh', 'Marked'), unrecorded: text('Không điểm danh: {reason}', 'Not recorded: {reason}'),
}

export function ClassFacts({ data }: { data: ClassPageData }) {
  const t = useText()
  const format = useFormat()
  const columns: Column<ClassPageData['sessionList'][number]>[] = [
    { key: 'starts', title: own.starts, value: (s) => format.moment(s.startsAt), main: true },
    { key: 'ends', title: own.ends, value: (s) => format.moment(s.endsAt).slice(0, 5) },
    { key: 'topic', title: own.topic, value: (s) => s.topic },
    { key: 'place', title: own.place, value: (s) => s.place, from: 'tablet' },
    { key: 'marked', title: own.marked, value: (s) => (s.unrecorded ? t(own.unrecorded, { reason: s.unrecorded }) : format.number(s.marked)) },
  ]
  return (
    <Columns columns="2fr 3fr">
      <Part title={t(own.facts)}>
        <Facts of={[
          [t(words.form), t(classForms[data.form].label)],
          [t(words.capacity), format.number(data.capacity)],
          [t(own.hours), t(own.hoursOf, { n: format.number(data.hours) })],
          [t(own.required), t(own.requiredWhat, { n: data.requiredPercent })],
          [t(own.late), t(own.lateAfter, { n: data.graceMinutes })],
          [t(own.places), data.places.length > 0 ? data.places.map((p) => <div key={p.id}>{p.name}{p.address && `, ${p.address}`}</div>) : null],
          [t(own.lecturers), data.lecturers.length > 0 ? data.lecturers.map((l, i) => <div key={i}>{l.personId ? <Go to={`/nguoi/${l.personId}`}>{l.name}</Go> : l.name}{l.organisation && `, ${l.organisation}`}</div>) : null],
        ]} />
      </Part>
      <Part title={t(words.sessions)}><DataTable label={t(words.sessions)} dress="list" columns={columns} rows={data.sessionList} keyOf={(s) => s.id} /></Part>
    </Columns>
  )
}
