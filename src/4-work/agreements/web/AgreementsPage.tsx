// The library: agreements of the unit and of those below, by their state on the day chosen at the top.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconCalendarDue, IconChartBar, IconGavel, IconPlus, IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { addDays } from '#base/day'
import { text, type Text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useMe } from '#web/session.ts'
import type { AgreementLine, Asked } from '../contract.ts'
import { kindWords } from '../domain/kinds.ts'
import styles from './Agreements.module.css'
import { aboutAgreements, agreements, organisation, useLists } from './api.ts'
import { clauseWords } from './clause-words.ts'
import { stateWords, words } from './words.ts'

const own = {
  none: text('Chưa có thỏa ước nào', 'No agreement yet'), noneWhy: text('Thỏa ước của đơn vị và của các công đoàn bên dưới hiện ở đây.', 'Agreements of the unit and of the unions below appear here.'), noUnit: text('Chức vụ đang dùng không thuộc đơn vị nào.', 'The office you act in belongs to no unit.'),
  of: text('Của {unit} và các công đoàn bên dưới.', 'Of {unit} and of the unions below it.'), whole: text('Xem toàn bộ phạm vi', 'See the whole reach'),
  anyState: text('Mọi tình trạng', 'Any state'), holds: text('Còn hiệu lực (mọi dạng)', 'In force in any way'), anyKind: text('Mọi loại', 'Any kind'), anyTrade: text('Mọi ngành nghề', 'Any trade'), anyProvince: text('Mọi tỉnh, thành phố', 'Any province'),
  anyEnd: text('Hết hạn lúc nào cũng được', 'Ends at any time'), within: text('Hết hạn trong {n} ngày', 'Ends within {n} days'), more: text('Lọc thêm', 'More filters'), ends: text('Hết hạn', 'Ends'),
}
const PAGE = 50

export default function AgreementsPage() {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const me = useMe()
  const { on, isToday } = useAsOf()
  const lists = useLists()
  const [at, go] = useAddress({ 'don-vi': '', 'tinh-trang': '', 'loai': '', 'nganh': '', 'tinh': '', 'het-han': '' })
  // Opened from the page of a unit below: that unit's alone.
  const unitId = at['don-vi'] || me.unitId
  const below = useQuery({ ...organisation.unit.queryOptions({ input: { id: at['don-vi'], on } }), enabled: at['don-vi'] !== '' })
  const [typed, setTyped] = useState('')
  const [wide, setWide] = useState(at.loai + at.nganh + at.tinh + at['het-han'] !== '')
  const search = useDeferredValue(typed)
  useLive(agreements.key(), aboutAgreements)
  const input = (offset: number, limit = PAGE): Asked => ({
    unitId: unitId ?? '', search: search || undefined, limit, offset, ...(isToday ? {} : { on }),
    ...(at['tinh-trang'] ? { state: at['tinh-trang'] as Asked['state'] } : {}), ...(at.loai ? { kind: at.loai as AgreementLine['kind'] } : {}), ...(at.nganh ? { trade: at.nganh } : {}), ...(at.tinh ? { province: at.tinh } : {}), ...(at['het-han'] ? { endsWithin: Number(at['het-han']) } : {}),
  })
  const list = useInfiniteQuery({
    ...agreements.list.infiniteOptions({
      input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
      getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
    }), enabled: unitId !== null,
  })
  const all = async () => {
    const found: AgreementLine[] = []
    for (;;) {
      const page = await agreements.list.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const columns: Column<AgreementLine>[] = [
    { key: 'title', title: words.title, value: (a) => a.title, main: true },
    { key: 'number', title: words.number, value: (a) => a.number ?? '', from: 'tablet', width: '150px' },
    { key: 'unit', title: words.unit, value: (a) => a.unitName, from: 'tablet' },
    { key: 'kind', title: words.kind, value: (a) => t(kindWords[a.kind]), from: 'desktop', width: '130px' },
    { key: 'workers', title: words.workers, kind: 'number', value: (a) => a.workers, from: 'desktop' },
    { key: 'begins', title: words.effectiveOn, kind: 'day', value: (a) => a.begins, from: 'desktop' },
    { key: 'last', title: words.last, kind: 'day', value: (a) => a.ends && addDays(a.ends, -1) },
    { key: 'state', title: words.state, value: (a) => t(stateWords[a.state].short), show: (a) => <Badge tone={stateWords[a.state].tone}>{t(stateWords[a.state].short)}</Badge> },
  ]
  const pick = (name: keyof typeof at, label: Text, any: Text, choices: readonly [string, string][]) => (
    <select className={styles.pick} aria-label={t(label)} value={at[name]} onChange={(event) => go({ [name]: event.currentTarget.value })}>
      <option value="">{t(any)}</option>
      {choices.map(([value, said]) => <option key={value} value={value}>{said}</option>)}
    </select>
  )
  const filtered = Object.entries(at).some(([name, value]) => name !== 'don-vi' && value !== '')
  return (
    <Page
      follows="day" title={t(words.agreements)} {...(below.data ? { lead: <>{t(own.of, { unit: below.data.name })} <Go to="/thoa-uoc">{t(own.whole)}</Go></> } : {})}
      actions={<>
        <Button icon={IconSearch} to="/thoa-uoc/tim">{t(clauseWords.search)}</Button>
        <Button icon={IconChartBar} to="/thoa-uoc/so-lieu">{t(clauseWords.benchmarks)}</Button>
        <Button icon={IconGavel} to="/thoa-uoc/phap-luat">{t(words.law)}</Button>
        <Button icon={IconCalendarDue} to="/thoa-uoc/lich">{t(words.renewals)}</Button>
        {may('agreement.write') && <Button icon={IconPlus} tone="main" to="/thoa-uoc/moi">{t(words.new)}</Button>}
      </>}
    >
      {unitId === null ? <Empty title={t(own.noUnit)} /> : (
        <Answer of={list}>{(data) => (
          <DataTable
            label={t(words.agreements)} columns={columns} rows={data.pages.flatMap((page) => page.rows)} keyOf={(a) => a.id} to={(a) => `/thoa-uoc/${a.id}`}
            {...(filtered ? {} : { empty: <Empty title={t(own.none)}>{t(own.noneWhy)}</Empty> })}
            tools={<>
              {pick('tinh-trang', words.state, own.anyState, [['holds', t(own.holds)], ...Object.entries(stateWords).map(([value, { short }]): [string, string] => [value, t(short)])])}
              {/* On a phone the rest is behind a button, so that the list is in sight. */}
              <button type="button" className={styles.moreFilters} aria-expanded={wide} onClick={() => setWide(!wide)}>{t(own.more)}</button>
              <div className={styles.filters} data-open={wide || undefined}>
              {pick('loai', words.kind, own.anyKind, Object.entries(kindWords).map(([value, said]) => [value, t(said)]))}
              {pick('nganh', words.trade, own.anyTrade, lists.trades.map((one) => [one.code, `${one.code} ${t(one.name)}`]))}
              {pick('tinh', words.province, own.anyProvince, lists.provinces.map((one) => [one.code, one.name]))}
              {pick('het-han', own.ends, own.anyEnd, [30, 90, 180, 365].map((n) => [String(n), t(own.within, { n: format.number(n) })]))}
              </div>
            </>}
            paged={{ total: data.pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
          />
        )}</Answer>
      )}
    </Page>
  )
}
