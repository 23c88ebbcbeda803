// One indicator over the months: heads counted, heads met, the target; the breaks of mid-2025 are marked. Under it the same as a table.
import { useQuery } from '@tanstack/react-query'
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use as bring, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { indicators, type Question } from './api.ts'

bring([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

const words = {
  counted: text('Phải đạt', 'Counted'), met: text('Đã đạt', 'Met'), share: text('Tỷ lệ', 'Share'), day: text('Ngày', 'Day'),
  merge: text('Sắp xếp tổ chức 01/07/2025', 'Reorganisation of 01/07/2025'), table: text('Số liệu của biểu đồ', 'The figures of the chart'),
}
/** Days on which the organisation itself broke: the end of unions on state salary, the merge of provinces (FACTS 1.1). */
const breaks = ['2025-07-01']

export interface TrendProps { indicator: string; label: string; question: Question; from: string }

export default function TrendChart({ indicator, label, question, from }: TrendProps) {
  const { unitId, on, tree, knownAt } = question
  const trend = useQuery(indicators.trend.queryOptions({ input: { unitId, indicator, from, to: on, tree, knownAt } }))
  useLive(indicators.trend.key())
  return <Answer of={trend}>{(rows) => <Chart rows={rows} label={label} />}</Answer>
}

function Chart({ rows, label }: { rows: readonly { day: string; counted: number; met: number }[]; label: string }) {
  const t = useText()
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart: EChartsType = init(box.current!, null, { renderer: 'svg' })
    const style = getComputedStyle(document.documentElement)
    // By its name: the chart measures its words in a canvas, where `inherit` is no font and they come out overlapping.
    const fontFamily = getComputedStyle(document.body).fontFamily
    const [teal, ink, line] = ['--teal', '--ink-soft', '--line'].map((name) => style.getPropertyValue(name).trim()) as [string, string, string]
    chart.setOption({
      animation: false, textStyle: { fontFamily }, grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, right: 0, itemWidth: 18, textStyle: { color: ink } },
      tooltip: { trigger: 'axis', valueFormatter: (v: unknown) => format.number(Number(v)) },
      xAxis: { type: 'time', minInterval: 28 * 86_400_000, axisLabel: { color: ink, hideOverlap: true, formatter: (ms: number) => format.day(new Date(ms).toISOString().slice(0, 10)).slice(3) }, axisLine: { lineStyle: { color: line } } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: ink, formatter: (v: number) => format.number(v) }, splitLine: { lineStyle: { color: line } } },
      series: [
        { name: t(words.counted), type: 'line', step: 'end', symbol: 'none', lineStyle: { color: ink, type: 'dashed', width: 1.5 }, itemStyle: { color: ink }, data: rows.map((r) => [r.day, r.counted]),
          markLine: { symbol: 'none', lineStyle: { color: ink, type: 'dotted' }, label: { formatter: t(words.merge), color: ink, position: 'end', align: 'left' }, data: breaks.filter((b) => rows.length > 0 && rows[0]!.day < b && b < rows.at(-1)!.day).map((b) => ({ xAxis: b })) } },
        { name: t(words.met), type: 'line', symbol: 'circle', symbolSize: 5, lineStyle: { color: teal, width: 2.5 }, itemStyle: { color: teal }, areaStyle: { color: teal, opacity: 0.08 }, data: rows.map((r) => [r.day, r.met]) },
      ],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current!)
    return () => { watch.disconnect(); chart.dispose() }
  }, [rows, t, format])
  return (
    <figure style={{ margin: 0 }}>
      <div ref={box} role="img" aria-label={label} style={{ height: 280 }} />
      <details className="no-print">
        <summary>{t(words.table)}</summary>
        <table style={{ borderSpacing: '16px 2px', fontVariantNumeric: 'tabular-nums' }}>
          <thead><tr><th scope="col">{t(words.day)}</th><th scope="col">{t(words.met)}</th><th scope="col">{t(words.counted)}</th><th scope="col">{t(words.share)}</th></tr></thead>
          <tbody>{rows.map((r) => <tr key={r.day}><td>{format.day(r.day)}</td><td>{format.number(r.met)}</td><td>{format.number(r.counted)}</td><td>{format.share(r.met, r.counted)}</td></tr>)}</tbody>
        </table>
      </details>
    </figure>
  )
}
