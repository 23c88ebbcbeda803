// For the page of a person: what the person completed, voided completions included.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Part } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { aboutLearning, learning } from './api.ts'
import { CompletionsList } from './CompletionsList.tsx'

const own = { title: text('Đào tạo, bồi dưỡng', 'Training') }

export default function CompletionsPanel({ personId }: { personId: string }) {
  const t = useText()
  const completions = useQuery(learning.completions.queryOptions({ input: { personId } }))
  useLive(learning.completions.key(), aboutLearning)
  return <Part title={t(own.title)}><Answer of={completions}>{(rows) => <CompletionsList rows={rows} opens />}</Answer></Part>
}
