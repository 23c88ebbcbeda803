import { newId } from '#base/id'

/** An id drawn by lot and kept under a name, so that a reload says the same as before. */
export function keptId(name: string, store: Storage): string {
  try {
    const id = store.getItem(name) ?? newId()
    store.setItem(name, id)
    return id
  } catch {
    // A browser that keeps nothing is another device each time.
    return newId()
  }
}
