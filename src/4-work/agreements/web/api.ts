import { useQuery } from '@tanstack/react-query'
import type { organisationContract } from '#organisation/contract'
import { keepOffline, roomApi } from '#web/api.ts'
import type { Found } from '#web/kit/form/SearchSelect.tsx'
import type { Announcement } from '#web/live.ts'
import type { agreementsContract } from '../contract.ts'

export const agreements = roomApi<typeof agreementsContract>('agreements')
keepOffline(agreements.list, agreements.read, agreements.lists)
export const organisation = roomApi<typeof organisationContract>('organisation')

/** Something of agreements was written. */
export const aboutAgreements = (a: Announcement) => a.event === 'changed' && a.kind.startsWith('agreements.')

/** Trades and provinces, which do not change while a page is open. */
export function useLists() {
  return useQuery(agreements.lists.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data ?? { trades: [], provinces: [] }
}

export async function searchUnits(typed: string, on: string): Promise<Found[]> {
  const found = await organisation.search.call({ search: typed, on, limit: 20 })
  return found.map((unit) => ({ id: unit.id, label: unit.name, detail: unit.parentName ?? undefined }))
}

/** Signed agreements of a unit, that a new one may replace. */
export async function searchAgreements(unitId: string, typed: string): Promise<Found[]> {
  const found = await agreements.list.call({ unitId, search: typed || undefined, limit: 20, offset: 0 })
  return found.rows.filter((a) => a.state !== 'draft').map((a) => ({ id: a.id, label: a.title, detail: [a.number, a.unitName].filter(Boolean).join(' · ') }))
}
