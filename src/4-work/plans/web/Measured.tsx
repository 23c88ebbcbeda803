// One indicator of the plan, unit by unit: the map of the provinces beside the ranking, and the months under them.
import { lazy, Suspense } from 'react'
import { text } from '#base/text'
import { RankingTable, TrendChart, useRanking, type Question } from '#indicators/web'
import { Skeleton } from '#web/kit/Answer.tsx'
import { Columns } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { ReadTarget } from '../contract.ts'
import styles from './Targets.module.css'

const ProvinceMap = lazy(() => import('#web/map/ProvinceMap.tsx'))

/** The 34 provinces exist since this day; before it the map would show provinces that were not there. */
const PROVINCES_SINCE = '2025-07-01'

const own = {
  map: text('Bản đồ 34 tỉnh, thành phố: {met}', 'Map of the 34 provinces and cities: {met}'),
  hoangSa: text('QĐ. Hoàng Sa (Đà Nẵng)', 'Hoàng Sa Is. (Đà Nẵng)'),
  truongSa: text('QĐ. Trường Sa (Khánh Hòa)', 'Trường Sa Is. (Khánh Hòa)'),
  detail: text('{met} / {counted}, còn {gap}', '{met} of {counted}, {gap} to go'),
  done: text('{met} / {counted}, đạt', '{met} of {counted}, reached'),
  none: text('Chưa có đối tượng nào', 'Nobody counts yet'),
  behind: text('Chưa đạt chỉ tiêu', 'Behind the target'),
  before: text('Bản đồ 34 tỉnh, thành phố có từ 01/07/2025. Chọn cơ cấu hôm nay để xem ngày này trên bản đồ.', 'The map of 34 provinces begins on 01/07/2025. Choose the structure of today to see this day on the map.'),
  nobody: text('Các đơn vị trực tiếp bên dưới không có đối tượng nào để so sánh.', 'The units directly below have nobody to compare.'),
  ranking: text('Xếp hạng các đơn vị', 'Ranking of units'),
  trend: text('Diễn biến theo tháng', 'Month by month'),
}

export interface MeasuredProps {
  target: ReadTarget
  question: Question
  /** The confederation: its units are the provinces of the map. */
  country: boolean
  /** Units hang below, so there is something to rank. */
  ranked: boolean
  from: string
  onOpen: (unitId: string) => void
}

export function Measured({ target, question, country, ranked, from, onOpen }: MeasuredProps) {
  const t = useText()
  const code = target.indicatorCode!
  const ranking = useRanking({ indicator: code, question })
  // A union whose units have nobody of this kind (full-time officials, at the grassroots) has nothing to rank.
  const comparable = ranked && ranking.data?.some((u) => u.counted > 0)
  const table = comparable && <Suspense fallback={<Skeleton lines={6} />}><RankingTable indicator={code} label={t(own.ranking)} question={question} onOpen={(unit) => onOpen(unit.unitId)} /></Suspense>
  const mapped = country && (question.tree ?? question.on) >= PROVINCES_SINCE
  return (
    <>
      {country && !mapped && <p className={styles.soft} style={{ marginBottom: 12 }}>{t(own.before)}</p>}
      {ranked && ranking.data && !comparable && <p className={styles.soft}>{t(own.nobody)}</p>}
      {mapped ? <Columns columns="minmax(0, 5fr) minmax(0, 7fr)"><Provinces target={target} question={question} onOpen={onOpen} />{table}</Columns> : table}
      <h3 style={{ margin: '24px 0 8px', fontSize: 15 }}>{t(own.trend)}</h3>
      <Suspense fallback={<Skeleton lines={6} />}>
        <TrendChart indicator={code} label={`${t(own.trend)}: ${t(target.met)}`} question={question} from={from} />
      </Suspense>
    </>
  )
}

function Provinces({ target, question, onOpen }: Pick<MeasuredProps, 'target' | 'question' | 'onOpen'>) {
  const t = useText()
  const { number, share } = useFormat()
  const ranking = useRanking({ indicator: target.indicatorCode!, question })
  const provinces = ranking.data?.filter((u) => u.kind === 'provincial-federation' && u.code !== null)
  if (!provinces) return <Skeleton lines={10} />
  const behind = (u: (typeof provinces)[number]) => u.counted > 0 && u.met < target.share * u.counted - 1e-9
  return (
    <Suspense fallback={<Skeleton lines={10} />}>
      <ProvinceMap
        values={provinces.map((u) => ({
          code: u.code!, name: u.name, share: u.counted === 0 ? null : u.met / u.counted, behind: behind(u),
          detail: u.counted === 0 ? t(own.none) : t(behind(u) ? own.detail : own.done, { met: number(u.met), counted: number(u.counted), gap: number(u.gap ?? 0) }),
        }))}
        target={target.share} onOpen={(code) => { const unit = provinces.find((u) => u.code === code); if (unit) onOpen(unit.unitId) }}
        formatShare={(s) => share(Math.round(s * 1e6), 1e6)} ariaLabel={t(own.map, { met: t(target.met) })}
        archipelagoLabels={{ hoangSa: t(own.hoangSa), truongSa: t(own.truongSa) }} unknownLabel={t(own.none)} behindLabel={t(own.behind)} height={560}
      />
    </Suspense>
  )
}
