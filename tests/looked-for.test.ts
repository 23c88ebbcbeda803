// Whoever is taken away is looked for in every table that names persons: what is small today is large in a country.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '#tests/factories/database'

test('a person is found by an index in every table that names persons', async () => {
  const db = await testDatabase()
  try {
    const { rows } = await db.pools.owner.query<{ column: string }>(`
      select c.conrelid::regclass || '.' || a.attname as column from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = 'people.person'::regclass and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname))) order by 1`)
    assert.deepEqual(rows.map((r) => r.column), [])
  } finally {
    await db.close()
  }
})
