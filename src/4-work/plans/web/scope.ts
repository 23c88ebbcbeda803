// For which unit the figures of a plan are shown, and how they are asked: on which day, under which tree, as known when. All
// of it stands in the address.
import { useQuery } from '@tanstack/react-query'
import type { Question } from '#indicators/web'
import { useAddress } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { questionOf } from '#web/question.ts'
import { useMe, useToday } from '#web/session.ts'
import type { Plan } from '../contract.ts'
import { organisation } from './api.ts'

export interface Scope {
  unitId: string; name: string; kind: string; grassroots: boolean; children: number
  /** From the outermost unit within reach down to this one, this one left out. */
  path: { id: string; name: string }[]
  question: Question
  openUnit: (unitId: string) => void
}

/** undefined while asked; null where the office acted in belongs to no unit. */
export function useScope(plan: Plan): Scope | null | undefined {
  const me = useMe()
  const today = useToday()
  const asked = useAsOf()
  const [{ 'don-vi': picked }, go] = useAddress({ 'don-vi': '' })
  const mine = useQuery({ ...organisation.unit.queryOptions({ input: { id: me.unitId ?? '', on: today } }), enabled: me.unitId !== null })
  // A plan of a unit above is read for the own unit; a plan of a unit below for that unit.
  const above = mine.data && (plan.unitId === mine.data.id || mine.data.path.some((u) => u.id === plan.unitId))
  const unitId = picked || (above ? me.unitId! : plan.unitId)
  const unit = useQuery({ ...organisation.unit.queryOptions({ input: { id: unitId, on: asked.structure } }), enabled: mine.data !== undefined })
  if (me.unitId === null) return null
  if (!mine.data || !unit.data) return undefined
  const { data } = unit
  const outermost = data.path.findIndex((u) => u.id === me.unitId)
  return {
    unitId, name: data.name, kind: data.kind, grassroots: data.grassroots, children: data.children,
    path: outermost < 0 ? [] : data.path.slice(outermost),
    question: { unitId, ...questionOf(asked) },
    openUnit: (id) => go({ 'don-vi': id }, { keepInHistory: true }),
  }
}
