import type { Day } from '#base/day'
import { roomApi } from '#web/api.ts'
import type { Found } from '#web/kit/form/SearchSelect.tsx'
import type { Announcement } from '#web/live.ts'
import type { organisationContract } from '../contract.ts'

export const organisation = roomApi<typeof organisationContract>('organisation')

/** The page of a unit. */
export const unitPath = (unitId: string) => `/don-vi/${unitId}`

/** Units of the day by words of the name, for SearchSelect; `under` narrows to one subtree. */
export async function findUnits(typed: string, on: Day, under?: string): Promise<Found[]> {
  const units = await organisation.search.call({ search: typed, on, under, limit: 20 })
  return units.map((unit) => ({ id: unit.id, label: unit.name, detail: unit.parentName ?? undefined }))
}

export const aboutUnits = (a: Announcement) => a.event === 'changed' && a.kind.startsWith('organisation.')
