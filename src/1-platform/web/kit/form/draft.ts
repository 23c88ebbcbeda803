// What was typed lives in the browser's session storage under the form's key until the server has it: a reload, a lost
// connection or an ended session loses nothing. The id of the write lives with it, so that sending twice is one write.
import { newId } from '#base/id'

export interface Draft<Values> { id: string; values: Values; typed: boolean }
export interface Store { getItem(key: string): string | null; setItem(key: string, value: string): void; removeItem(key: string): void }

const name = (key: string) => `form ${key}`

/** The kept draft where there is one with the same fields, else a fresh one with `start`. */
export function openDraft<Values extends object>(store: Store | undefined, key: string, start: Values): Draft<Values> {
  try {
    const kept = JSON.parse(store?.getItem(name(key)) ?? 'null') as Draft<Values> | null
    if (kept && typeof kept.id === 'string' && kept.values && typeof kept.values === 'object') {
      return { id: kept.id, values: { ...start, ...kept.values }, typed: true }
    }
  } catch {
    // A draft that cannot be read is no draft.
  }
  return { id: newId(), values: start, typed: false }
}

export function keepDraft<Values>(store: Store | undefined, key: string, draft: Draft<Values>): void {
  try {
    store?.setItem(name(key), JSON.stringify({ id: draft.id, values: draft.values }))
  } catch {
    // Storage full or switched off: the form still works, it only forgets on reload.
  }
}

export function dropDraft(store: Store | undefined, key: string): void {
  store?.removeItem(name(key))
}
