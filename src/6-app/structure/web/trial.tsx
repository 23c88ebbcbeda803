// The dry run of a structural change, asked for and handed to the sheet that shows it.
import { lazy, Suspense } from 'react'
import type { UnitRoof } from '#organisation/web'
import { roomApi } from '#web/api.ts'
import { Skeleton } from '#web/kit/Answer.tsx'
import type { structureContract } from '../contract.ts'

const structure = roomApi<typeof structureContract>('structure')
const TrialView = lazy(() => import('./TrialView.tsx'))

export const tryChange: UnitRoof['trial'] = async (change, decision) => {
  const found = await structure.trial.call({ change, decision })
  return { draw: () => <Suspense fallback={<Skeleton lines={8} />}><TrialView trial={found} /></Suspense> }
}
