// A write of the outbox that met another: decided field by field, then sent as chosen.
import { useState } from 'react'
import { Conflicts } from '../kit/Conflicts.tsx'
import type { Entry } from './entry.ts'
import { decide } from './outbox.ts'

export function Decision({ entry }: { entry: Entry }) {
  const [busy, setBusy] = useState(false)
  return (
    <Conflicts
      name={entry.id} of={entry.refusals.filter((one) => one.conflict)} mineAt={new Date(entry.at).toISOString()} busy={busy}
      onDone={(choice) => {
        setBusy(true)
        void decide(entry.order, choice).finally(() => setBusy(false))
      }}
    />
  )
}
