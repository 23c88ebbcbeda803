// What the roof knows and the rooms do not: where each kind of record is shown, what can be done with chosen records, and
// what lies on the pages of units and people.
import { Suspense, type ReactNode } from 'react'
import { text } from '#base/text'
import { AgreementsOfUnit } from '#agreements/web'
import { HeldModels } from '#emulation/web'
import { RecordsRoofProvider, UnitFigures, type RecordsRoof } from '#indicators/web'
import { CompletionsPanel, NominateSheet } from '#learning/web'
import { UnitRoofProvider, type UnitRoof } from '#organisation/web'
import { CommitteesOfUnit, OfficesOfUnit, PeopleFigures, PeopleOfUnit, PersonRoofProvider, type PersonPanel } from '#people/web'
import { Skeleton } from '#web/kit/Answer.tsx'
import { FollowsPart } from '#web/kit/Page.tsx'
import { AccountsRoofProvider, type AccountsRoof } from '#web/access/roof.tsx'
import { saveLetter } from '../accounts/web/index.ts'
import { PrivacyOfPerson } from '../privacy/web/index.ts'
import { tryChange } from '../structure/web/index.ts'

const kinds: Record<string, { name: ReturnType<typeof text>; path: (id: string) => string }> = {
  people: { name: text('Hồ sơ', 'Person'), path: (id) => `/nguoi/${id}` },
  units: { name: text('Đơn vị', 'Unit'), path: (id) => `/don-vi/${id}` },
  completion: { name: text('Hoàn thành chương trình', 'Completion'), path: (id) => `/hoan-thanh/${id}` },
  'head-count': { name: text('Phiếu ký số lượng', 'Signed head-count'), path: (id) => `/phieu-ky/${id}` },
  documents: { name: text('Văn bản', 'Document'), path: (id) => `/van-ban/${id}` }, document: { name: text('Văn bản', 'Document'), path: (id) => `/van-ban/${id}` },
  procedures: { name: text('Thủ tục', 'Procedure'), path: (id) => `/thu-tuc/${id}` }, procedure: { name: text('Thủ tục', 'Procedure'), path: (id) => `/thu-tuc/${id}` },
  agreements: { name: text('Thỏa ước', 'Agreement'), path: (id) => `/thoa-uoc/${id}` },
  clause: { name: text('Điều khoản', 'Clause'), path: (id) => `/thoa-uoc/dieu-khoan/${id}` },
  plan: { name: text('Kế hoạch', 'Plan'), path: (id) => `/ke-hoach/${id}` },
  model: { name: text('Mô hình', 'Model'), path: (id) => `/mo-hinh/${id}` },
}
/** The tag of the programmes that an indicator asks for, so that only fitting classes are offered. */
const tags: Record<string, string> = { T1: 'digital-transformation', T5: 'basic-digital-skills' }

const records: RecordsRoof = {
  pathOf: (kind, id) => kinds[kind]?.path(id) ?? null,
  nameOf: (kind) => kinds[kind]?.name ?? (kind === 'absence' ? text('Vắng mặt dài ngày', 'Long absence') : text(kind, kind)),
  deeds: [{
    label: text('Cử đi học', 'Nominate to a class'),
    fits: (_indicator, chosen) => chosen.every((r) => r.page === 'people' && r.state === 'unmet'),
    draw: ({ indicator, records: chosen, close }) => (
      <Suspense><NominateSheet people={chosen.map((r) => ({ id: r.subjectId, name: r.label }))} {...(tags[indicator] ? { tag: tags[indicator] } : {})} open onClose={close} /></Suspense>
    ),
  }],
}

const later = (node: ReactNode) => <Suspense fallback={<Skeleton lines={6} />}>{node}</Suspense>

const unit: UnitRoof = {
  trial: tryChange,
  figures: [({ unit, on }) => <Suspense><PeopleFigures unitId={unit.id} on={on} /></Suspense>],
  panels: [
    { key: 'chi-tieu', title: text('Chỉ tiêu', 'Indicators'), draw: ({ unit }) => later(<FollowsPart what="figures"><UnitFigures unitId={unit.id} /></FollowsPart>) },
    { key: 'mo-hinh', title: text('Mô hình', 'Models'), draw: ({ unit }) => later(<HeldModels unitId={unit.id} />) },
    { key: 'thoa-uoc', title: text('Thỏa ước', 'Agreements'), draw: ({ unit, on }) => later(<FollowsPart what="day"><AgreementsOfUnit unit={unit} on={on} /></FollowsPart>) },
    { key: 'nguoi', title: text('Cán bộ, đoàn viên', 'People'), needs: 'person.see', draw: ({ unit, on }) => later(<PeopleOfUnit unitId={unit.id} on={on} />) },
    { key: 'ban-chap-hanh', title: text('Ban chấp hành', 'Committee'), needs: 'person.see', draw: ({ unit, on }) => later(<FollowsPart what="day"><CommitteesOfUnit unitId={unit.id} unitName={unit.name} on={on} /></FollowsPart>) },
    { key: 'chuc-vu', title: text('Chức vụ', 'Offices'), needs: 'person.see', draw: ({ unit, on }) => later(<FollowsPart what="day"><OfficesOfUnit unitId={unit.id} on={on} /></FollowsPart>) },
  ],
}

const person: PersonPanel[] = [
  { key: 'dao-tao', title: text('Đào tạo', 'Training'), draw: ({ person }) => later(<CompletionsPanel personId={person.id} />) },
  { key: 'du-lieu', title: text('Dữ liệu cá nhân', 'Personal data'), needs: 'privacy', draw: ({ person }) => later(<PrivacyOfPerson personId={person.id} />) },
]

const accounts: AccountsRoof = { manyPath: '/tai-khoan/cap-hang-loat', saveLetter }

export function Roof({ children }: { children: ReactNode }) {
  return <RecordsRoofProvider value={records}><UnitRoofProvider value={unit}><PersonRoofProvider value={person}><AccountsRoofProvider value={accounts}>{children}</AccountsRoofProvider></PersonRoofProvider></UnitRoofProvider></RecordsRoofProvider>
}
