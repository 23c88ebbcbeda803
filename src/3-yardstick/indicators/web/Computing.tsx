// How far a figure is that a new definition has not reached everywhere; nothing where it is whole.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { Badge } from '#web/kit/Badge.tsx'
import { useText } from '#web/language.tsx'
import { indicators } from './api.ts'

const words = { computing: text('đang tính: {n}%', 'being computed: {n}%') }

export function Computing({ computed }: { computed: number | null }) {
  const t = useText()
  return computed === null ? null : <Badge tone="soon">{t(words.computing, { n: computed })}</Badge>
}

/** The same, of an indicator known by its code. */
export function ComputingOf({ indicator, on }: { indicator: string; on: string }) {
  const list = useQuery(indicators.list.queryOptions({ input: { on } }))
  return <Computing computed={list.data?.find((i) => i.code === indicator)?.computed ?? null} />
}
