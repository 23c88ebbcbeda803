// Grassroots chairs who wait to be trained for their office: chosen here, sent to an open class, gone from here when they complete it.
import { IconPlus, IconSchool } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useMe } from '#web/session.ts'
import { aboutChairs, learning, type NewChair } from './api.ts'
import NominateSheet from './NominateSheet.tsx'
import { words } from './words.ts'

const own = {
  title: text('Chủ tịch công đoàn cơ sở cần bồi dưỡng', 'Grassroots chairs to be trained'),
  lead: text('Ban chấp hành đã được công nhận, chủ tịch chưa hoàn thành chương trình bồi dưỡng chức danh kể từ khi được bầu. Hoàn thành lớp học thì tự ra khỏi danh sách.', 'Their committees are recognised, and they have not completed the training for the office since they were elected. Completing a class takes them off this list.'),
  list: text('Chủ tịch cần bồi dưỡng', 'Chairs to be trained'),
  none: text('Không còn chủ tịch nào chờ bồi dưỡng', 'No chair is waiting to be trained'), noneWhy: text('Khi một ban chấp hành được công nhận, chủ tịch của ban ấy hiện ở đây.', 'When a committee is recognised, its chair appears here.'),
  within: text('Phạm vi', 'Range'), own: text('Đơn vị trực thuộc', 'Units directly below'), below: text('Mọi đơn vị bên dưới', 'All units below'),
  elected: text('Được bầu', 'Elected'), recognised: text('Công nhận', 'Recognised'), parent: text('Công đoàn cấp trên', 'Union above'), class: text('Đã cử vào lớp', 'Nominated to'),
  nominate: text('Cử {n} người đi học', 'Nominate {n}'), open: text('Mở lớp mới', 'New class'),
}

export default function NewChairsPage() {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const { unitId } = useMe()
  const [{ chon, 'pham-vi': range }, go] = useAddress({ chon: '', 'pham-vi': 'own' })
  const within = range === 'below' ? 'below' as const : 'own' as const
  const found = useQuery({ ...learning.newChairs.queryOptions({ input: { unitId: unitId ?? '', within } }), enabled: unitId !== null })
  useLive(learning.key(), aboutChairs)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(chon ? [chon] : []))
  const [sending, setSending] = useState(false)
  const columns: Column<NewChair>[] = [
    { key: 'name', title: words.name, kind: 'name', value: (c) => c.person.name, show: (c) => <Go to={`/nguoi/${c.person.id}`}>{c.person.name}</Go>, main: true },
    { key: 'unit', title: words.unit, value: (c) => c.unit, show: (c) => <Go to={`/don-vi/${c.unitId}?muc=ban-chap-hanh`}>{c.unit}</Go> },
    { key: 'parent', title: own.parent, value: (c) => c.parent, from: 'desktop' },
    { key: 'elected', title: own.elected, kind: 'day', value: (c) => c.electedOn, width: '110px', from: 'tablet' },
    { key: 'recognised', title: own.recognised, value: (c) => `${c.recognition.number}, ${format.day(c.recognition.on)}`, width: '200px', from: 'desktop' },
    { key: 'class', title: own.class, value: (c) => c.class?.title, show: (c) => c.class && <Go to={`/lop-hoc/${c.class.id}`}>{c.class.title}</Go> },
  ]
  return (
    <Page title={t(own.title)} lead={t(own.lead)} path={[{ label: t(words.classes), to: '/lop-hoc' }]} actions={may('class.write') && <Button icon={IconPlus} to="/lop-hoc/moi">{t(own.open)}</Button>}>
      <Answer of={found} lines={8}>
        {(rows) => {
          const going = rows.filter((c) => chosen.has(c.person.id))
          return (
            <>
              <SelectField field={{ name: 'pham-vi', value: within === 'own' ? null : within, set: (to) => go({ 'pham-vi': to ?? 'own' }), refusals: [], disabled: false }} label={t(own.within)} placeholder={t(own.own)} choices={[{ value: 'below' as const, label: t(own.below) }]} />
              <DataTable
                label={t(own.list)} columns={columns} rows={rows} keyOf={(c) => c.person.id} {...(may('class.write') ? { chosen, onChoose: setChosen } : {})}
                tools={going.length > 0 && <Button icon={IconSchool} tone="main" onClick={() => setSending(true)}>{t(own.nominate, { n: format.number(going.length) })}</Button>}
                empty={<Empty title={t(own.none)}>{t(own.noneWhy)}</Empty>}
              />
              {sending && <NominateSheet people={going.map((c) => c.person)} tag="grassroots-chair" open onClose={() => { setSending(false); setChosen(new Set()) }} />}
            </>
          )
        }}
      </Answer>
    </Page>
  )
}
