import type { peopleContract } from '#people/contract'
import { keepOffline, queries, roomApi } from '#web/api.ts'
import type { Found } from '#web/kit/form/SearchSelect.tsx'
import type { Announcement } from '#web/live.ts'
import type { emulationContract } from '../contract.ts'
import type { Model } from '../contract.ts'

export const emulation = roomApi<typeof emulationContract>('emulation')
keepOffline(emulation.held, emulation.read)
const people = roomApi<typeof peopleContract>('people')

/** Something of models was written. */
export const aboutModels = (a: Announcement) => a.event === 'changed' && a.kind.startsWith('emulation.')

/** A deed has answered with the model as it stands now: the page shows it at once, lists are read again. */
export async function renew(model: Model): Promise<void> {
  queries.setQueryData(emulation.read.queryKey({ input: { id: model.id } }), model)
  await queries.invalidateQueries({ queryKey: emulation.key() })
}

export async function searchAuthors(typed: string, on: string): Promise<Found[]> {
  if (typed.trim() === '') return []
  return (await people.search.call({ search: typed, on, limit: 20 })).map((one) => ({ id: one.id, label: one.name, detail: one.unitName ?? undefined }))
}
