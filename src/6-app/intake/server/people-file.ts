// The people of a file, read and mended as a roster is; who they are in the house, the asker finds out.
import { Refused, refuse } from '#base/refusal'
import type { Source } from '#platform/sheets/source'
import type { Work } from '#platform/work'
import type { RosterRow } from '../domain/roster.ts'
import { openAnew } from './deeds.ts'
import { readParts } from './examine.ts'
import { unitsBelow } from './facts.ts'
import { openFile } from './file.ts'

export interface PeopleFile {
  /** Which fields the file has a column for. */
  fields: ReadonlySet<string>
  /** Every row below the header, some thousand at a time. */
  rows: AsyncGenerator<RosterRow[]>
}

/** Units are found in the unit and below it. */
export async function openPeople(w: Work, source: Source, unitId: string): Promise<PeopleFile> {
  const file = await openAnew(w, await openFile(source), unitId, 'roster')
  if ((file.of.expected ?? 0) > mostRows) throw new Refused(refuse('file-too-long', 'file', `Tệp có hơn ${mostRows} dòng. Hãy chia thành nhiều tệp.`, `The file has more than ${mostRows} rows. Split it into several files.`))
  const units = await unitsBelow(w.tx, unitId, w.today)
  return { fields: new Set(Object.keys(file.sheet.mapping.columns)), rows: readParts(file, { units, today: w.today }) }
}

const mostRows = 50_000
