// For which unit the figures of a plan are shown, and how they are asked: as structured on the day or under today's tree,
// as known now or as it was known on that day. All of it stands in the address.
import { useQuery } from '@tanstack/react-query'
import type { Question } from '#indicators/web'
import { useAddress, useAsOf } from '#web/address.ts'
import { useMe, useToday } from '#web/session.ts'
import type { Plan } from '../contract.ts'
import { organisation } from './api.ts'

export interface Scope {
  unitId: string; name: string; kind: string; grassroots: boolean; children: number
  /** From the outermost unit within reach down to this one, this one left out. */
  path: { id: string; name: string }[]
  question: Question
  restated: boolean
  asKnownThen: boolean
  /** False today: there is nothing to restate or to look back at. */
  past: boolean
  openUnit: (unitId: string) => void
  setRestated: (yes: boolean) => void
  setKnownThen: (yes: boolean) => void
}

/** undefined while asked; null where the office acted in belongs to no unit. */
export function useScope(plan: Plan): Scope | null | undefined {
  const me = useMe()
  const today = useToday()
  const { on } = useAsOf()
  const [{ 'don-vi': picked, 'co-cau': tree, 'du-lieu': known }, go] = useAddress({ 'don-vi': '', 'co-cau': 'ngay-do', 'du-lieu': 'hien-nay' })
  const mine = useQuery({ ...organisation.unit.queryOptions({ input: { id: me.unitId ?? '', on: today } }), enabled: me.unitId !== null })
  // A plan of a unit above is read for the own unit; a plan of a unit below for that unit.
  const above = mine.data && (plan.unitId === mine.data.id || mine.data.path.some((u) => u.id === plan.unitId))
  const unitId = picked || (above ? me.unitId! : plan.unitId)
  const past = on < today
  const restated = past && tree === 'hom-nay', asKnownThen = past && known === 'khi-do'
  const unit = useQuery({ ...organisation.unit.queryOptions({ input: { id: unitId, on: restated ? today : on } }), enabled: mine.data !== undefined })
  if (me.unitId === null) return null
  if (!mine.data || !unit.data) return undefined
  const { data } = unit
  const outermost = data.path.findIndex((u) => u.id === me.unitId)
  return {
    unitId, name: data.name, kind: data.kind, grassroots: data.grassroots, children: data.children, past, restated, asKnownThen,
    path: outermost < 0 ? [] : data.path.slice(outermost),
    question: { unitId, on, ...(restated ? { tree: today } : {}), ...(asKnownThen ? { knownAt: `${on}T23:59:59+07:00` } : {}) },
    openUnit: (id) => go({ 'don-vi': id }, { keepInHistory: true }),
    setRestated: (yes) => go({ 'co-cau': yes ? 'hom-nay' : 'ngay-do' }),
    setKnownThen: (yes) => go({ 'du-lieu': yes ? 'khi-do' : 'hien-nay' }),
  }
}
