// The pieces that pages of rooms above draw figures with.
import { IconListCheck } from '@tabler/icons-react'
import { lazy } from 'react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const indicatorsScreens: Screen[] = [
  { path: '/chi-so', load: () => import('./IndicatorsPage.tsx'), title: text('Chỉ số', 'Indicators'), needs: 'see', nav: { label: text('Chỉ số', 'Indicators'), icon: IconListCheck, order: 75 } },
  { path: '/chi-so/soan/$draftId', load: () => import('./DraftPage.tsx'), title: text('Soạn chỉ số', 'Compose an indicator'), needs: 'indicator.write' },
]

export { indicators, type Question } from './api.ts'
/** Heads still to be won against a threshold, for a plan whose own target is not the indicator's. */
export { gapOf } from '../domain/gap.ts'
export { FigureLine } from './FigureLine.tsx'
export { useRanking } from './ranking.ts'
export { RecordsRoofProvider, useRecordsRoof, type RecordDeed, type RecordsRoof } from './roof.tsx'
/** Units in their order by one indicator; brings the tables with it. */
export const RankingTable = lazy(() => import('./RankingTable.tsx'))
/** The records under a figure; loads when first opened. */
export const RecordsSheet = lazy(() => import('./RecordsSheet.tsx'))
/** One indicator over the months; brings the chart library with it. */
export const TrendChart = lazy(() => import('./TrendChart.tsx'))
/** Every indicator of one unit on a day: for the page of a unit. */
export const UnitFigures = lazy(() => import('./UnitFigures.tsx'))
