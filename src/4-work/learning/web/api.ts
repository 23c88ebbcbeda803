import type { organisationContract } from '#organisation/contract'
import type { peopleContract } from '#people/contract'
import { keepOffline, queries, roomApi } from '#web/api.ts'
import type { Announcement } from '#web/live.ts'
import type { Found } from '#web/kit/form/SearchSelect.tsx'
import type { learningContract } from '../contract.ts'

export const learning = roomApi<typeof learningContract>('learning')
keepOffline(learning.mine, learning.classes, learning.read, learning.roster, learning.session, learning.mySessions, learning.openCode, learning.openPass)
const organisation = roomApi<typeof organisationContract>('organisation')
const people = roomApi<typeof peopleContract>('people')

/** Something of learning was written. */
export const aboutLearning = (a: Announcement) => a.event === 'changed' && a.kind.startsWith('learning.')

/** Who waits to be trained as a chair may be someone else now. */
export const aboutChairs = (a: Announcement) => a.event === 'changed' && (a.kind.startsWith('learning.') || a.kind.startsWith('people.'))

export type ClassPageData = Awaited<ReturnType<typeof learning.read.call>>
export type ClassPaper = 'summons' | 'decision' | 'list' | 'attendance'
export type Conducted = Awaited<ReturnType<typeof learning.session.call>>
export type CheckInsOfClass = Awaited<ReturnType<typeof learning.checkIns.call>>
export type Certificate = Awaited<ReturnType<typeof learning.certificates.call>>['rows'][number]
export type ClassListed = Awaited<ReturnType<typeof learning.classes.call>>['rows'][number]
export type Roster = Awaited<ReturnType<typeof learning.roster.call>>
export type Seat = Roster['seats'][number]
export type Programme = Awaited<ReturnType<typeof learning.programmes.call>>['rows'][number]
export type NewChair = Awaited<ReturnType<typeof learning.newChairs.call>>[number]
export type Completion = Awaited<ReturnType<typeof learning.completions.call>>[number]

/** Units by words of the name; with `under` only those below it. */
export async function searchUnits(typed: string, on: string, under?: string): Promise<Found[]> {
  const found = await organisation.search.call({ search: typed, on, ...(under ? { under } : {}), limit: 20 })
  return found.map((unit) => ({ id: unit.id, label: unit.name, detail: unit.parentName ?? undefined }))
}

export async function searchPeople(typed: string, on: string): Promise<Found[]> {
  if (typed.trim() === '') return []
  return (await people.search.call({ search: typed, on, limit: 20 })).map((one) => ({ id: one.id, label: one.name, detail: [one.titleName?.vi, one.unitName].filter(Boolean).join(' · ') || undefined }))
}

export async function searchProgrammes(typed: string): Promise<Found[]> {
  return (await learning.programmes.call({ search: typed || undefined, limit: 20, offset: 0 })).rows.map((one) => ({ id: one.id, label: one.name, detail: one.owner }))
}

/** The name of a unit by its id, for a field that is filled before anything was searched. */
export async function unitFound(id: string, on: string): Promise<Found> {
  const unit = await queries.fetchQuery(organisation.unit.queryOptions({ input: { id, on }, staleTime: 600_000 }))
  return { id, label: unit.name }
}

