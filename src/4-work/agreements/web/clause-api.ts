import { useQuery } from '@tanstack/react-query'
import { roomApi } from '#web/api.ts'
import type { clausesContract, LawShape } from '../contract.ts'

export const clauses = roomApi<typeof clausesContract>('clauses')

export type ClauseLists = Awaited<ReturnType<typeof clauses.lists.call>>
export type ClauseCase = ClauseLists['cases'][number]
export type LawCase = LawShape['cases'][number]

/** Subjects and cases, with what the law gives on the day; empty until they are there. */
export function useClauseLists(on?: string): ClauseLists {
  return useQuery(clauses.lists.queryOptions({ input: on ? { on } : {}, staleTime: 600_000 })).data ?? { subjects: [], cases: [] }
}
