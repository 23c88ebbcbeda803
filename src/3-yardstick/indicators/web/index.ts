// The pieces that pages of rooms above draw figures with.
import { lazy } from 'react'

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
/** Everything that is counted, and what is being composed. */
export const IndicatorsPage = lazy(() => import('./IndicatorsPage.tsx'))
/** One draft of a definition: composed, decided, kept. */
export const DraftOfIndicator = lazy(() => import('./DraftPage.tsx'))
