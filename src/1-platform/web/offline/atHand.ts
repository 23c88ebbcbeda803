// The few answers that the first screen needs, kept where they can be read at once: opening the database of the device costs an old
// phone a fifth of a second. The others are kept there (answers.ts).
import type { KeptAnswer } from './device.ts'

const PREFIX = 'kept '
const nameOf = (account: string, key: string) => `${PREFIX}${account} ${key}`

export function recall(account: string, key: string): KeptAnswer | undefined {
  try {
    const found = localStorage.getItem(nameOf(account, key))
    return found === null ? undefined : JSON.parse(found) as KeptAnswer
  } catch {
    return undefined
  }
}

export function remember(answer: KeptAnswer): void {
  try {
    localStorage.setItem(nameOf(answer.account, answer.key), JSON.stringify(answer))
  } catch {
    // A browser that keeps nothing works as long as there is a network.
  }
}

/** All of those that are gone by this, or all. */
export function letGo(gone: (answer: KeptAnswer) => boolean = () => true): void {
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      if (gone(JSON.parse(localStorage.getItem(name)!) as KeptAnswer)) localStorage.removeItem(name)
    }
  } catch {
    // Nothing is kept then.
  }
}
