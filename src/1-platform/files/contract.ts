// Reading evidence. Files come in by the routes of the rooms whose evidence they are.
import * as z from 'zod'
import { id, route } from '../http/contract.ts'

export const filesContract = {
  read: route({ method: 'GET', path: '/files/{id}', summary: 'A file of evidence', needs: { verb: 'see' } }).input(z.object({ id })).output(z.file()),
}
