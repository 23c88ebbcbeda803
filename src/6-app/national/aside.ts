// Checks and indexes set aside while millions of rows come in, and put back over all of them: each is proved then for
// every row at once, which takes a fraction of the time. What is set aside stands in seeding.aside until it is back, so
// that a seed that was stopped knows what is still owed. Primary keys stay: rows come in their order.
import type pg from 'pg'

export const filled = [
  'organisation.event', 'organisation.unit_version', 'organisation.lineage', 'organisation.unit',
  'people.person', 'people.identity', 'people.placement', 'people.office', 'people.absence', 'people.workforce',
  'learning.class', 'learning.class_place', 'learning.session', 'learning.nomination', 'learning.mark', 'learning.completion', 'learning.head_count',
]

/** A unique key stays where a table that is not filled leans on it. */
const free = `(k.contype <> 'u' or not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = k.conindid and f.conrelid <> all($1::regclass[])))`

/** Takes all of them away in the running transaction. */
export async function setAside(client: pg.ClientBase): Promise<number> {
  await client.query(`insert into seeding.aside (relation, place, restore)
    select relation, place, restore from (
      select r.relation, 1 as place, i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as restore
      from unnest($1::text[]) with ordinality r(relation, ord) join pg_index i on i.indrelid = r.relation::regclass
      where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
      union all
      select r.relation, case k.contype when 'u' then 0 when 'x' then 2 else 3 end, k.conname,
        format('alter table %s add constraint %I %s', r.relation, k.conname, pg_get_constraintdef(k.oid))
      from unnest($1::text[]) with ordinality r(relation, ord) join pg_constraint k on k.conrelid = r.relation::regclass and k.contype in ('u', 'x', 'f') and ${free}) x
    order by array_position($1::text[], relation), place, name`, [filled])
  const drops = (await client.query<{ drop: string }>(`select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as drop
      from pg_constraint k where k.conrelid = any($1::regclass[]) and k.contype in ('f', 'u', 'x') and ${free} order by k.contype = 'f' desc`, [filled])).rows
  for (const { drop } of drops) await client.query(drop)
  const indexes = (await client.query<{ name: string }>(`select i.indexrelid::regclass::text as name from pg_index i where i.indrelid = any($1::regclass[])
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`, [filled])).rows
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  return drops.length + indexes.length
}

export interface Owed { id: number; relation: string; restore: string }

/** What is still owed of one table: its foreign keys, or all the rest. Foreign keys come last, because they lean on the rest of other tables. */
export async function owed(client: pg.ClientBase, relation: string, foreign: boolean): Promise<Owed[]> {
  return (await client.query<Owed>('select id, relation, restore from seeding.aside where relation = $1 and (place = 3) = $2 order by place, id', [relation, foreign])).rows
}

/** One of them put back and struck from the list. A foreign key is announced first and proved after, because the proof would otherwise hold off all who write to the other table. */
export async function putBack(client: pg.ClientBase, { id, relation, restore }: Owed): Promise<void> {
  const key = /^alter table \S+ add constraint ("[^"]+"|\S+) FOREIGN KEY/i.exec(restore)?.[1]
  if (key) {
    const announced = await client.query(`select from pg_constraint where conrelid = $1::regclass and quote_ident(conname) = $2`, [relation, key])
    if (announced.rowCount === 0) await client.query(`${restore} not valid`)
  }
  await client.query('begin')
  try {
    await client.query(key ? `alter table ${relation} validate constraint ${key}` : restore)
    await client.query('delete from seeding.aside where id = $1', [id])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}
