// Agreements in force in a unit on the day, on its page: the one that ends first stands first.
import { useQuery } from '@tanstack/react-query'
import { addDays, daysBetween, type Day } from '#base/day'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Row, Stack } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay } from '#web/session.ts'
import type { AgreementLine } from '../contract.ts'
import { daysAround } from '../domain/status.ts'
import { aboutAgreements, agreements } from './api.ts'
import { stateWords, words } from './words.ts'

const own = {
  label: text('Thỏa ước đang hiệu lực', 'Agreements in force'), none: text('Không có thỏa ước nào đang hiệu lực tại đơn vị', 'No agreement is in force in the unit'), noneBelow: text('Thỏa ước của các công đoàn bên dưới xem trong danh sách.', 'Agreements of the unions below stand in the list.'),
  noneWhy: text('Nhập thỏa ước đã ký, hoặc một bản nháp đang thương lượng.', 'Enter one that was signed, or a draft that is being bargained.'), below: text('Thỏa ước của các công đoàn bên dưới', 'Agreements of the unions below'),
  term: text('Thời hạn', 'Term'), left: text('Còn', 'Left'), days: text('{n} ngày', '{n} days'), over: text('quá hạn {n} ngày', '{n} days past its term'), more: text('{first} và {n} bên khác', '{first} and {n} more'),
}

export default function AgreementsOfUnit({ unit, on }: { unit: { id: string; reached: boolean; children: number }; on: Day }) {
  const t = useText()
  const may = useMay()
  const { day, number } = useFormat()
  const held = useQuery(agreements.ofUnit.queryOptions({ input: { unitId: unit.id, on } }))
  useLive(agreements.key(), aboutAgreements)
  const left = (a: AgreementLine) => daysBetween(on, a.ends!)
  const leftSaid = (a: AgreementLine) => (left(a) > 0 ? t(own.days, { n: number(left(a)) }) : t(own.over, { n: number(-left(a)) }))
  const columns: Column<AgreementLine>[] = [
    { key: 'title', title: words.title, value: (a) => a.title, main: true },
    { key: 'number', title: words.number, value: (a) => a.number, width: '150px' },
    { key: 'employer', title: words.employer, value: (a) => (a.employerCount > 1 ? t(own.more, { first: a.employers[0] ?? '', n: number(a.employerCount - 1) }) : a.employers[0] ?? '') },
    { key: 'term', title: own.term, value: (a) => (a.begins && a.ends ? t(words.days, { from: day(a.begins), to: day(addDays(a.ends, -1)) }) : ''), width: '210px' },
    { key: 'workers', title: words.workers, kind: 'number', value: (a) => a.workers },
    { key: 'left', title: own.left, value: leftSaid, show: (a) => (left(a) > daysAround ? leftSaid(a) : <Badge tone="soon">{leftSaid(a)}</Badge>), width: '150px' },
    { key: 'state', title: words.state, value: (a) => t(stateWords[a.state].short), show: (a) => <Badge tone={stateWords[a.state].tone}>{t(stateWords[a.state].short)}</Badge>, from: 'desktop' },
  ]
  const enter = may('agreement.write') && unit.reached && <Button tone="main" to={unit.children > 0 ? '/thoa-uoc/moi' : `/thoa-uoc/moi?don-vi=${unit.id}`}>{t(words.new)}</Button>
  const below = unit.children > 0 && <Button to={`/thoa-uoc?don-vi=${unit.id}&tinh-trang=holds`}>{t(own.below)}</Button>
  return (
    <Answer of={held}>{(rows) => (rows.length === 0
      ? <Empty title={t(own.none)} action={<Row>{below}{enter}</Row>}>{unit.children > 0 ? t(own.noneBelow) : enter && t(own.noneWhy)}</Empty>
      : (
        <Stack>
          <DataTable dress="list" label={t(own.label)} columns={columns} rows={rows} keyOf={(a) => a.id} to={(a) => `/thoa-uoc/${a.id}`} />
          {below && <Row>{below}</Row>}
        </Stack>
      ))}</Answer>
  )
}
