// The plans of the office acted in: what waits for an answer first, then the own ones, then those of the unions above.
import { useQuery } from '@tanstack/react-query'
import { IconFilePlus } from '@tabler/icons-react'
import { text } from '#base/text'
import { useAsOf } from '#web/asked.ts'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useMe, useToday } from '#web/session.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import type { PlanLine, ToAnswer } from '../contract.ts'
import { aboutPlans, plans } from './api.ts'
import styles from './Plans.module.css'
import { countingWords, words } from './words.ts'

const own = {
  toAnswer: text('Chờ đơn vị hưởng ứng', 'Waiting for an answer'),
  make: text('Lập kế hoạch của đơn vị', 'Make the plan of the unit'),
  goOn: text('Tiếp tục bản nháp', 'Go on with the draft'),
  dueOn: text('Hạn {day}', 'Due {day}'),
  overdue: text('Quá hạn {day}', 'Overdue since {day}'),
  noDue: text('Chưa định hạn', 'No day set'),
  mine: text('Kế hoạch của đơn vị', 'Plans of the unit'),
  above: text('Kế hoạch của công đoàn cấp trên', 'Plans of the unions above'),
  nothingMine: text('Đơn vị chưa có kế hoạch nào', 'The unit has no plan yet'),
  issuer: text('Nơi ban hành', 'Issued by'),
  reference: text('Số, ký hiệu', 'Number'),
  noOffice: text('Bạn chưa giữ chức vụ nào tại một đơn vị', 'You hold no office in a unit'),
  from: text('{issuer} ban hành ngày {day}', 'Issued by {issuer} on {day}'),
}

export default function PlansPage() {
  const t = useText()
  const me = useMe()
  if (!me.unitId) return <Page title={t(words.plans)}><Empty title={t(own.noOffice)} /></Page>
  return <PlansOf unitId={me.unitId} />
}

function PlansOf({ unitId }: { unitId: string }) {
  const t = useText()
  const { on } = useAsOf()
  const today = useToday()
  const list = useQuery(plans.list.queryOptions({ input: { unitId, on: on === today ? undefined : on } }))
  useLive(plans.key(), aboutPlans)
  const status: Column<PlanLine> = {
    key: 'status', title: words.status, value: (p) => t(countingWords[p.counting].short), show: (p) => <Badge tone={countingWords[p.counting].tone}>{t(countingWords[p.counting].short)}</Badge>,
  }
  const columns: Column<PlanLine>[] = [
    { key: 'title', title: words.title, value: (p) => p.title, main: true },
    { key: 'reference', title: own.reference, value: (p) => p.reference ?? '', width: '150px' },
    { key: 'issuedOn', title: words.issuedOn, kind: 'day', value: (p) => p.issuedOn, width: '160px' },
    status,
  ]
  const issuer: Column<PlanLine> = { key: 'issuer', title: own.issuer, value: (p) => p.unitName, from: 'tablet' }
  return (
    <Page follows="day" title={t(words.plans)}>
      <Answer of={list}>
        {(data) => (
          <>
            {data.toAnswer.map((p) => <ToAnswerCard key={p.id} plan={p} />)}
            <Part title={t(own.mine)} tour="plans">
              <DataTable dress="list" label={t(own.mine)} columns={columns} rows={data.own} keyOf={(p) => p.id} to={(p) => `/ke-hoach/${p.id}`} empty={<Empty title={t(own.nothingMine)} />} />
            </Part>
            {data.above.length > 0 && (
              <Part title={t(own.above)}>
                <DataTable dress="list" label={t(own.above)} columns={[columns[0]!, columns[1]!, issuer, columns[2]!]} rows={data.above} keyOf={(p) => p.id} to={(p) => `/ke-hoach/${p.id}`} />
              </Part>
            )}
          </>
        )}
      </Answer>
    </Page>
  )
}

function ToAnswerCard({ plan }: { plan: ToAnswer }) {
  const t = useText()
  const may = useMay()
  const { day } = useFormat()
  const today = useToday()
  const late = plan.answerBy !== null && plan.answerBy < today
  return (
    <Part title={t(own.toAnswer)} actions={<Badge tone={late ? 'behind' : plan.answerBy ? 'soon' : 'plain'}>{plan.answerBy ? t(late ? own.overdue : own.dueOn, { day: day(plan.answerBy) }) : t(own.noDue)}</Badge>}>
      <div className={styles.toAnswer}>
        <div>
          <p className={styles.reference}>{t(words.plan, { reference: plan.reference })}</p>
          <p>{plan.title}</p>
          <p className={styles.soft}>{t(own.from, { issuer: plan.unitName, day: day(plan.issuedOn) })}</p>
        </div>
        {may('plan.write') && (
          <Button tone="main" size="md" icon={IconFilePlus} to={plan.draftId ? `/ke-hoach/${plan.draftId}` : `/ke-hoach/${plan.id}/huong-ung`}>{t(plan.draftId ? own.goOn : own.make)}</Button>
        )}
      </div>
    </Part>
  )
}
