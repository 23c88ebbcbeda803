import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { keptSince } from '#web/offline/shown.ts'
import { codeOf, shownAt, stepAt } from '../domain/check-in.ts'

export interface TurningCode { step: number; code: string }

/** The code of the running ten seconds, made here from the secret by the server's clock as it was when it answered: it goes on turning without a network. */
export function useTurningCode({ data, dataUpdatedAt }: UseQueryResult<{ secret: string; now: string }>): TurningCode | null {
  const [now, setNow] = useState<TurningCode | null>(null)
  const secret = data?.secret
  const ahead = data ? new Date(data.now).getTime() - (keptSince(data) ?? dataUpdatedAt) : 0
  useEffect(() => {
    if (secret === undefined) return
    const bytes = Uint8Array.from(secret.match(/../g) ?? [], (pair) => parseInt(pair, 16))
    let timer: ReturnType<typeof setTimeout>
    let left = false
    const turn = async () => {
      const step = stepAt(new Date(Date.now() + ahead))
      const code = await codeOf(bytes, step)
      if (left) return
      setNow({ step, code })
      timer = setTimeout(() => void turn(), Math.max(50, shownAt(step + 1).getTime() - (Date.now() + ahead)))
    }
    void turn()
    return () => { left = true; clearTimeout(timer) }
  }, [secret, ahead])
  return now
}
