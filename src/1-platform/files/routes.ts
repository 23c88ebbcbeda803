import { implement } from '@orpc/server'
import { gate, type RequestContext } from '../http/handle.ts'
import { filesContract } from './contract.ts'
import { readFile } from './store.ts'

const at = implement(filesContract).$context<RequestContext>().use(gate)

export const filesRoutes = at.router({
  read: at.read.handler(async ({ input, context: { w } }) => {
    const file = await readFile(w, input.id)
    return new File([file.bytes], file.name, { type: file.mediaType })
  }),
})
