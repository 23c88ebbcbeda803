// Certificates by the thousand: drawn in the background, a portion in a file of its own, for whoever asked.
import type { Seal } from '#platform/access/seal'
import { later, type LongWork } from '#platform/jobs/long'
import { keepPart, partsKept } from '#platform/jobs/product'
import type { PaperFormat } from '#platform/paper/file'
import type { Work } from '#platform/work'
import { mayPrint, printCertificates } from './certificates.ts'

/** Certificates of one file: half a second of drawing. */
const portion = 50
export interface Printing { ids: string[]; format: PaperFormat; site: string; name: string }

export const printingCertificates = (seal: Seal): LongWork<Printing> => ({
  name: 'learning.print',
  async deed({ ids, format, site, name }, { jobId, part, watch }) {
    for (let number = await part((w) => partsKept(w, jobId)) + 1; (number - 1) * portion < ids.length; number++) {
      const from = (number - 1) * portion
      await watch(from, ids.length)
      await part(async (w) => keepPart(w, seal, { jobId, number, name, file: await printCertificates(w, { ids: ids.slice(from, from + portion), format, site }) }))
    }
    await watch(ids.length, ids.length)
  },
})

/** Hands the drawing over; what may not be printed is refused at once. */
export async function printLater(w: Work, asked: Printing): Promise<string> {
  await mayPrint(w, asked)
  const jobId = await later(w, { name: 'learning.print' }, asked, `${w.actor.accountId}:${asked.ids[0]}:${asked.ids.length}:${asked.format}`)
  w.note('learning.print', 'job', jobId, { certificates: asked.ids.length })
  return jobId
}
