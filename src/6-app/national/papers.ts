// Files of what is written by the thousand: each has its own row, and all of a province or industry share the bytes of the
// one signed sheet that lies in the file store, which keeps equal content once.
import type pg from 'pg'
import { Rows } from './copy.ts'
import type { DayNumber } from './days.ts'
import { recorded } from './people.ts'

/** Of each top, by its code: the signed sheet and the import that prove what its unions claim. */
export type Evidence = Map<string, { sheet: string; imported: string }>

export class Papers {
  readonly rows = new Rows('files.file', 'id, name, media_type, size, sha256, unit_id, recorded_at')
  readonly #content: Map<string, string>

  private constructor(content: Map<string, string>) {
    this.#content = content
  }

  static async of(client: pg.ClientBase, evidence: Evidence): Promise<Papers> {
    const { rows } = await client.query<{ id: string; content: string }>(`select id, media_type || E'\\t' || size || E'\\t\\\\\\\\x' || encode(sha256, 'hex') as content from files.file where id = any($1::uuid[])`, [[...evidence.values()].map((e) => e.sheet)])
    const by = new Map(rows.map((r) => [r.id, r.content]))
    return new Papers(new Map([...evidence].flatMap(([code, { sheet }]) => by.has(sheet) ? [[code, by.get(sheet)!]] : [])))
  }

  /** A file of a unit below the top. */
  add(top: string, id: string, name: string, unitId: string, on: DayNumber): void {
    this.rows.add(`${id}\t${name}\t${this.#content.get(top)!}\t${unitId}\t${recorded(on)}`)
  }
}
