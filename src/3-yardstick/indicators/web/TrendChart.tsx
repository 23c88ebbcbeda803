// One indicator over the months: heads counted, heads met, or where numbers are set the number asked of this unit instead; the breaks of mid-2025 are marked in the chart and said in words under
// it, and stand in the table of the same figures.
import { useQuery } from '@tanstack/react-query'
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use as bring, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { Fragment, useEffect, useMemo, useRef } from 'react'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { breaksOf } from '../domain/breaks.ts'
import { indicators, type Question } from './api.ts'
import { ComputingOf } from './Computing.tsx'
import { useByNumber } from './ranking.ts'
import styles from './TrendChart.module.css'

bring([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

const words = {
  counted: text('Phải đạt', 'Counted'), number: text('Số phải đạt', 'Number asked for'), met: text('Đã đạt', 'Met'), share: text('Tỷ lệ', 'Share'), day: text('Ngày', 'Day'),
  breaks: text('Đứt gãy của chuỗi số liệu', 'Breaks in the series'), before: text('(trước điểm đầu của chuỗi)', '(before the first point)'), table: text('Số liệu của biểu đồ', 'The figures of the chart'),
}
export interface TrendProps { indicator: string; label: string; question: Question; from: string }

export default function TrendChart({ indicator, label, question, from }: TrendProps) {
  const { unitId, on, tree, knownAt } = question
  const trend = useQuery(indicators.trend.queryOptions({ input: { unitId, indicator, from, to: on, tree, knownAt } }))
  const byNumber = useByNumber(indicator, on)
  useLive(indicators.trend.key())
  return <Answer of={trend}>{(rows) => <><ComputingOf indicator={indicator} on={on} />{byNumber !== undefined && <Chart rows={rows} label={label} byNumber={byNumber} />}</>}</Answer>
}

function Chart({ rows, label, byNumber }: { rows: readonly { day: string; counted: number; met: number; number: number | null }[]; label: string; byNumber: boolean }) {
  const t = useText()
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const against = byNumber ? words.number : words.counted
  const numbered = rows.some((r) => r.number !== null)
  const broken = useMemo(() => (rows.length > 0 ? breaksOf(rows[0]!.day, rows.at(-1)!.day) : []), [rows])
  useEffect(() => {
    const chart: EChartsType = init(box.current!, null, { renderer: 'svg' })
    const style = getComputedStyle(document.documentElement)
    // By its name: the chart measures its words in a canvas, where `inherit` is no font and they come out overlapping.
    const fontFamily = getComputedStyle(document.body).fontFamily
    const [teal, ink, line] = ['--teal', '--ink-soft', '--line'].map((name) => style.getPropertyValue(name).trim()) as [string, string, string]
    chart.setOption({
      animation: false, textStyle: { fontFamily }, grid: { left: 8, right: 16, top: 58, bottom: 8, containLabel: true },
      legend: { top: 0, right: 0, itemWidth: 18, textStyle: { color: ink } },
      tooltip: { trigger: 'axis', valueFormatter: (v: unknown) => format.number(Number(v)) },
      xAxis: { type: 'time', minInterval: 28 * 86_400_000, axisLabel: { color: ink, hideOverlap: true, formatter: (ms: number) => format.day(new Date(ms).toISOString().slice(0, 10)).slice(3) }, axisLine: { lineStyle: { color: line } } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: ink, formatter: (v: number) => format.number(v) }, splitLine: { lineStyle: { color: line } } },
      series: [
        ...(byNumber && !numbered ? [] : [{ name: t(against), type: 'line', step: 'end', symbol: 'none', lineStyle: { color: ink, type: 'dashed', width: 1.5 }, itemStyle: { color: ink }, data: rows.map((r) => [r.day, byNumber ? r.number : r.counted]) }]),
        { name: t(words.met), type: 'line', symbol: 'circle', symbolSize: 5, lineStyle: { color: teal, width: 2.5 }, itemStyle: { color: teal }, areaStyle: { color: teal, opacity: 0.08 }, data: rows.map((r) => [r.day, r.met]),
          markLine: { symbol: 'none', lineStyle: { color: ink, type: 'dotted' }, label: { color: ink, position: 'end', align: 'left' },
            // Two weeks apart, their words would lie over each other: one above the other.
            data: broken.filter(({ day }) => day >= rows[0]!.day).map(({ day, short }, i) => ({ xAxis: day, label: { formatter: `${format.day(day)}: ${t(short)}`, distance: i % 2 === 0 ? 4 : 20 } })) } },
      ],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current!)
    return () => { watch.disconnect(); chart.dispose() }
  }, [rows, broken, byNumber, numbered, against, t, format])
  return (
    <figure style={{ margin: 0 }}>
      {/* One point is no line. */}
      <div ref={box} role="img" aria-label={label} hidden={rows.length < 2} style={{ height: 280 }} />
      {broken.length > 0 && (
        <figcaption className={styles.breaks}>
          <strong>{t(words.breaks)}</strong>
          <ul>{broken.map(({ day, long }) => <li key={day}><span className="figures">{format.day(day)}</span>: {t(long)} {day < rows[0]!.day && t(words.before)}</li>)}</ul>
        </figcaption>
      )}
      <details className="no-print" open={rows.length < 2 || undefined}>
        <summary>{t(words.table)}</summary>
        <table className={styles.table}>
          <thead><tr><th scope="col">{t(words.day)}</th><th scope="col">{t(words.met)}</th>{(!byNumber || numbered) && <th scope="col">{t(against)}</th>}{!byNumber && <th scope="col">{t(words.share)}</th>}</tr></thead>
          <tbody>
            {rows.map((r, i) => (
              <Fragment key={r.day}>
                {broken.filter(({ day }) => (i === 0 || rows[i - 1]!.day < day) && day <= r.day).map(({ day, short }) => (
                  <tr key={day}><th scope="row" colSpan={4} className={styles.break}>{format.day(day)}: {t(short)}</th></tr>
                ))}
                <tr><td>{format.day(r.day)}</td><td>{format.number(r.met)}</td>{!byNumber && <><td>{format.number(r.counted)}</td><td>{format.share(r.met, r.counted)}</td></>}{byNumber && numbered && <td>{r.number === null ? '–' : format.number(r.number)}</td>}</tr>
              </Fragment>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
