// The renewal calendar: month by month the agreements whose term ends, the 90 days before, and who has to act.
import { useQuery } from '@tanstack/react-query'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { addDays, addMonths, daysBetween } from '#base/day'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part, Stack } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMe } from '#web/session.ts'
import type { Renewal } from '../contract.ts'
import styles from './Agreements.module.css'
import { aboutAgreements, agreements } from './api.ts'
import { actsWords, words } from './words.ts'

const own = {
  lead: text('Thương lượng gia hạn hoặc ký mới bắt đầu trong 90 ngày trước khi hết hạn (Điều 83).', 'Bargaining to extend or renew begins within the 90 days before the end (article 83).'),
  earlier: text('Sáu tháng trước', 'Six months earlier'), later: text('Sáu tháng sau', 'Six months later'), month: text('Tháng {n}', '{n}'), last: text('Hết hạn sau ngày', 'Last day'), window: text('90 ngày cuối từ', 'Last 90 days from'), acts: text('Việc cần làm', 'To be done'), left: text('Còn', 'Left'), leftDays: text('{n} ngày', '{n} days'), over: text('quá {n} ngày', '{n} days over'),
  none: text('Không thỏa ước nào hết hạn trong thời gian này', 'No agreement ends in these months'), begin: text('Cần bắt đầu thương lượng', 'To begin bargaining'), goOn: text('Đang thương lượng', 'Bargaining'), settle: text('Hết hạn, chưa ký mới', 'Run out, none new'),
}
const MONTHS = 6

export default function RenewalsPage() {
  const t = useText()
  const { number } = useFormat()
  const language = useLanguage()
  const me = useMe()
  const { on, isToday } = useAsOf()
  const [{ tu }, go] = useAddress({ tu: '' })
  const from = /^\d{4}-\d{2}$/.test(tu) ? `${tu}-01` : `${addMonths(on, -1).slice(0, 7)}-01`
  const to = addMonths(from, MONTHS)
  useLive(agreements.key(), aboutAgreements)
  const list = useQuery({ ...agreements.renewals.queryOptions({ input: { unitId: me.unitId ?? '', from: addDays(from, 1), to: addDays(to, 1), ...(isToday ? {} : { on }) } }), enabled: me.unitId !== null })
  const columns: Column<Renewal>[] = [
    { key: 'title', title: words.title, value: (r) => r.title, main: true },
    { key: 'unit', title: words.unit, value: (r) => r.unitName },
    { key: 'window', title: own.window, kind: 'day', value: (r) => r.window, from: 'tablet', width: '130px' },
    { key: 'last', title: own.last, kind: 'day', value: (r) => addDays(r.ends!, -1), width: '130px' },
    { key: 'left', title: own.left, value: (r) => { const left = daysBetween(on, r.ends!); return left > 0 ? t(own.leftDays, { n: number(left) }) : t(own.over, { n: number(-left) }) }, from: 'desktop', width: '120px' },
    { key: 'acts', title: own.acts, value: (r) => t(actsWords[r.acts].label), show: (r) => <Badge tone={actsWords[r.acts].tone}>{t(actsWords[r.acts].label)}</Badge> },
  ]
  const months = (rows: readonly Renewal[]) => Array.from({ length: MONTHS }, (_, i) => addMonths(from, i).slice(0, 7)).map((month) => ({ month, rows: rows.filter((r) => addDays(r.ends!, -1).startsWith(month)) }))
  const named = (month: string) => (language === 'vi' ? t(own.month, { n: `${month.slice(5)}/${month.slice(0, 4)}` }) : new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' }).format(new Date(`${month}-15`)))
  const shift = (by: number) => go({ tu: addMonths(from, by).slice(0, 7) }, { keepInHistory: true })
  const count = (rows: readonly Renewal[], acts: Renewal['acts']) => number(rows.filter((r) => r.acts === acts).length)
  return (
    <Page
      follows="day" title={t(words.renewals)} lead={t(own.lead)} path={[{ label: t(words.agreements), to: '/thoa-uoc' }]}
      actions={<div className={styles.months}><Button icon={IconChevronLeft} onClick={() => shift(-MONTHS)}>{t(own.earlier)}</Button><Button icon={IconChevronRight} onClick={() => shift(MONTHS)}>{t(own.later)}</Button></div>}
    >
      <Answer of={list}>{(rows) => (
        <Stack>
          <Stats>
            <Stat label={t(own.begin)} value={count(rows, 'begin')} />
            <Stat label={t(own.goOn)} value={count(rows, 'go-on')} />
            <Stat label={t(own.settle)} value={count(rows, 'settle')} {...(rows.some((r) => r.acts === 'settle') ? { tone: 'behind' as const } : {})} />
          </Stats>
          {rows.length === 0 && <Empty title={t(own.none)} />}
          {months(rows).filter((m) => m.rows.length > 0).map(({ month, rows: inMonth }) => (
            <Part key={month} title={`${named(month)} (${number(inMonth.length)})`} bare>
              <DataTable label={`${t(words.renewals)} ${named(month)}`} dress="list" columns={columns} rows={inMonth} keyOf={(r) => r.id} to={(r) => `/thoa-uoc/${r.id}`} />
            </Part>
          ))}
        </Stack>
      )}</Answer>
    </Page>
  )
}
