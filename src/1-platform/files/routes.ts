import { implement } from '@orpc/server'
import { Refused, refuse } from '#base/refusal'
import { gate, type RequestContext } from '../http/handle.ts'
import { filesContract } from './contract.ts'
import { offerFile } from './store.ts'

const at = implement(filesContract).$context<RequestContext>().use(gate)

export const filesRoutes = at.router({
  read: at.read.handler(async ({ input, context: { w } }) => {
    const file = await offerFile(w, input.id)
    if (file.guarded) {
      const verbs = w.actor.acting?.verbs
      if (!verbs?.has('import') && !verbs?.has('person.sensitive')) throw new Refused(refuse('not-allowed', null, 'Tệp này có số định danh của nhiều người; chức vụ đang dùng không được mở.', 'This file holds identity numbers of many people; the office you act in may not open it.'), 403)
      w.note('files.read', 'file', file.id, { name: file.name })
    }
    return new File([file.blob], file.name, { type: file.mediaType })
  }),
})
