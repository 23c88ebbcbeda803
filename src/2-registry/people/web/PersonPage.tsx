// One person: where they stand on the day, every place and office they have had, and what rooms above know of them.
import { IconArrowsTransferUp, IconBriefcase, IconCalendarOff, IconDots, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, contains, type DayRange } from '#base/day'
import { unitPath } from '#organisation/web'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { Columns, Page, Part, Stack } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useToday } from '#web/session.ts'
import type { PersonCard } from '../contract.ts'
import { aboutPeople, people, writeBorn } from './api.ts'
import { AppointSheet } from './OfficeDeeds.tsx'
import { AbsenceSheet, CorrectSheet, MoveSheet } from './PersonDeeds.tsx'
import { usePersonRoof } from './roof.tsx'
import { Sensitive } from './Sensitive.tsx'
import { bases, reasons, standings, words } from './words.ts'

const own = {
  facts: text('Thông tin', 'Facts'),
  offices: text('Chức vụ', 'Offices'),
  places: text('Nơi làm việc', 'Places of work'),
  absences: text('Vắng dài ngày có lý do', 'Long lawful absences'),
  deeds: text('Việc với hồ sơ này', 'Deeds'),
  correct: text('Sửa thông tin', 'Correct'),
  move: text('Chuyển nơi làm việc', 'Move to another unit'),
  appoint: text('Ghi nhận chức vụ', 'Record an office'),
  absence: text('Ghi nhận vắng dài ngày', 'Record a long absence'),
  now: text('ngày {on}', 'on {on}'), today: text('hiện nay', 'now'),
  nowhere: text('Ngày {on} không có nơi làm việc và chức vụ nào trong phạm vi của bạn.', 'No place of work and no office within your reach on {on}.'),
  absent: text('Đang vắng: {reason}', 'Absent: {reason}'),
  open: text('đến nay', 'to date'),
  termRange: text('nhiệm kỳ {from} – {to}', 'term {from} – {to}'),
  noPlace: text('Chưa có nơi làm việc nào được ghi nhận.', 'No place of work on record.'),
  restricted: text('Hạn chế xử lý', 'Restricted'), deidentified: text('Đã khử nhận dạng', 'De-identified'),
  restrictedWhy: text('Người này đã yêu cầu hạn chế xử lý dữ liệu. Hồ sơ vẫn được tính; chi tiết chỉ mở cho cán bộ bảo vệ dữ liệu cá nhân.', 'Processing is restricted at this person\'s request. The record still counts; details open to data protection officers alone.'),
  noOffice: text('Chưa giữ chức vụ nào.', 'No office on record.'),
}

export default function PersonPage() {
  const { personId } = useParams<'personId'>()
  const person = useQuery(people.person.queryOptions({ input: { id: personId } }))
  useLive(people.key(), aboutPeople)
  return <Answer of={person}>{(shown) => <Shown key={shown.id} person={shown} />}</Answer>
}

type Deed = 'correct' | 'move' | 'appoint' | 'absence'

function Shown({ person }: { person: PersonCard }) {
  const t = useText()
  const { day } = useFormat()
  const may = useMay()
  const { on } = useAsOf()
  const roof = usePersonRoof().filter((panel) => !panel.needs || may(panel.needs))
  const [deed, setDeed] = useState<Deed | null>(null)
  const close = () => setDeed(null)
  const office = person.offices.filter((o) => contains(o.during, on))
  const place = person.placements.find((p) => contains(p.during, on))
  const absent = person.absences.find((a) => contains(a.during, on))
  const stands = place ?? office[0]
  return (
    <Page
      follows="day" title={person.name}
      path={[{ label: t(words.people), to: '/nguoi' }, ...(stands ? [stands.unitShown ? { label: stands.unitName, to: unitPath(stands.unitId) } : { label: stands.unitName }] : [])]}
      lead={(
        <>
          {office.map((o) => `${t(o.titleName)}, ${o.unitName}`).join('; ') || (place ? `${t(standings[place.standing])}, ${place.unitName}` : t(own.nowhere, { on: day(on) }))}
          {absent && <> <Badge tone="soon">{t(own.absent, { reason: t(reasons[absent.reason]) })}</Badge></>}
          {person.restricted && <> <Badge tone="soon">{t(own.restricted)}</Badge></>}
          {person.deidentified && <> <Badge>{t(own.deidentified)}</Badge></>}
        </>
      )}
      actions={person.writable && (
        <Menu width={280} button={<IconButton label={t(own.deeds)} icon={IconDots} />} deeds={[
          { label: t(own.appoint), icon: IconBriefcase, onClick: () => setDeed('appoint') },
          { label: t(own.move), icon: IconArrowsTransferUp, onClick: () => setDeed('move') },
          { label: t(own.absence), icon: IconCalendarOff, onClick: () => setDeed('absence') },
          { label: t(own.correct), icon: IconPencil, onClick: () => setDeed('correct') }]} />
      )}
    >
      <Columns columns="minmax(0, 2fr) minmax(0, 1fr)">
        <Stack>
          {roof.map((panel) => <Part key={panel.key} title={t(panel.title)}>{panel.draw({ person, on })}</Part>)}
          <History person={person} on={on} />
        </Stack>
        <Stack>
          <Part title={t(own.facts)}>
            {person.restricted && <p>{t(own.restrictedWhy)}</p>}
            <Facts of={[
              [t(words.born), writeBorn(person.born, person.bornPrecision)], [t(words.sex), person.female === null ? null : t(person.female ? words.female : words.male)],
              [t(words.phone), person.phone && <a key="phone" href={`tel:${person.phone}`}>{person.phone}</a>], [t(words.email), person.email && <a key="email" href={`mailto:${person.email}`}>{person.email}</a>]]} />
          </Part>
          {person.sensitive && <Sensitive personId={person.id} />}
        </Stack>
      </Columns>
      {deed === 'correct' && <CorrectSheet person={person} onClose={close} />}
      {deed === 'move' && <MoveSheet person={person} onClose={close} />}
      {deed === 'absence' && <AbsenceSheet person={person} onClose={close} />}
      {deed === 'appoint' && <AppointSheet personId={person.id} onClose={close} />}
    </Page>
  )
}

function History({ person, on }: { person: PersonCard; on: string }) {
  const t = useText()
  const { day } = useFormat()
  const today = useToday()
  const until = (during: DayRange) => (during.to ? day(addDays(during.to, -1)) : t(own.open))
  const held = (during: DayRange) => contains(during, on) && <> <Badge tone="good">{on === today ? t(own.today) : t(own.now, { on: day(on) })}</Badge></>
  const range = [
    { key: 'since', title: words.since, kind: 'day' as const, value: (r: { during: DayRange }) => r.during.from, width: '110px' },
    { key: 'until', title: words.until, value: (r: { during: DayRange }) => until(r.during), width: '130px' },
  ]
  const officeColumns: Column<PersonCard['offices'][number]>[] = [
    { key: 'title', title: words.title, value: (o) => t(o.titleName), show: (o) => <>{t(o.titleName)}{held(o.during)}</>, main: true },
    { key: 'unit', title: words.unit, value: (o) => o.unitName, show: (o) => (o.unitShown ? <Go to={unitPath(o.unitId)}>{o.unitName}</Go> : o.unitName) },
    ...range,
    {
      // One column of what the office rests on: five dated columns leave the unit's name no room.
      key: 'basis', title: words.basis, from: 'desktop', width: '170px',
      value: (o) => [t(o.fullTime ? words.fullTime : words.partTime), t(bases[o.basis]), o.decisionNumber, o.term && t(own.termRange, { from: day(o.term.from) || '…', to: day(o.term.to) || '…' })].filter(Boolean).join(', '),
    },
  ]
  const placeColumns: Column<PersonCard['placements'][number]>[] = [
    { key: 'unit', title: words.unit, value: (p) => p.unitName, show: (p) => <>{p.unitShown ? <Go to={unitPath(p.unitId)}>{p.unitName}</Go> : p.unitName}{held(p.during)}</>, main: true },
    { key: 'standing', title: words.standing, value: (p) => t(standings[p.standing]) },
    ...range,
  ]
  const absenceColumns: Column<PersonCard['absences'][number]>[] = [{ key: 'reason', title: own.absences, value: (a) => t(reasons[a.reason]), show: (a) => <>{t(reasons[a.reason])}{held(a.during)}</>, main: true }, ...range]
  return (
    <>
      <Part title={t(own.offices)}><DataTable label={t(own.offices)} columns={officeColumns} rows={person.offices} keyOf={(o) => o.id} dress="list" empty={<p>{t(own.noOffice)}</p>} /></Part>
      <Part title={t(own.places)}><DataTable label={t(own.places)} columns={placeColumns} rows={person.placements} keyOf={(p) => p.id} dress="list" empty={<p>{t(own.noPlace)}</p>} /></Part>
      {person.absences.length > 0 && <Part title={t(own.absences)}><DataTable label={t(own.absences)} columns={absenceColumns} rows={person.absences} keyOf={(a) => a.id} dress="list" /></Part>}
    </>
  )
}
