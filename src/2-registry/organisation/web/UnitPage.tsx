// One unit on the chosen day: what it is, what is below it, its history; people, plans and figures come from the roof.
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { addDays, contains } from '#base/day'
import { text } from '#base/text'
import { useAddress, useParams } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part, Stack } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay } from '#web/session.ts'
import type { UnitCard } from '../contract.ts'
import { aboutUnits, organisation, unitPath } from './api.ts'
import { useUnitRoof } from './roof.tsx'
import { UnitBelow } from './UnitBelow.tsx'
import { UnitDeeds } from './UnitDeeds.tsx'
import { UnitHistory } from './UnitHistory.tsx'
import { RelationsLead, UnitRelations } from './UnitRelations.tsx'
import { schemeNames, words } from './words.ts'

const own = {
  facts: text('Thông tin', 'Facts'),
  below: text('Đơn vị trực thuộc', 'Units below'),
  history: text('Thông tin, lịch sử', 'Facts and history'),
  parts: text('Các phần của đơn vị', 'Parts of the unit'),
  gone: text('Không tồn tại ngày {on}', 'Does not exist on {on}'),
  goesOn: text('Từ {on} tiếp tục trong', 'From {on} it goes on in'),
  splitOff: text('Từ {on} tách ra', 'From {on} split off:'),
  before: text('Trước {on}', 'Before {on}'),
  existed: text('Tồn tại', 'Existed'),
  from: text('từ {on}', 'from {on}'),
  to: text('đến hết {on}', 'until the end of {on}'),
}

export default function UnitPage() {
  const { unitId } = useParams<'unitId'>()
  const { structure } = useAsOf()
  const unit = useQuery(organisation.unit.queryOptions({ input: { id: unitId, on: structure } }))
  useLive(organisation.key(), aboutUnits)
  return <Answer of={unit}>{(shown) => <Shown key={shown.id} unit={shown} />}</Answer>
}

function Shown({ unit }: { unit: UnitCard }) {
  const t = useText()
  const may = useMay()
  const format = useFormat()
  const roof = useUnitRoof()
  const { on, structure } = useAsOf()
  // Above the own reach there is the name and the history.
  const panels = unit.reached ? roof.panels.filter((panel) => !panel.needs || may(panel.needs)) : []
  const figures = unit.reached && may('see') ? roof.figures : []
  const [{ muc }, go] = useAddress({ muc: unit.children > 0 ? 'truc-thuoc' : (panels[0]?.key ?? 'lich-su') })
  const tabs = [
    ...(unit.children > 0 ? [{ key: 'truc-thuoc', title: t(own.below), count: format.number(unit.children), body: <UnitBelow unit={unit} on={structure} /> }] : []),
    ...panels.map((panel) => ({ key: panel.key, title: t(panel.title), body: panel.draw({ unit, on }) })),
    { key: 'lich-su', title: t(own.history), body: <Stack><Part title={t(own.facts)}><FactsOf unit={unit} /></Part><UnitRelations unit={unit} on={on} /><UnitHistory unit={unit} /></Stack> },
  ]
  const open = tabs.some((tab) => tab.key === muc) ? muc : tabs[0]!.key
  return (
    <Page
      follows="tree" title={unit.name}
      path={[{ label: t(words.units), to: '/don-vi' }, ...unit.path.map((step) => (step.reached ? { label: step.name, to: unitPath(step.id) } : { label: step.name }))]}
      lead={<Lead unit={unit} />}
      actions={<UnitDeeds unit={unit} />}
    >
      {unit.lives && (unit.below.length > 0 || figures.length > 0) && (
        <Stats>
          {figures.map((draw, i) => <Fragment key={i}>{draw({ unit, on })}</Fragment>)}
          {unit.below.map((b) => <Stat key={b.kind} label={t(b.name)} value={format.number(b.count)} />)}
        </Stats>
      )}
      <Tabs label={t(own.parts)} open={open} onOpen={(key) => go({ muc: key })} tabs={tabs} />
    </Page>
  )
}

function Lead({ unit }: { unit: UnitCard }) {
  const t = useText()
  const { day } = useFormat()
  const codes = unit.codes.filter((code) => contains(code, unit.on)).map((code) => code.code)
  // Units of another kind that went on here, such as districts, stand in the history.
  const merged = Map.groupBy(unit.predecessors.filter((p) => p.kind === unit.kind && p.since <= unit.on), (p) => p.since)
  return (
    <>
      {t(unit.kindName)}{codes.length > 0 && ` · ${t(codes.length === 1 ? words.code : words.codes)} ${codes.join(', ')}`}
      {!unit.lives && <> <Badge tone="soon">{t(own.gone, { on: day(unit.on) })}</Badge></>}
      {unit.successors.map((next) => <p key={next.id}>{t(unit.valid.to !== null && unit.valid.to <= next.since ? own.goesOn : own.splitOff, { on: day(next.since) })} <Links units={[next]} /></p>)}
      {[...merged].map(([since, before]) => <p key={since}>{t(own.before, { on: day(since) })}: <Links units={before} /></p>)}
      <RelationsLead unitId={unit.id} on={unit.on} />
    </>
  )
}

function Links({ units }: { units: { id: string; name: string; shown: boolean }[] }) {
  return <>{units.map((unit, i) => <Fragment key={unit.id}>{i > 0 && ', '}{unit.shown ? <Go to={unitPath(unit.id)}>{unit.name}</Go> : unit.name}</Fragment>)}</>
}

function FactsOf({ unit }: { unit: UnitCard }) {
  const t = useText()
  const { day } = useFormat()
  const scheme = (name: string) => (schemeNames[name] ? t(schemeNames[name]) : name)
  const holds = unit.codes.filter((code) => contains(code, unit.on))
  const merged = Map.groupBy(unit.predecessors, (p) => p.since)
  return (
    <Facts of={[
      [t(words.shortName), unit.shortName],
      [t(words.nameEn), unit.nameEn],
      [t(words.parent), unit.parentId && unit.parentName && <Links units={[{ id: unit.parentId, name: unit.parentName, shown: unit.path.at(-1)?.reached ?? false }]} key="parent" />],
      [t(holds.length === 1 ? words.code : words.codes), holds.map((code) => `${code.code} (${scheme(code.scheme)})`).join(', ')],
      [t(own.existed), [unit.valid.from ? t(own.from, { on: day(unit.valid.from) }) : t(words.always), unit.valid.to && t(own.to, { on: day(addDays(unit.valid.to, -1)) })].filter(Boolean).join(', ')],
      ...[...merged].map(([since, before]): [string, ReactNode] => [t(own.before, { on: day(since) }), <Links key={since} units={before} />]),
    ]} />
  )
}
