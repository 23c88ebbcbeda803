// Answers that stay on this device stand in for the server: the light half, for the first load. What it does stands in answers.ts.
import type { Query, QueryFunctionContext, QueryKey } from '@tanstack/react-query'

/** The answer of the server; where it is late or missing, the one that was kept, until the server answers. */
export async function keptOr<T, Key extends QueryKey>(ask: (context: QueryFunctionContext<Key>) => T | Promise<T>, context: QueryFunctionContext<Key>, query: Query): Promise<T> {
  if (!query.meta?.kept) return ask(context)
  const asked = Promise.resolve(ask(context))
  // It is heard of below, and not before the code for it is here.
  asked.catch(() => {})
  return (await import('./answers.ts')).keptInstead(asked, query)
}
