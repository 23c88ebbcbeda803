// The chain over the audit log: sealing what was written since, and checking all of it. Each link is checked against
// the entry as it stands and the hash stored before it, in one pass; a chain whose every link holds is whole.
// Nobody inside the machine can prove that the end of the chain was not cut off, or the whole of it made anew: for that
// the head is written down elsewhere (`npx lotrinh audit verify` prints it) and handed in at the next check.
import { sql } from 'kysely'
import type { Pools } from '../db/pool.ts'

export interface AuditHead { seq: number; hash: string }
export interface BrokenLink {
  seq: number; entryId: number | null
  /** changed: the entry is not what was sealed, or its link was. missing-entry, missing-link: one was taken out. cut: the known head is gone. */
  reason: 'changed' | 'missing-entry' | 'missing-link' | 'cut'
}
export interface AuditCheck {
  entries: number; linked: number
  /** The last link; hash in hexadecimal. null for an empty chain. */
  head: AuditHead | null
  /** At most the first thousand. */
  broken: BrokenLink[]
}

/** Links every entry that is committed and not linked yet; returns how many. */
export async function sealAudit(pools: Pools): Promise<number> {
  let sealed = 0
  for (;;) {
    const { n } = (await sql<{ n: number }>`select audit.seal() as n`.execute(pools.app)).rows[0]!
    if (n === 0) return sealed
    sealed += n
  }
}

/** Recomputes the chain. `known`: a head written down earlier, which must still be in it. */
export async function verifyAudit(pools: Pools, known: AuditHead | null = null): Promise<AuditCheck> {
  const client = await pools.owner.connect()
  try {
    // One snapshot, so that what is sealed meanwhile is neither here nor there.
    await client.query('begin transaction isolation level repeatable read read only')
    const counts = (await client.query<{ entries: number; linked: number }>(
      'select (select count(*) from audit.entry) as entries, (select count(*) from audit.link) as linked')).rows[0]!
    const head = (await client.query<AuditHead>(`select seq, encode(hash, 'hex') as hash from audit.link order by seq desc limit 1`)).rows[0] ?? null
    const broken = (await client.query<{ seq: number; entry_id: number | null; reason: BrokenLink['reason'] }>(`
      with chain as (select seq, entry_id, hash, lag(hash) over w as before, lag(seq) over w as last from audit.link window w as (order by seq))
      select c.seq, c.entry_id, case when e.id is null then 'missing-entry' when c.seq <> coalesce(c.last, 0) + 1 then 'missing-link' else 'changed' end as reason
      from chain c left join audit.entry e on e.id = c.entry_id
      where e.id is null or c.seq <> coalesce(c.last, 0) + 1 or audit.digest(coalesce(c.before, ''::bytea), e) is distinct from c.hash
      order by c.seq limit 1000`)).rows.map((row): BrokenLink => ({ seq: row.seq, entryId: row.entry_id, reason: row.reason }))
    if (known && (await client.query(`select from audit.link where seq = $1 and hash = decode($2, 'hex')`, [known.seq, known.hash])).rowCount === 0) {
      broken.push({ seq: known.seq, entryId: null, reason: 'cut' })
    }
    await client.query('commit')
    return { ...counts, head, broken }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
