import { useQuery } from '@tanstack/react-query'
import { organisation } from '#organisation/web'
import { useMe, useToday } from '#web/session.ts'

/** The unit of the office acted in; the highest unit where the whole house is in reach; undefined while asked. */
export function useActingUnit(): string | undefined {
  const me = useMe()
  const on = useToday()
  const roots = useQuery({ ...organisation.children.queryOptions({ input: { on } }), enabled: me.unitId === null })
  return me.unitId ?? roots.data?.[0]?.id
}
