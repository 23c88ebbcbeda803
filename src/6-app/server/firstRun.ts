// What a house needs on its first day: the demonstration confederation, or the real top level (nothing can be established
// without a unit above it) and one administrator with a one-time password.
import { createAccounts } from '#platform/access/accounts'
import { loadFoundation } from '#organisation'
import type { Text } from '#base/text'
import { seedDemonstration } from '../demonstration/story.ts'
import { demonstrationAccounts, demonstrationPassword } from '../demonstration/accounts.ts'
import type { System } from './system.ts'

export type FirstRun =
  | { kind: 'demonstration'; password: string; accounts: { username: string; description: Text }[] }
  | { kind: 'empty'; administrator: { username: string; oneTimePassword: string } | null }

/** On an empty house: sets it up. Otherwise only says what kind of house it is. */
export async function firstRun(system: System, { demonstration, progress }: { demonstration: boolean; progress: (line: string) => void }): Promise<FirstRun> {
  const state = (await system.pools.owner.query('select (select count(*)::int from access.account) as accounts, (select count(*)::int from organisation.unit) as units')).rows[0] as { accounts: number; units: number }
  if (state.accounts === 0 && state.units === 0 && demonstration) await seedDemonstration(system, progress)
  else if (state.accounts === 0) {
    const [made] = await system.work(async (w) => {
      if (state.units === 0) await loadFoundation(w)
      return createAccounts(w, [{ personId: null, username: 'quantri', mustChange: true }])
    })
    return { kind: 'empty', administrator: { username: made!.username, oneTimePassword: made!.oneTimePassword! } }
  }
  const known = await system.pools.owner.query('select username from access.account where username = any($1)', [demonstrationAccounts.map((a) => a.username)])
  return known.rowCount === demonstrationAccounts.length ? { kind: 'demonstration', password: demonstrationPassword, accounts: demonstrationAccounts } : { kind: 'empty', administrator: null }
}
