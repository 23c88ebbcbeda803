import { Suspense } from 'react'
import { IndicatorsPage } from '#indicators/web'
import { PageAhead } from '#web/kit/Page.tsx'
import { Skeleton } from '#web/kit/Answer.tsx'

export default function Indicators() {
  return <Suspense fallback={<PageAhead><Skeleton lines={8} /></PageAhead>}><IndicatorsPage /></Suspense>
}
