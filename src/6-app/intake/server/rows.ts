// The rows of a file as they were read, for the screen and for the workbook of refused rows.
import { sql } from 'kysely'
import type { Tx } from '#platform/work'
import { LISTED } from '../domain/listed.ts'
import type { ExaminedRow } from './examine.ts'

/** Puts the rows that are handed to it, part by part, in the place of those kept so far. */
export async function keepRows(tx: Tx, importId: string, { withoutNumbers = false } = {}): Promise<(rows: readonly ExaminedRow[]) => Promise<void>> {
  await tx.deleteFrom('intake.row').where('import_id', '=', importId).execute()
  let seen = 0
  return async (rows) => {
    const room = Math.max(0, LISTED - seen)
    seen += rows.length
    const kept = rows.filter((row, i) => i < room || needsALook(row))
    for (let i = 0; i < kept.length; i += 1000) {
      const part = kept.slice(i, i + 1000).map((row) => asStored(withoutNumbers ? forgetNumbers(row) : row))
      await sql`insert into intake.row (import_id, row, verdict, standing, reasons, warnings, repairs, content, subject_id)
        select ${importId}::uuid, r.row, r.verdict, r.standing, r.reasons, r.warnings, r.repairs, nullif(r.content, 'null'), r.subject
        from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as r(row int, verdict text, standing text, reasons jsonb, warnings jsonb, repairs jsonb, content jsonb, subject uuid)`.execute(tx)
    }
  }
}

function needsALook({ verdict, standing, warnings }: ExaminedRow): boolean {
  return verdict === 'refused' || standing === 'changed' || warnings.length > 0
}

function asStored(r: ExaminedRow) {
  return { row: r.row, verdict: r.verdict, standing: r.standing, reasons: r.reasons, warnings: r.warnings, repairs: r.repairs, content: r.person ?? r.unit, subject: r.subjectId }
}

/**
 * Identity numbers leave the rows with the commit: from then on they stand with the persons alone, under their own rules.
 * The file itself stays as evidence. A reason that quotes a number keeps its text without it.
 */
export function forgetNumbers(row: ExaminedRow): ExaminedRow {
  const mute = (text: string) => text.replace(/[0-9]{4,}/g, '…')
  const quiet = (reasons: ExaminedRow['reasons']) => reasons.map((said) => (said.field === 'id' ? { ...said, vi: mute(said.vi), en: mute(said.en) } : said))
  const { id: _, ...person } = row.person ?? { id: null }
  return {
    ...row, person: row.person && person as ExaminedRow['person'], reasons: quiet(row.reasons), warnings: quiet(row.warnings),
    repairs: row.repairs.map((repair) => (repair.field === 'id' ? { ...repair, from: '…', to: '…' } : repair)),
  }
}
