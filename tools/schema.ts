// The schemas of the house as text, from the catalogs of a migrated database: what a reviewer reads to see what a
// migration did to tables, rights and rules. Written to db/schema.sql by tools/tables.ts; never executed.
import type pg from 'pg'

/** Everything a reader should weigh, in an order that depends on names alone. */
export async function dumpSchema(pool: pg.Pool): Promise<string> {
  const schemas = (await pool.query<{ name: string }>(`select nspname as name from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'graphile_worker') order by 1`)).rows.map((r) => r.name)
  const parts = ['-- The schema as the migrations make it: written by tools/tables.ts from the catalogs, read in review, never executed.\n']
  for (const schema of schemas) {
    parts.push(`\n-- ${schema} ${'-'.repeat(Math.max(3, 96 - schema.length))}\n`)
    for (const query of [types, tables, views, functions, schemaGrants]) parts.push(...(await pool.query<{ text: string }>(query, [schema])).rows.map((r) => r.text + '\n'))
  }
  // Settings of a server (its version's spelling of a type, say) stay out; blank ends of lines too.
  return parts.join('\n').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trimEnd() + '\n'
}

/** Rights given to roles of our own; those of the owner are as good as none. `acl` and `what` are SQL expressions. */
const grantsOf = (acl: string, what: string) => `(select string_agg(line, E'\\n' order by line) from (
    select format('grant %s on %s to %s;', string_agg(lower(x.privilege_type), ', ' order by x.privilege_type), ${what}, case x.grantee when 0 then 'public' else x.grantee::regrole::text end) as line
    from aclexplode(${acl}) x where x.grantee = 0 or x.grantee::regrole::text = 'lotrinh_app' group by x.grantee) g)`

const comment = (kind: string, name: string, text: string) => `'comment on ${kind} ' || ${name} || ' is ' || quote_literal(${text}) || ';'`

const types = `select format(E'create type %s as (\\n%s\\n);', t.oid::regtype, string_agg(format('  %s %s', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)), E',\\n' order by a.attnum)) as text
  from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_class c on c.oid = t.typrelid join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = $1 and c.relkind = 'c' group by t.oid, t.typname
  union all
  select format('create %s %s as %s;', case t.typtype when 'd' then 'domain' else 'type' end, t.oid::regtype,
    case t.typtype when 'd' then format_type(t.typbasetype, t.typtypmod) || coalesce(' ' || (select string_agg(pg_get_constraintdef(k.oid), ' ' order by k.conname) from pg_constraint k where k.contypid = t.oid), '')
      else 'enum (' || (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) || ')' end)
  from pg_type t join pg_namespace n on n.oid = t.typnamespace where n.nspname = $1 and t.typtype in ('d', 'e')
  order by 1`

const tables = `select concat_ws(E'\\n',
    format(E'create table %s (\\n%s\\n)%s;', c.oid::regclass, concat_ws(E',\\n', cols.text, keys.text), case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end),
    ${comment('table', 'c.oid::regclass', "obj_description(c.oid, 'pg_class')")},
    cols.comments, idx.text,
    case when c.relrowsecurity then format('alter table %s enable row level security;', c.oid::regclass) end,
    case when c.relforcerowsecurity then format('alter table %s force row level security;', c.oid::regclass) end,
    pol.text, trg.text, ${grantsOf('c.relacl', 'c.oid::regclass')}, grants.text) as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join lateral (
    select string_agg(format('  %s %s', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod))
        || case when a.attgenerated <> '' then format(' generated always as (%s) %s', pg_get_expr(d.adbin, d.adrelid), case a.attgenerated when 's' then 'stored' else 'virtual' end)
             when a.attidentity <> '' then format(' generated %s as identity', case a.attidentity when 'a' then 'always' else 'by default' end)
             when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
        || case when a.attnotnull then ' not null' else '' end, E',\\n' order by a.attnum) as text,
      string_agg(${comment('column', "c.oid::regclass || '.' || quote_ident(a.attname)", 'col_description(c.oid, a.attnum)')}, E'\\n' order by a.attnum) as comments
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) cols on true
  left join lateral (
    select string_agg(format('grant %s (%s) on %s to lotrinh_app;', g.privilege, g.columns, c.oid::regclass), E'\\n' order by g.privilege) as text from (
      select lower(x.privilege_type) as privilege, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
      from pg_attribute a cross join aclexplode(a.attacl) x
      where a.attrelid = c.oid and a.attnum > 0 and x.grantee <> 0 and x.grantee::regrole::text = 'lotrinh_app' group by 1) g) grants on true
  left join lateral (
    select string_agg(format('  constraint %s %s', quote_ident(k.conname), pg_get_constraintdef(k.oid)), E',\\n' order by position(k.contype::text in 'puxfc'), k.conname) as text
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'x', 'f', 'c')) keys on true
  left join lateral (
    select string_agg(pg_get_indexdef(i.indexrelid) || ';', E'\\n' order by i.indexrelid::regclass::text) as text
    from pg_index i where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))) idx on true
  left join lateral (
    select string_agg(format('create policy %s on %s%s for %s to %s', quote_ident(p.polname), c.oid::regclass, case when p.polpermissive then '' else ' as restrictive' end,
        case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ' order by r) from unnest(p.polroles) r))
      || coalesce(E'\\n  using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '') || coalesce(E'\\n  with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') || ';', E'\\n' order by p.polname) as text
    from pg_policy p where p.polrelid = c.oid) pol on true
  left join lateral (
    select string_agg(pg_get_triggerdef(t.oid) || ';', E'\\n' order by t.tgname) as text from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) trg on true
  where n.nspname = $1 and c.relkind in ('r', 'p') order by c.relname`

const views = `select concat_ws(E'\\n',
    format(E'create %sview %s%s as\\n%s', case c.relkind when 'm' then 'materialized ' else '' end, c.oid::regclass, coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid)),
    ${comment('view', 'c.oid::regclass', "obj_description(c.oid, 'pg_class')")}, ${grantsOf('c.relacl', 'c.oid::regclass')}) as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relkind in ('v', 'm') order by c.relname`

// A function that nobody took from public may be called by every role: shown, because for a definer's it matters.
// What indicators.compile() writes is named without its body: the body follows from compile() and the registered views.
const functions = `select concat_ws(E'\\n',
    case when n.nspname = 'indicators' and p.proname ~ '^(project|touch)_' then format('-- made by indicators.compile(): function %s', p.oid::regprocedure)
      else rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' end,
    ${comment('function', 'p.oid::regprocedure', "obj_description(p.oid, 'pg_proc')")}, ${grantsOf("coalesce(p.proacl, acldefault('f', p.proowner))", "'function ' || p.oid::regprocedure")}) as text
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1 and p.prokind in ('f', 'p') order by p.proname, p.oid::regprocedure::text`

const schemaGrants = `select ${grantsOf('n.nspacl', "'schema ' || quote_ident(n.nspname)")} as text from pg_namespace n where n.nspname = $1 and n.nspacl is not null`
