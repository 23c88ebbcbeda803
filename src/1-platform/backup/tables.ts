// Which tables make the house, as the catalog knows them: all but the server's own, those of extensions, and the job queue,
// whose tables are its library's and differ from version to version (its jobs travel as jobs).
import type pg from 'pg'

export interface Table { name: string; columns: string[] }

const OURS = `n.nspname not in ('information_schema', 'graphile_worker') and n.nspname not like 'pg\\_%'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** With the columns that are written: a generated one follows from the others. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`select format('%I.%I', n.nspname, c.relname) as name,
      coalesce(array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and ${OURS} group by n.nspname, c.relname order by 1`)
  return rows
}

export async function sequencesOf(client: pg.ClientBase): Promise<{ name: string; last: string }[]> {
  const { rows } = await client.query<{ name: string; last: string }>(`select format('%I.%I', n.nspname, c.relname) as name, s.last_value::text as last
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequences s on s.schemaname = n.nspname and s.sequencename = c.relname
    where c.relkind = 'S' and s.last_value is not null and ${OURS} order by 1`)
  return rows
}

/** The same text of a value on every server: what is written here is read there. */
export const PLAIN_TEXT = `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'`
