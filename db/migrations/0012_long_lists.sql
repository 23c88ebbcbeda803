-- Lists too long to be read whole: the records under the figure of a country, and the order of all grassroots unions.

-- Heads of a figure that are in the state; counted: met and unmet together.
create function indicators.heads(the_state text, counted int, met int, excluded int) returns int language sql immutable
  return case the_state when 'met' then met when 'unmet' then counted - met when 'excluded' then excluded else counted end;

-- Records of a node and all below it that are in the state on the day, with their names.
create function indicators.records_in(nodes uuid[], the_indicator uuid, on_day date, the_state text)
returns table (standing_id bigint, subject_kind text, subject_id uuid, unit_id uuid, during daterange, state text, quantity int, evidence jsonb, label text, sort_key text, unit_name text)
language sql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_generic_plan as $$
  select s.id, s.subject_kind, s.subject_id, s.unit_id, s.during, s.state, s.quantity, s.evidence, l.label, l.sort_key, n.label
  from unnest(nodes) t(unit_id)
  cross join lateral (
    select s.* from standing s where s.unit_id = t.unit_id and s.indicator_id = the_indicator and s.recorded_to is null and s.during @> on_day
      and s.state = any(case the_state when 'counted' then array['met', 'unmet'] else array[the_state] end) offset 0) s
  left join lateral (select l.* from label l where l.subject_kind = s.subject_kind and l.subject_id = s.subject_id offset 0) l on true
  left join lateral (select n.* from organisation.label_unit n where n.subject_id = s.unit_id offset 0) n on true
$$;

-- One page of the records under a figure as structured on the day, however many there are: it goes down the tree by the
-- figures themselves, unit after unit by name, and reads only the records it gives. A part with few records and few units
-- (at most `few` heads) is one block, sorted by the names of the records; so is what stands in one unit itself, unless it is
-- thousands: these go in the order of recording. at_block, at_own, skip: where the page before ended (as its last row says); null: the beginning.
-- The pile holds units still to be gone through, the next on top; their heads are summed a few at a time when they are reached
-- (null until then): of four thousand unions under a city the first page needs fifty.
create function indicators.page(node uuid, the_indicator uuid, on_day date, the_state text, at_block uuid, at_own boolean, skip int, want int, few int)
returns table (block uuid, own boolean, nth int, standing_id bigint, subject_kind text, subject_id uuid, unit_id uuid, during daterange, state text, quantity int, evidence jsonb, label text, unit_name text)
language plpgsql stable security definer set search_path = indicators, pg_catalog set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  waiting uuid[] := in_scope(array[node]); counts int[] := '{null}'; top int := cardinality(waiting); trail uuid[] := '{}'; below uuid[]; children uuid[];
  n uuid; c int; given int := 0; got int; from_row int; known boolean; is_block boolean; few_more int := 16; low int;
begin
  if at_block is not null then
    select coalesce(array_agg(a.ancestor_id), '{}') into trail from organisation.ancestry a where a.unit_id = at_block and a.valid @> on_day;
    if not node = any(trail) then trail := '{}'; end if;
  end if;
  while top > 0 and given < want loop
    if counts[top] is null then
      low := greatest(1, top - few_more + 1);
      few_more := least(512, few_more * 2);
      counts := counts[1:low - 1] || array(
        select coalesce(heads(the_state, s.counted, s.met, s.excluded), 0)
        from unnest(waiting[low:top]) with ordinality w(id, ord) left join sums(waiting[low:top], array[the_indicator], on_day) s on s.node_id = w.id order by w.ord);
    end if;
    n := waiting[top]; c := counts[top]; top := top - 1;
    if c <= 0 then continue; end if;
    known := n = any(trail);
    is_block := known and n = at_block;
    below := array(select a.unit_id from organisation.ancestry a where a.ancestor_id = n and a.valid @> on_day limit 1001);
    -- A block of few records in few units; a block that the page before had begun stays one.
    if (is_block and not at_own) or (not known and c <= few and cardinality(below) <= 1000) then
      from_row := case when is_block then skip else 0 end;
      return query select n, false, from_row + row_number() over (order by r.sort_key collate "vi-x-icu", r.standing_id)::int,
          r.standing_id, r.subject_kind, r.subject_id, r.unit_id, r.during, r.state, r.quantity, r.evidence, r.label, r.unit_name
        from (select * from records_in(below, the_indicator, on_day, the_state) x order by x.sort_key collate "vi-x-icu", x.standing_id offset from_row limit want - given) r
        order by 3;
      get diagnostics got = row_count;
      given := given + got;
      if is_block then trail := '{}'; end if;
      continue;
    end if;
    if not known or is_block then
      from_row := case when is_block then skip else 0 end;
      if c <= 2000 then
        return query select n, true, from_row + row_number() over (order by r.sort_key collate "vi-x-icu", r.standing_id)::int,
            r.standing_id, r.subject_kind, r.subject_id, r.unit_id, r.during, r.state, r.quantity, r.evidence, r.label, r.unit_name
          from (select * from records_in(array[n], the_indicator, on_day, the_state) x order by x.sort_key collate "vi-x-icu", x.standing_id offset from_row limit want - given) r
          order by 3;
      else
        -- As standing_of_unit has them: the reading stops where the page is full.
        return query select n, true, from_row + s.ord::int, s.id, s.subject_kind, s.subject_id, s.unit_id, s.during, s.state, s.quantity, s.evidence, l.label, u.label
          from (select s.*, row_number() over () as ord from (
              select s.* from standing s where s.indicator_id = the_indicator and s.unit_id = n and s.recorded_to is null and s.during @> on_day
                and s.state >= case the_state when 'counted' then 'met' else the_state end and s.state <= case the_state when 'counted' then 'unmet' else the_state end
              order by s.indicator_id, s.unit_id, s.state, s.id offset from_row limit want - given) s) s
          left join lateral (select l.* from label l where l.subject_kind = s.subject_kind and l.subject_id = s.subject_id offset 0) l on true
          left join lateral (select u.* from organisation.label_unit u where u.subject_id = s.unit_id offset 0) u on true
          order by s.ord;
      end if;
      get diagnostics got = row_count;
      given := given + got;
      if is_block then trail := '{}'; end if;
      if given >= want then exit; end if;
    end if;
    -- Those below, the first by name on top of the pile and those that went on in this unit under all; of the way to the block
    -- where the page before ended, only from there on.
    -- `is true` keeps the index of all ranges out of it, which would be asked for everyone who lives on the day.
    children := array(select v.unit_id from organisation.unit_version v where v.parent_id = n and (v.valid @> on_day) is true order by v.name collate "vi-x-icu", v.unit_id)
      || array(select l.predecessor_id from organisation.lineage l where l.successor_id = n and l.carries and l.since <= on_day order by l.since, l.predecessor_id);
    if known and not is_block then
      children := children[(select min(k.ord) from unnest(children) with ordinality k(id, ord) where k.id = any(trail)):];
    end if;
    if cardinality(children) > 0 then
      waiting := waiting[1:top] || array(select k.id from unnest(children) with ordinality k(id, ord) order by k.ord desc);
      counts := counts[1:top] || array_fill(null::int, array[cardinality(children)]);
      top := cardinality(waiting);
    end if;
  end loop;
end $$;

-- The best or the worst units of a kind below a node by one indicator, by the exact share, then the larger first. On the day
-- for which indicators.latest stands it walks along its index and puts what is pending in its place; on any other all units
-- of the kind are summed.
create function indicators.order_of(node uuid, the_indicator uuid, on_day date, the_kind text, best boolean, want int)
returns table (node_id uuid, counted int, met int, excluded int)
language plpgsql stable security definer set search_path = indicators, pg_catalog as $$
#variable_conflict use_column
declare way text := case when best then 'desc' else '' end;
begin
  if cardinality(in_scope(array[node])) = 0 then return; end if;
  if (select day from latest_day) = on_day then
    return query execute format($q$
      with touched as materialized (
        select a.ancestor_id as node_id, sum(p.counted)::int as counted, sum(p.met)::int as met, sum(p.excluded)::int as excluded
        from pending p join organisation.ancestry a on a.unit_id = p.unit_id and a.valid @> $3 where p.indicator_id = $2 and p.day <= $3 group by 1
      ), steady as (
        select l.node_id, l.counted, l.met, l.excluded from latest l
        where l.indicator_id = $2 and l.counted > 0 and not exists (select from touched t where t.node_id = l.node_id)
          and exists (select from organisation.unit_version v where v.unit_id = l.node_id and v.valid @> $3 and v.kind = $4)
          and exists (select from organisation.ancestry a where a.unit_id = l.node_id and a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0)
        order by l.met::float8 / l.counted %1$s, l.counted desc, l.node_id limit $5
      ), moved as (
        select t.node_id, t.counted + coalesce(l.counted, 0) as counted, t.met + coalesce(l.met, 0) as met, t.excluded + coalesce(l.excluded, 0) as excluded
        from touched t left join latest l on l.node_id = t.node_id and l.indicator_id = $2
        where t.counted + coalesce(l.counted, 0) > 0
          and exists (select from organisation.unit_version v where v.unit_id = t.node_id and v.valid @> $3 and v.kind = $4)
          and exists (select from organisation.ancestry a where a.unit_id = t.node_id and a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0)
      )
      select x.* from (select * from steady union all select * from moved) x
      order by x.met::float8 / x.counted %1$s, x.counted desc, x.node_id limit $5 $q$, way)
      using node, the_indicator, on_day, the_kind, want;
  else
    return query execute format($q$
      select s.node_id, s.counted, s.met, s.excluded from indicators.sums(array(
        select a.unit_id from organisation.ancestry a join organisation.unit_version v on v.unit_id = a.unit_id and v.valid @> $3 and v.kind = $4
        where a.ancestor_id = $1 and a.valid @> $3 and a.depth > 0), array[$2], $3) s
      where s.counted > 0 order by s.met::float8 / s.counted %1$s, s.counted desc, s.node_id limit $5 $q$, way)
      using node, the_indicator, on_day, the_kind, want;
  end if;
end $$;

revoke execute on all functions in schema indicators from public;
grant execute on function indicators.page(uuid, uuid, date, text, uuid, boolean, int, int, int), indicators.order_of(uuid, uuid, date, text, boolean, int) to lotrinh_app;
