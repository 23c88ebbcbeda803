/**
 * The country in its 34 provinces, coloured by a share. To be imported lazily: this file brings ECharts.
 * Hoàng Sa and Trường Sa stand at their true places in the same frame, always drawn and always labelled.
 * A screen reader gets `ariaLabel`; who works by keyboard gets the table that the caller shows beside the map.
 */
import { ScatterChart } from 'echarts/charts'
import { GeoComponent, TooltipComponent } from 'echarts/components'
import { init, registerMap, use as bring } from 'echarts/core'
import type { ECharts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { MapLegend } from './MapLegend.tsx'
import shapes from './provinces.generated.json' with { type: 'json' }
import { COLOURS, shareScale } from './scale.ts'
import type { ShareScale } from './scale.ts'

export type ProvinceValue = {
  /** Code of the province since 1 July 2025. */
  code: string
  name: string
  /** In any one unit, the same as the target's; null where nothing has been reported. */
  share: number | null
  /** Second line of the tooltip. */
  detail: string
  /** Marked with a dot: behind its target. */
  behind: boolean
}

export type ProvinceMapProps = {
  values: ProvinceValue[]
  target?: number
  /** Code of the province that is outlined and named. */
  selected?: string
  onOpen: (code: string) => void
  formatShare: (share: number) => string
  archipelagoLabels: { hoangSa: string; truongSa: string }
  ariaLabel: string
  /** Pixels at most; a narrow page makes the map lower. */
  height?: number
  /** Words of the legend for provinces without a share and for those behind; without them these go unexplained. */
  unknownLabel?: string
  behindLabel?: string
}

const MAP = 'provinces'
const FONT = "'Be Vietnam Pro', system-ui, sans-serif"
const UNKNOWN = '#eceef0'
const HATCH = '#c9ced4'
const HATCH_DARK = '#9aa3ab'
const BEHIND = '#d9822b'
const INK = '#12343b'
/** Degrees: north-west and south-east corner, with room for the labels of both archipelagos. */
const FRAME = [
  [102, 23.5],
  [116.3, 6.5],
] as const
/** Cosine of 16° N, the middle of the country: a degree east is that much shorter than a degree north. */
const ASPECT_SCALE = 0.96
const FRAME_ASPECT = ((FRAME[1][0] - FRAME[0][0]) * ASPECT_SCALE) / (FRAME[0][1] - FRAME[1][1])

/** What ECharts draws and styles as one: a province's mainland, its small islands, or its archipelago. */
type Region = { key: string; code: string; kind: 'mainland' | 'islands' | 'archipelago'; cp: number[]; polygons: number[][][][] }
const codeOfKey = (key: string) => key.slice(0, 2)
/** Degrees. The white border that parts provinces would swallow an island smaller than this. */
const SMALL_ISLAND = 0.25

function isSmall([outer]: number[][][]): boolean {
  const extent = (axis: 0 | 1) => Math.max(...outer!.map((p) => p[axis]!)) - Math.min(...outer!.map((p) => p[axis]!))
  return extent(0) < SMALL_ISLAND && extent(1) < SMALL_ISLAND
}

/** Registers the shapes and what is used of ECharts; in a function so that importing this file does nothing. */
let regions: Region[] | undefined
function prepare(): Region[] {
  if (regions) return regions
  bring([GeoComponent, ScatterChart, TooltipComponent, SVGRenderer])
  regions = shapes.features.flatMap(({ properties: { code, kind, cp }, geometry: { coordinates } }): Region[] => {
    if (kind === 'archipelago') return [{ key: `${code} archipelago`, code, kind, cp, polygons: coordinates }]
    const islands = coordinates.filter(isSmall)
    const mainland: Region = { key: code, code, kind: 'mainland', cp, polygons: coordinates.filter((polygon) => !isSmall(polygon)) }
    if (islands.length === 0) return [mainland]
    return [mainland, { key: `${code} islands`, code, kind: 'islands', cp: islands[0]![0]![0]!, polygons: islands }]
  })
  const features = regions.map(({ key, cp, polygons }) => ({
    type: 'Feature' as const,
    properties: { name: key, cp: cp as [number, number] },
    geometry: { type: 'MultiPolygon' as const, coordinates: polygons },
  }))
  registerMap(MAP, { type: 'FeatureCollection', features })
  return regions
}

function hatch(): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 6
  const pen = canvas.getContext('2d')!
  pen.fillStyle = UNKNOWN
  pen.fillRect(0, 0, 6, 6)
  pen.strokeStyle = HATCH
  pen.beginPath()
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift - 1, 7)
    pen.lineTo(shift + 7, -1)
  }
  pen.stroke()
  return canvas
}

/** Built of nodes, not of markup: names and details are people's text. */
function tooltip(value: ProvinceValue, formatShare: (share: number) => string): HTMLElement {
  const box = document.createElement('div')
  const line = (text: string, style: string) => {
    const element = box.appendChild(document.createElement('div'))
    element.textContent = text
    element.style.cssText = style
  }
  line(value.name, 'font-weight:600')
  if (value.share !== null) line(formatShare(value.share), 'font-size:18px;font-weight:600;font-variant-numeric:tabular-nums')
  line(value.detail, 'max-width:260px;white-space:normal')
  return box
}

function option({ values, formatShare, archipelagoLabels }: ProvinceMapProps, scale: ShareScale, width: number, height: number) {
  const all = prepare()
  const narrow = width < 500
  const byCode = new Map(values.map((value) => [value.code, value]))
  const nameOf = ({ name }: { name: string }) => byCode.get(codeOfKey(name))?.name ?? ''
  const unknown = { image: hatch(), repeat: 'repeat' }
  const label = { show: true, formatter: nameOf, color: INK, fontWeight: 600, fontSize: 12, textBorderColor: '#fff', textBorderWidth: 3 }
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    tooltip: { confine: true, padding: [8, 12], borderWidth: 1, borderColor: '#d5dbdf', textStyle: { color: INK, fontSize: 13, fontFamily: FONT } },
    geo: {
      map: MAP,
      boundingCoords: FRAME,
      aspectScale: ASPECT_SCALE,
      layoutCenter: ['50%', '50%'],
      // The height of the frame, which is higher than wide; a percentage would be of the shorter side.
      layoutSize: Math.min(height, width / FRAME_ASPECT),
      selectedMode: 'single',
      itemStyle: { areaColor: unknown, borderColor: '#fff', borderWidth: 0.8 },
      label: { show: false },
      tooltip: {
        show: true,
        formatter: ({ name }: { name: string }) => {
          const value = byCode.get(codeOfKey(name))
          return value ? tooltip(value, formatShare) : ''
        },
      },
      regions: all.map(({ key, code, kind }) => {
        const value = byCode.get(code)
        const known = value && value.share !== null
        const areaColor = known ? scale.colourOf(value.share!) : unknown
        const state = (borderWidth: number) => ({
          // Above the dot of a province that is behind, not under it.
          label: { ...label, show: kind === 'mainland', offset: value?.behind ? [0, -13] : [0, 0] },
          itemStyle: { areaColor, borderColor: INK, borderWidth },
        })
        // A dark edge keeps islets of two or three pixels visible on white, whatever their province's colour.
        const border = kind === 'mainland' ? {} : { borderColor: known ? COLOURS[3] : HATCH_DARK, borderWidth: kind === 'islands' ? 0.6 : 1 }
        return { name: key, itemStyle: { areaColor, ...border }, emphasis: state(1.2), select: state(2) }
      }),
    },
    series: [
      {
        type: 'scatter',
        coordinateSystem: 'geo',
        silent: true,
        symbolSize: narrow ? 5 : 8,
        itemStyle: { color: BEHIND, borderColor: '#fff', borderWidth: 1, opacity: 1 },
        data: all.filter((region) => region.kind === 'mainland' && byCode.get(region.code)?.behind).map((region) => region.cp),
      },
      {
        type: 'scatter',
        coordinateSystem: 'geo',
        silent: true,
        symbolSize: 1,
        itemStyle: { color: 'transparent' },
        label: { show: true, position: 'bottom', distance: 4, color: INK, fontSize: narrow ? 10 : 12, fontStyle: 'italic', formatter: '{b}', width: narrow ? 140 : 220, overflow: 'break' },
        data: all
          .filter((region) => region.kind === 'archipelago')
          .toSorted((a, b) => b.cp[1]! - a.cp[1]!)
          .map(({ cp, polygons }, i) => ({
            name: i === 0 ? archipelagoLabels.hoangSa : archipelagoLabels.truongSa,
            value: [cp[0]!, Math.min(...polygons.flat(2).map((point) => point[1]!))],
          })),
      },
    ],
  }
}

/** See the head of this file. */
export default function ProvinceMap(props: ProvinceMapProps) {
  const { values, target, selected, onOpen, formatShare, ariaLabel, height = 640 } = props
  const frame = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<ECharts>()
  const [size, setSize] = useState({ width: 0, height: 0 })
  const scale = shareScale(values.flatMap(({ share }) => (share === null ? [] : [share])), target)

  // ECharts selects what is clicked by itself; the caller alone decides what is selected.
  const select = useEffectEvent((of: ECharts) => {
    for (const { key } of prepare()) of.dispatchAction({ type: key === selected ? 'geoSelect' : 'geoUnSelect', geoIndex: 0, name: key })
  })
  const open = useEffectEvent((code: string) => onOpen(code))

  useEffect(() => {
    prepare()
    const made = init(frame.current!, undefined, { renderer: 'svg' })
    made.on('click', { geoIndex: 0 }, ({ name }) => open(codeOfKey(name)))
    made.on('geoselectchanged', () => select(made))
    const observer = new ResizeObserver(([entry]) => {
      made.resize()
      setSize({ width: entry!.contentRect.width, height: entry!.contentRect.height })
    })
    observer.observe(frame.current!)
    setChart(made)
    return () => {
      observer.disconnect()
      made.dispose()
    }
  }, [])

  const draw = useEffectEvent((on: ECharts) => {
    on.setOption(option(props, scale, size.width, size.height), { notMerge: true })
    select(on)
  })
  const { hoangSa, truongSa } = props.archipelagoLabels
  useEffect(() => {
    if (chart && !chart.isDisposed() && size.width > 0) draw(chart)
  }, [chart, size, values, target, hoangSa, truongSa])
  useEffect(() => {
    if (chart && !chart.isDisposed() && size.width > 0) select(chart)
  }, [chart, size, selected])

  return (
    <div role="img" aria-label={ariaLabel}>
      <div ref={frame} style={{ width: '100%', aspectRatio: FRAME_ASPECT, maxHeight: height }} />
      <MapLegend
        bounds={scale.bounds}
        target={target}
        formatShare={formatShare}
        unknown={values.some((value) => value.share === null) ? props.unknownLabel : undefined}
        behind={values.some((value) => value.behind) ? props.behindLabel : undefined}
        colours={{ unknown: UNKNOWN, hatch: HATCH, behind: BEHIND, ink: INK }}
      />
    </div>
  )
}
