// Answers that stay on this device stand in for the server. What the first screen needs is at hand; the others come from the
// database of the device (answers.ts), which is not in the first load.
import type { Query, QueryFunctionContext, QueryKey } from '@tanstack/react-query'
import { takeAhead } from '../ahead.ts'
import type { Me } from '../session.ts'
import { letGo, recall, remember } from './atHand.ts'
import { keeping, standIn } from './standIn.ts'
import { accountOf, isMe, knowMe } from './whose.ts'

/** How long (ms) the first screen has the line and the processor to itself. */
const FREE = 3_000

/** The answer that came with the page, or the server's; where it is late or missing, the one that was kept, until the server answers. */
export async function keptOr<T, Key extends QueryKey>(ask: (context: QueryFunctionContext<Key>) => T | Promise<T>, context: QueryFunctionContext<Key>, query: Query): Promise<T> {
  const came = takeAhead(query.queryKey) as T | undefined
  const asked = Promise.resolve(came ?? ask(context))
  if (!query.meta?.kept) return asked
  const account = accountOf(query), shown = query.state.data
  if (query.meta.kept !== 'at hand') {
    // It is heard of below, and not before the code for it is here.
    asked.catch(() => {})
    return (await import('./answers.ts')).keptInstead(asked, query, account)
  }
  const kept = account === undefined || shown !== undefined || came !== undefined ? undefined : recall(account, query.queryHash)
  const before = (shown ?? kept?.data) as Me | undefined
  const fresh = keeping(asked, query, account, (answer) => (isMe(query) ? known(answer.data as Me, before) : remember(answer)))
  return kept ? standIn(kept, fresh, query, ({ key }) => letGo((one) => one.account === account && one.key === key)) : fresh
}

/** Someone else than before, perhaps from another tab: nothing that is shown here is theirs. */
async function known(me: Me, before: Me | undefined): Promise<void> {
  knowMe(me)
  const other = before !== undefined && before.accountId !== me.accountId
  if (!other) await new Promise((resolve) => { setTimeout(resolve, FREE) })
  await (await import('./answers.ts')).keepFor(me)
  if (other) location.reload()
}
