// Units beside each other by one indicator, as asked: whether there is anything to rank is known without the table.
import { useQuery } from '@tanstack/react-query'
import { useLive } from '#web/live.ts'
import { indicators, type Question } from './api.ts'

/** kind: units of this kind alone. */
export function useRanking({ indicator, question, kind }: { indicator: string; question: Question; kind?: string | undefined }) {
  useLive(indicators.ranking.key())
  return useQuery(indicators.ranking.queryOptions({ input: { ...question, indicator, kind } }))
}
