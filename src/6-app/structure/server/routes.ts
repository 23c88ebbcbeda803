import { implement } from '@orpc/server'
import { gate, type RequestContext } from '#platform/http/handle'
import { structureContract } from '../contract.ts'
import { tryChange } from './trial.ts'

const at = implement(structureContract).$context<RequestContext>().use(gate)

export const structureRoutes = at.router({
  trial: at.trial.handler(({ input, context: { w } }) => tryChange(w, input.change, input.decision)),
})
