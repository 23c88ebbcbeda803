// The letter-box of the import: a file comes in and is read (the dry run), its columns are settled, it is committed as one
// transaction, and can be undone as a whole.
import * as z from 'zod'
import { day, id, page, paging, route, text } from '#platform/http/contract'

const kind = z.enum(['roster', 'units'])
const state = z.enum(['reading', 'checked', 'importing', 'imported', 'undoing', 'undone', 'failed', 'cancelled'])
const verdict = z.enum(['imported', 'refused', 'skipped'])
const reason = z.object({ code: z.string(), field: z.string().nullable(), vi: z.string(), en: z.string() })
const decision = z.object({
  number: z.string().trim().min(1).max(100),
  /** The first day on which the units exist. */
  from: day,
})
const counts = z.object({
  rows: z.number().int(), imported: z.number().int(), refused: z.number().int(), skipped: z.number().int(),
  /** Of the rows: people or units that are new, known with something new, known with nothing new. */
  fresh: z.number().int(), changed: z.number().int(), known: z.number().int(),
  mended: z.number().int(), warned: z.number().int(), trained: z.number().int(),
})

const summary = z.object({
  id, kind, state, name: z.string(), unitId: id, unit: z.string(), by: z.string(), at: z.string(), counts,
  /** Records written; null before the commit. */
  result: z.object({ persons: z.number().int(), offices: z.number().int(), placements: z.number().int(), completions: z.number().int(), units: z.number().int() }).nullable(),
  importedAt: z.string().nullable(), undoneAt: z.string().nullable(), undoneBy: z.string().nullable(),
})
export type ImportSummary = z.infer<typeof summary>

const whole = summary.extend({
  sheet: z.string(), headerRow: z.number().int().nullable(),
  columns: z.array(z.object({
    /** From 0. */
    column: z.number().int(), header: z.string(), field: z.string().nullable(), samples: z.array(z.string()),
  })),
  programme: z.object({ id, name: z.string() }).nullable(),
  decision: decision.nullable(),
  /** Why the last attempt failed. */
  refusal: z.object({ code: z.string(), field: z.string().nullable(), text }).nullable(),
  /** Work in the background; only who started it sees how far it is. total null: not known yet. */
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable(), cancelAsked: z.boolean() }).nullable(),
})
export type WholeImport = z.infer<typeof whole>

const row = z.object({
  row: z.number().int(), verdict, standing: z.enum(['new', 'changed', 'known']).nullable(),
  reasons: z.array(reason), warnings: z.array(reason),
  repairs: z.array(z.object({ code: z.string(), field: z.string(), from: z.string(), to: z.string() })),
  /** The person or unit by field, as text for the reader; an identity number only until the commit, a kind of unit with its names. */
  content: z.record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.null()])).nullable(),
  subjectId: id.nullable(),
})
export type IntakeRow = z.infer<typeof row>

const programme = z.object({ id, name: z.string(), owner: z.string() })

export const intakeContract = {
  list: route({ method: 'GET', path: '/imports', summary: 'Past imports, the newest first', needs: { verb: 'import' } })
    .input(z.object(paging)).output(page(summary)),
  receive: route({ method: 'PUT', path: '/imports/{id}', summary: 'Send a spreadsheet (.xlsx, .csv) and read it; writes no record (multipart)', needs: { verb: 'import', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, file: z.file(), /** Where the user knows better than the headers. */ kind: kind.optional() })).output(z.object({ id })),
  read: route({ method: 'GET', path: '/imports/{id}', summary: 'An import: columns, counts, how far it is', needs: { verb: 'import' } })
    .input(z.object({ id })).output(whole),
  rows: route({ method: 'GET', path: '/imports/{id}/rows', summary: 'Rows of an import with verdicts, reasons and repairs', needs: { verb: 'import' } })
    .input(z.object({ id, ...paging, verdict: verdict.optional(), only: z.enum(['new', 'changed', 'mended', 'warned']).optional() })).output(page(row)),
  programmes: route({ method: 'GET', path: '/imports/{id}/programmes', summary: 'Programmes that a training date may claim, those of digital transformation first', needs: { verb: 'import' } })
    .input(z.object({ id })).output(z.array(programme)),
  check: route({ method: 'POST', path: '/imports/{id}/check', summary: 'Settle columns or programme and read the file again; the columns are remembered', needs: { verb: 'import' } })
    .input(z.object({ id, columns: z.record(z.string(), z.number().int().min(0)).optional(), programmeId: id.nullish() })).output(z.object({ id })),
  commit: route({ method: 'POST', path: '/imports/{id}/commit', summary: 'Write everything the file brings, in one transaction', needs: { verb: 'import' } })
    .input(z.object({ id, programmeId: id.optional(), decision: decision.optional() })).output(z.object({ id, state })),
  cancel: route({ method: 'POST', path: '/imports/{id}/cancel', summary: 'Stop the work in the background, or give up an import that was not committed', needs: { verb: 'import' } })
    .input(z.object({ id })).output(z.object({ id })),
  undo: route({ method: 'POST', path: '/imports/{id}/undo', summary: 'Take back everything that an import wrote', needs: { verb: 'import' } })
    .input(z.object({ id })).output(z.object({ id, state })),
  refused: route({ method: 'GET', path: '/imports/{id}/refused', summary: 'The refused rows as a workbook with a column of reasons', needs: { verb: 'import' } })
    .input(z.object({ id })).output(z.file()),
}
