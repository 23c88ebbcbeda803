// Who below has answered with a plan of its own, and who has not.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { text } from '#base/text'
import type { Question } from '#indicators/web'
import { useAddress } from '#web/address.ts'
import { useFormat, useText } from '#web/language.tsx'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import type { Answer as Row } from '../contract.ts'
import { plans } from './api.ts'
import { countingWords, words } from './words.ts'

const PAGE = 100
type Only = 'missing' | 'answered' | 'waiting' | 'all'

const own = {
  label: text('Kế hoạch hưởng ứng của công đoàn cơ sở', 'Plans of grassroots unions in answer'),
  only: { missing: text('Chưa ban hành', 'Not yet'), answered: text('Đã ban hành', 'Issued'), waiting: text('Chỉ tiêu thấp hơn chưa được chấp nhận', 'Lower target not accepted'), all: text('Tất cả', 'All') } as Record<Only, ReturnType<typeof text>>,
  parent: text('Công đoàn cấp trên', 'Union above'), plan: text('Kế hoạch', 'Plan'),
  none: text('Chưa có', 'None yet'),
  empty: text('Không có đơn vị nào ở nhóm này', 'No unit in this group'),
}

export function Answers({ planId, question }: { planId: string; question: Question }) {
  const t = useText()
  const { number } = useFormat()
  const [{ 'huong-ung': shown }, go] = useAddress({ 'huong-ung': 'missing' })
  const only = (shown in own.only ? shown : 'missing') as Only
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const input = (offset: number, limit = PAGE) => ({ id: planId, ...question, only, search: search || undefined, limit, offset })
  const list = useInfiniteQuery(plans.answers.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, p) => n + p.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const all = async () => {
    const found: Row[] = []
    for (;;) {
      const page = await plans.answers.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const aboutPlan: Column<Row>[] = [
    { key: 'plan', title: own.plan, value: (r) => r.plan?.reference ?? t(own.none), show: (r) => (r.plan ? <Go to={`/ke-hoach/${r.plan.id}`}>{r.plan.reference}</Go> : t(own.none)), width: '150px' },
    { key: 'issuedOn', title: words.issuedOn, kind: 'day', value: (r) => r.plan?.issuedOn, from: 'tablet', width: '130px' },
    { key: 'state', title: words.status, value: (r) => (r.plan ? t(countingWords[r.plan.counting].short) : t(own.only.missing)), show: (r) => (r.plan ? <Badge tone={countingWords[r.plan.counting].tone}>{t(countingWords[r.plan.counting].short)}</Badge> : <Badge tone="behind">{t(own.only.missing)}</Badge>), width: '170px' },
  ]
  const columns: Column<Row>[] = [
    { key: 'unit', title: words.unit, value: (r) => r.unitName, show: (r) => <Go to={`/don-vi/${r.unitId}`}>{r.unitName}</Go>, main: true },
    { key: 'parent', title: own.parent, value: (r) => r.parentName },
    // Of those that have issued none there is nothing more to say.
    ...(only === 'missing' ? [] : aboutPlan),
  ]
  const summary = list.data?.pages[0]?.summary
  const counts: Record<Only, number> | undefined = summary && { missing: summary.units - summary.answered, answered: summary.answered, waiting: summary.waiting, all: summary.units }
  const keys: Only[] = summary?.waiting ? ['missing', 'answered', 'waiting', 'all'] : ['missing', 'answered', 'all']
  return (
    <Tabs label={t(own.label)} open={only} onOpen={(key) => go({ 'huong-ung': key })} tabs={keys.map((key) => ({
      key, title: t(own.only[key]), ...(counts ? { count: number(counts[key]) } : {}),
      body: (
        <Answer of={list}>
          {(data) => (
            <DataTable
              label={`${t(own.label)} – ${t(own.only[key])}`} columns={columns} rows={data.pages.flatMap((p) => p.rows)} keyOf={(r) => r.unitId}
              empty={<Empty title={t(own.empty)} />}
              paged={{ total: data.pages[0]!.total, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
            />
          )}
        </Answer>
      ),
    }))} />
  )
}
