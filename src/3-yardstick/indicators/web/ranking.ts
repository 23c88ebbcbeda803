// Units beside each other by one indicator, as asked: whether there is anything to rank is known without the table.
import { useQuery } from '@tanstack/react-query'
import { useLive } from '#web/live.ts'
import { indicators, type Question } from './api.ts'

/** Whether the stage of the day asks for a number: then shares say nothing. undefined: not known yet. */
export function useByNumber(indicator: string, on: string): boolean | undefined {
  const list = useQuery(indicators.list.queryOptions({ input: { on } }))
  return list.data && Boolean(list.data.find((i) => i.code === indicator)?.stage?.number)
}

/** kind: units of this kind alone. */
export function useRanking({ indicator, question, kind }: { indicator: string; question: Question; kind?: string | undefined }) {
  useLive(indicators.ranking.key())
  return useQuery(indicators.ranking.queryOptions({ input: { ...question, indicator, kind } }))
}
