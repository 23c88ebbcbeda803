// For the page of a person: what the person completed, voided completions included.
import { useQuery } from '@tanstack/react-query'
import { Answer } from '#web/kit/Answer.tsx'
import { useLive } from '#web/live.ts'
import { aboutLearning, learning } from './api.ts'
import { CompletionsList } from './CompletionsList.tsx'

export default function CompletionsPanel({ personId }: { personId: string }) {
  const completions = useQuery(learning.completions.queryOptions({ input: { personId } }))
  useLive(learning.completions.key(), aboutLearning)
  return <Answer of={completions}>{(rows) => <CompletionsList rows={rows} opens />}</Answer>
}
