// An issued plan: the paper, where its targets stand for a unit on a day, unit by unit, who has answered, and the tasks.
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState, type ReactNode } from 'react'
import { IconArrowUp } from '@tabler/icons-react'
import { text } from '#base/text'
import { indicators, RecordsSheet } from '#indicators/web'
import { useAddress } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { useFormat, useText } from '#web/language.tsx'
import { useMay, useMe, useToday } from '#web/session.ts'
import { Skeleton } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Page, Part, Row, Stack } from '#web/kit/Page.tsx'
import { useWidth } from '#web/kit/table/width.ts'
import { Tabs } from '#web/kit/Tabs.tsx'
import type { Plan } from '../contract.ts'
import { Answers } from './Answers.tsx'
import { IssuedDeeds } from './IssuedDeeds.tsx'
import { Measured } from './Measured.tsx'
import { Paper } from './Paper.tsx'
import styles from './Plans.module.css'
import { useScope, type Scope } from './scope.ts'
import { stageOn, StageSwitch, Targets } from './Targets.tsx'
import { Tasks } from './Tasks.tsx'
import { countingWords, words } from './words.ts'

const own = {
  of: text('{unit} · ban hành {day}', '{unit} · issued {day}'),
  withdrawn: text('Đã thu hồi từ ngày {day}. Lý do: {why}', 'Withdrawn from {day}. Reason: {why}'),
  replacedBy: text('Đã được thay thế từ ngày {day}.', 'Replaced from {day}.'),
  seeNew: text('Xem bản thay thế', 'See the new version'),
  decide: text('Xem và quyết định', 'Read and decide'),
  targetsOf: text('Chỉ tiêu – {unit}', 'Targets – {unit}'),
  up: text('Về {unit}', 'Up to {unit}'),
  byUnit: text('Theo đơn vị', 'Unit by unit'),
  answers: text('Công đoàn cơ sở hưởng ứng', 'Grassroots unions that answer'),
  structure: text('Cơ cấu', 'Structure'), asThen: text('của ngày đó', 'of that day'), asNow: text('quy về hôm nay', 'restated to today'), asOn: text('quy về {day}', 'restated to {day}'),
  data: text('Dữ liệu', 'Records'), knownNow: text('biết đến nay', 'known today'), knownThen: text('đã biết khi đó', 'known that day'), knownBy: text('biết đến {day}', 'known by {day}'),
  records: text('{code} – {unit}', '{code} – {unit}'),
}

export function IssuedPage({ plan }: { plan: Plan }) {
  const t = useText()
  const { day } = useFormat()
  const may = useMay()
  const me = useMe()
  const scope = useScope(plan)
  const state = countingWords[plan.counting]
  return (
    <Page
      title={plan.reference && plan.status !== 'draft' ? t(words.plan, { reference: plan.reference }) : t(words.draft)} path={[{ label: t(words.plans), to: '/ke-hoach' }]}
      follows="figures" lead={t(own.of, { unit: plan.unitName, day: day(plan.issuedOn) })} actions={<IssuedDeeds plan={plan} />}
    >
      {plan.status === 'withdrawn' && (
        <div className={`${styles.bad} no-print`}>
          {plan.replacedBy ? t(own.replacedBy, { day: day(plan.withdrawnOn) }) : t(own.withdrawn, { day: day(plan.withdrawnOn), why: plan.withdrawnWhy ?? '' })}{' '}
          {plan.replacedBy && <Button tone="quiet" to={`/ke-hoach/${plan.replacedBy.id}`}>{t(own.seeNew)}</Button>}
        </div>
      )}
      {plan.answers && (plan.counting === 'waiting' || plan.counting === 'refused') && (
        <div className={`${plan.counting === 'refused' ? styles.bad : styles.warn} no-print`}>
          {t(state.long)}{' '}
          {plan.counting === 'waiting' && may('plan.decide') && plan.unitId !== me.unitId && <Button tone="quiet" to={`/ke-hoach/${plan.id}/chi-tieu-thap-hon`}>{t(own.decide)}</Button>}
        </div>
      )}
      <Paper plan={plan} status={<Badge tone={state.tone}>{t(state.short)}</Badge>} />
      {scope === undefined ? <Skeleton lines={8} /> : <Figures plan={plan} scope={scope} />}
      {plan.tasks.length > 0 && <div className="no-print"><Part title={t(words.tasks)}><Tasks plan={plan} /></Part></div>}
    </Page>
  )
}

function Figures({ plan, scope }: { plan: Plan; scope: Scope | null }) {
  const t = useText()
  const may = useMay()
  const { on } = useAsOf()
  const [{ 'chi-so': chosen, mo: opened }, go] = useAddress({ 'chi-so': '', mo: '' })
  const stage = stageOn(plan, on)
  const known = useQuery({ ...indicators.list.queryOptions({ input: { on } }), enabled: scope !== null })
  const counts = (x: Plan['targets'][number]) => known.data?.find((i) => i.code === x.indicatorCode)?.counts ?? x.met
  const measured = plan.targets.filter((x) => x.stage === stage?.code && x.indicatorCode)
  const current = measured.find((x) => x.code === chosen) ?? measured[0]
  const open = measured.find((x) => x.code === opened)
  const living = plan.status !== 'draft' && scope !== null
  return (
    <>
      <div className={styles.figures}>
        <Part title={scope ? t(own.targetsOf, { unit: scope.name }) : t(words.targets)} actions={<StageSwitch plan={plan} />}>
          <Stack>
            {living && <Asked scope={scope} />}
            <Targets plan={plan} question={living ? scope.question : null} onOpen={living && may('person.see') ? (x) => go({ mo: x.code }, { keepInHistory: true }) : null} />
          </Stack>
        </Part>
      </div>
      {living && current && !scope.grassroots && (
        <Fold title={t(own.byUnit)}>
          <Tabs label={t(own.byUnit)} open={current.code} onOpen={(key) => go({ 'chi-so': key })} tabs={measured.map((x) => ({
            key: x.code, title: `${x.code} – ${t(counts(x))}`,
            body: <Measured target={x} question={scope.question} country={scope.kind === 'confederation'} ranked={scope.children > 0} from={plan.stages[0]!.during.from} onOpen={scope.openUnit} />,
          }))} />
        </Fold>
      )}
      {living && !scope.grassroots && scope.children > 0 && (
        <Fold title={t(own.answers)}><Answers planId={plan.id} question={scope.question} /></Fold>
      )}
      {living && open && (
        <Suspense fallback={null}>
          <RecordsSheet key={`${open.code} ${scope.unitId}`} indicator={open.indicatorCode!} title={`${t(own.records, { code: open.code, unit: scope.name })}: ${t(open.met)}`} question={scope.question} open onClose={() => go({ mo: '' })} />
        </Suspense>
      )}
    </>
  )
}

/** A part of the page that a phone opens only on demand: a list of a thousand units is long there. Never on paper. */
function Fold({ title, children }: { title: string; children: ReactNode }) {
  const phone = useWidth() === 'phone'
  const [open, setOpen] = useState(false)
  if (!phone) return <div className="no-print"><Part title={title}>{children}</Part></div>
  return (
    <div className="no-print">
      <Part>
        <details className={styles.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary><h2>{title}</h2></summary>
          {open && children}
        </details>
      </Part>
    </div>
  )
}

/** Whose figures these are, and how a past day is asked for. */
function Asked({ scope }: { scope: Scope }) {
  const t = useText()
  const { day } = useFormat()
  const today = useToday()
  const { on, tree, knownOn, ask } = useAsOf()
  const up = scope.path.at(-1)
  // Today there is nothing to restate and nothing to look back at, unless it was asked for at the top.
  const looksBack = on < today || tree !== undefined || knownOn !== undefined
  if (!up && !looksBack) return null
  const structures: Option[] = [[t(own.asThen), undefined], ...(on === today ? [] : [[t(own.asNow), today] as Option])]
  const knowledge: Option[] = [[t(own.knownNow), undefined], ...(on < today ? [[t(own.knownThen), on] as Option] : [])]
  if (tree && !structures.some(([, day]) => day === tree)) structures.push([t(own.asOn, { day: day(tree) }), tree])
  if (knownOn && !knowledge.some(([, day]) => day === knownOn)) knowledge.push([t(own.knownBy, { day: day(knownOn) }), knownOn])
  return (
    <div className="no-print">
      <Row gap={16}>
        {up && <Button tone="quiet" icon={IconArrowUp} onClick={() => scope.openUnit(up.id)}>{t(own.up, { unit: up.name })}</Button>}
        {looksBack && (
          <>
            <Choice label={t(own.structure)} options={structures} chosen={tree} onPick={(to) => ask({ tree: to ?? null })} />
            <Choice label={t(own.data)} options={knowledge} chosen={knownOn} onPick={(to) => ask({ knownOn: to ?? null })} />
          </>
        )}
      </Row>
    </div>
  )
}

type Option = [label: string, day: string | undefined]

function Choice({ label, options, chosen, onPick }: { label: string; options: Option[]; chosen: string | undefined; onPick: (day: string | undefined) => void }) {
  return (
    <span role="group" aria-label={label} className={styles.choice}>
      <span aria-hidden>{label}</span>
      {options.map(([option, day]) => <button key={option} type="button" aria-pressed={day === chosen} onClick={() => onPick(day)}>{option}</button>)}
    </span>
  )
}
