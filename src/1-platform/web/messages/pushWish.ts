// Whose wish for push messages this browser remembers, so that a new sign-in of the same person brings them back.
const KEY = 'push'

export function rememberPush(accountId: string | null): void {
  try {
    if (accountId === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, accountId)
  } catch {
    // Without storage it is switched on again by hand after the next sign-in.
  }
}

export function wishesPush(accountId: string): boolean {
  try {
    return localStorage.getItem(KEY) === accountId
  } catch {
    return false
  }
}
