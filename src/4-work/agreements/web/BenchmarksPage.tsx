// What agreements give in one case, for those who bargain: quartiles by trade, province and size, over the whole Confederation.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconGavel } from '@tabler/icons-react'
import { useId } from 'react'
import { text, type Text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part, Stack } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { useAsOf } from '#web/asked.ts'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useLists } from './api.ts'
import { clauses, useClauseLists, type ClauseCase } from './clause-api.ts'
import { clauseWords, measureOf, subjectName, writeAmount } from './clause-words.ts'
import styles from './Coding.module.css'
import { words } from './words.ts'

const own = {
  lead: text('Từ các điều khoản đã xác nhận, tính đến {day}. Nhóm dưới 5 doanh nghiệp không được hiện, cũng không suy ra được từ nhóm khác.', 'From confirmed clauses, as of {day}. Groups of fewer than 5 employers are not shown, nor can they be reckoned out.'),
  choose: text('Quyền lợi', 'Case'), trade: text('Theo ngành nghề', 'By trade'), province: text('Theo tỉnh, thành phố', 'By province'), size: text('Theo quy mô', 'By size'), group: text('Nhóm', 'Group'), count: text('Số doanh nghiệp', 'Employers'),
  low: text('25% thấp nhất đến', 'Lowest quarter up to'), middle: text('Trung vị', 'Median'), high: text('25% cao nhất từ', 'Highest quarter from'), law: text('Luật hiện nay', 'The law today'), noLaw: text('không định mức', 'no number'), hidden: text('{n} nhóm không hiện vì quá ít doanh nghiệp.', '{n} groups are not shown: too few employers.'),
  crossed: text('Ghép ngành nghề, tỉnh và quy mô', 'Trade, province and size together'), crossWhy: text('Chọn hai hoặc ba nhóm, ví dụ may trang phục tại Vĩnh Long, 300 – 499 người.', 'Choose two or three groupings, such as clothing in Vĩnh Long, 300 – 499 workers.'), tooFew: text('Quá ít doanh nghiệp để hiện mà không lộ mức của riêng ai. Xem từng nhóm ở dưới.', 'Too few employers to be shown without telling what a single one gives. See the groupings below.'),
  anyTrade: text('Mọi ngành nghề', 'Any trade'), anyProvince: text('Mọi tỉnh, thành phố', 'Any province'), anySize: text('Mọi quy mô', 'Any size'),
  few: text('Chưa đủ 5 doanh nghiệp có quyền lợi này trong điều khoản đã xác nhận', 'Fewer than 5 employers have this case in a confirmed clause'), under: text('dưới {to} người', 'fewer than {to}'), over: text('từ {from} người', '{from} and more'), between: text('{from} – {to} người', '{from} – {to}'),
}
type Group = Awaited<ReturnType<typeof clauses.benchmark.call>>['by']['trade']['shown'][number]
const divisions = ['trade', 'province', 'size'] as const
const bounds = [0, 50, 150, 300, 500, 1000]

export default function BenchmarksPage() {
  const t = useText()
  const { day, number } = useFormat()
  const language = useLanguage()
  const { on } = useAsOf()
  const box = useId()
  const [{ 'quyen-loi': caseCode, nganh: trade, tinh: province, 'quy-mo': size }, go] = useAddress({ 'quyen-loi': 'shift-meal', 'nganh': '', 'tinh': '', 'quy-mo': '' })
  const lists = useClauseLists(), places = useLists()
  const page = useQuery(clauses.benchmark.queryOptions({ input: { caseCode, on, ...(trade && { trade }), ...(province && { province }), ...(size && { size }) }, placeholderData: keepPreviousData }))
  const of = lists.cases.find((one) => one.code === caseCode)
  const sizeName = (key: string) => {
    const from = Number(key), to = bounds[bounds.indexOf(from) + 1]
    return to === undefined ? t(own.over, { from: number(from) }) : from === 0 ? t(own.under, { to: number(to) }) : t(own.between, { from: number(from), to: number(to - 1) })
  }
  const names: Record<'trade' | 'province' | 'size', { title: Text; of: (key: string) => string }> = {
    trade: { title: own.trade, of: (key) => { const one = places.trades.find((trade) => trade.code === key); return one ? t(one.name) : key } },
    province: { title: own.province, of: (key) => places.provinces.find((one) => one.code === key)?.name ?? key },
    size: { title: own.size, of: sizeName },
  }
  const pick = (name: 'nganh' | 'tinh' | 'quy-mo', value: string, label: Text, any: Text, choices: readonly [string, string][]) => (
    <select aria-label={t(label)} value={value} onChange={(event) => go({ [name]: event.currentTarget.value })}>
      <option value="">{t(any)}</option>
      {choices.map(([key, said]) => <option key={key} value={key}>{said}</option>)}
    </select>
  )
  const key = { trade, province, size }
  return (
    <Page follows="day" title={t(clauseWords.benchmarks)} path={[{ label: t(words.agreements), to: '/thoa-uoc' }]} lead={page.data ? t(own.lead, { day: day(page.data.on) }) : ''} actions={<Button icon={IconGavel} to="/thoa-uoc/phap-luat">{t(words.law)}</Button>}>
      <div className={styles.reading}>
        <label htmlFor={box}>{t(own.choose)}</label>
        <select id={box} value={caseCode} onChange={(event) => go({ 'quyen-loi': event.currentTarget.value })}>
          {lists.subjects.map((subject) => {
            const own = lists.cases.filter((one) => one.subject === subject.code)
            return own.length > 0 && <optgroup key={subject.code} label={t(subjectName(lists, subject.code))}>{own.map((one) => <option key={one.code} value={one.code}>{t(one.name)}</option>)}</optgroup>
          })}
        </select>
        {of && <span className={styles.soft}>{t(measureOf(of))}</span>}
      </div>
      <Answer of={page} lines={8}>{(data) => (data.all === null || !of ? <Empty title={t(own.few)} /> : (
        <Stack>
          <Stats>
            <Stat label={t(own.count)} value={number(data.all.count)} /><Stat label={t(own.low)} value={writeAmount(data.all.quartiles[0], of.scale, language)} /><Stat label={t(own.middle)} value={writeAmount(data.all.quartiles[1], of.scale, language)} />
            <Stat label={t(own.high)} value={writeAmount(data.all.quartiles[2], of.scale, language)} /><Stat label={t(own.law)} value={data.law === null ? t(own.noLaw) : writeAmount(data.law, of.scale, language)} />
          </Stats>
          <Part title={t(own.crossed)}>
            <Stack gap={12}>
              <div className={styles.reading}>
                {pick('nganh', trade, own.trade, own.anyTrade, places.trades.map((one) => [one.code, t(one.name)]))}
                {pick('tinh', province, own.province, own.anyProvince, places.provinces.map((one) => [one.code, one.name]))}
                {pick('quy-mo', size, own.size, own.anySize, bounds.map((from) => [String(from), sizeName(String(from))]))}
              </div>
              {data.crossed === null ? <p className={styles.soft}>{t(own.crossWhy)}</p> : data.crossed.shown.length > 0
                ? <Groups label={t(own.crossed)} rows={data.crossed.shown} name={(found) => divisions.map((division) => names[division].of(division === data.crossed!.by ? found : key[division])).join(', ')} of={of} />
                : <p className={styles.soft}>{t(own.tooFew)}</p>}
              {data.crossed !== null && data.crossed.shown.length > 0 && data.crossed.hidden > 0 && <p className={styles.soft}>{t(own.hidden, { n: number(data.crossed.hidden) })}</p>}
            </Stack>
          </Part>
          {divisions.map((division) => (
            <Part key={division} title={t(names[division].title)}>
              {data.by[division].shown.length > 0 && <Groups label={t(names[division].title)} rows={data.by[division].shown} name={names[division].of} of={of} />}
              {data.by[division].hidden > 0 && <p className={styles.soft}>{t(own.hidden, { n: number(data.by[division].hidden) })}</p>}
            </Part>
          ))}
        </Stack>
      ))}</Answer>
    </Page>
  )
}

function Groups({ label, rows, name, of }: { label: string; rows: Group[]; name: (key: string) => string; of: ClauseCase }) {
  const language = useLanguage()
  const amount = (n: number) => writeAmount(n, of.scale, language)
  const least = Math.min(...rows.map((row) => row.quartiles[0])), most = Math.max(...rows.map((row) => row.quartiles[2]))
  const at = (n: number) => `${most === least ? 50 : ((n - least) / (most - least)) * 100}%`
  const columns: Column<Group>[] = [
    { key: 'group', title: own.group, value: (row) => name(row.key), main: true },
    { key: 'count', title: own.count, kind: 'number', value: (row) => row.count },
    { key: 'low', title: own.low, value: (row) => amount(row.quartiles[0]) }, { key: 'middle', title: own.middle, value: (row) => amount(row.quartiles[1]) }, { key: 'high', title: own.high, value: (row) => amount(row.quartiles[2]) },
    { key: 'box', title: text('', ''), from: 'desktop', value: () => '', show: ({ quartiles: [low, middle, high] }) => <div className={styles.box} aria-hidden><i style={{ left: at(low), right: `calc(100% - ${at(high)})` }} /><b style={{ left: at(middle) }} /></div> },
  ]
  return <DataTable label={label} columns={columns} rows={rows} keyOf={(row) => row.key} dress="list" />
}
