// Sending people to a class, and what came of each.
import { useState } from 'react'
import type { Text } from '#base/text'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { learning } from './api.ts'

export type NominationAnswer = Awaited<ReturnType<typeof learning.nominate.call>>

export function useNominate() {
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<NominationAnswer | null>(null)
  const [refused, setRefused] = useState<Text[]>([])
  /** null: nothing was written; the refusals say why. */
  const send = async (classId: string, personIds: string[]): Promise<NominationAnswer | null> => {
    if (busy) return null
    setBusy(true)
    setRefused([])
    try {
      const got = await learning.nominate.call({ id: classId, personIds })
      setAnswer(got)
      await queries.invalidateQueries({ queryKey: learning.key() })
      return got
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
      return null
    } finally {
      setBusy(false)
    }
  }
  return { busy, answer, refused, send }
}
