import { Suspense } from 'react'
import { DraftOfIndicator } from '#indicators/web'
import { PageAhead } from '#web/kit/Page.tsx'
import { Skeleton } from '#web/kit/Answer.tsx'

export default function Draft() {
  return <Suspense fallback={<PageAhead><Skeleton lines={8} /></PageAhead>}><DraftOfIndicator /></Suspense>
}
