// The state of an agreement is said twice: by the rule, and by the database for many at once. Random histories hold the two
// together, on every day on which anything turns.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { addDays, addMonths, contains, type Day } from '#base/day'
import { newId } from '#base/id'
import { world, type World } from '#tests/factories/learning'
import { contentOf } from '../agreements.test-kit.ts'
import { daysInForce, effectOf, partStateOn, stateOn, type Happened } from '../domain/status.ts'
import { putAgreements, type Writing } from './store.ts'

let x: World
before(async () => { x = await world() })
after(() => x.close())

const begins = '2025-01-01'
const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null, freq: 3 })
/** Where things turn: anywhere, but as often within a hundred days of the end of the term. */
const offset = fc.oneof(fc.record({ end: fc.constant(false), n: fc.integer({ min: -40, max: 1500 }) }), fc.record({ end: fc.constant(true), n: fc.integer({ min: -100, max: 100 }) }))
const history = fc.record({
  signed: fc.integer({ min: -60, max: 30 }), months: fc.integer({ min: 12, max: 36 }), part: fc.record({ from: some(offset), to: some(offset) }), extensions: fc.array(offset, { maxLength: 2 }),
  bargaining: fc.array(fc.record({ from: offset, days: some(fc.integer({ min: 1, max: 200 })) }), { maxLength: 3 }), endedOn: some(offset),
  successors: fc.array(fc.record({ begins: offset, void: fc.boolean() }), { maxLength: 2 }), judgments: fc.array(fc.record({ whole: fc.boolean(), voidsOn: offset, part: fc.boolean() }), { maxLength: 2 }),
})

type Rows = Record<'amendment' | 'bargaining' | 'judgment' | 'judgment_part', Record<string, unknown>[]>
interface Told { id: string; partId: string; part: { from: Day | null; to: Day | null }; happened: Happened; days: Day[] }

test('on every day the rule and the database agree on the state of an agreement, its days in force and those of its part', async () => {
  const met = new Set<string>()
  await fc.assert(fc.asyncProperty(fc.array(history, { minLength: 30, maxLength: 30 }), async (histories) => {
    const written: Writing[] = [], ended: Record<string, unknown>[] = [], rows: Rows = { amendment: [], bargaining: [], judgment: [], judgment_part: [] }
    const writing = (id: string, change: Parameters<typeof contentOf>[0]) => written.push({ id, unitId: x.grassroots, status: 'signed', content: contentOf({ number: null, sentOn: null, sentTo: null, parties: [], ...change }) })
    const judge = (agreement_id: string, j: { whole: boolean; voidsOn: Day }) => {
      const id = newId()
      rows.judgment.push({ id, agreement_id, number: '1', court: 'TAND', judged_on: begins, whole: j.whole, what: j.whole ? null : 'Điều 5', voids_on: j.voidsOn })
      return id
    }
    const told = histories.map((h): Told => {
      const id = newId(), partId = newId(), until = addMonths(begins, h.months), at = (o: { end: boolean; n: number }) => addDays(o.end ? until : begins, o.n)
      const signedOn = addDays(begins, h.signed), from = h.part.from && at(h.part.from), to = h.part.to && at(h.part.to), part = { from, to: from && to && to <= from ? null : to }
      writing(id, { signedOn, effectiveOn: begins, until, vote: { votedOn: signedOn, entitled: 10, inFavour: 6 }, parts: [{ id: partId, name: 'Ăn ca', term: part }] })
      const endedOn = h.endedOn && at(h.endedOn)
      if (endedOn) ended.push({ id, ended_on: endedOn })
      const successors = h.successors.map((s) => ({ begins: at(s.begins), void: s.void }))
      for (const s of successors) {
        const next = newId()
        writing(next, { signedOn: begins, effectiveOn: s.begins, until: addMonths(s.begins, 24), vote: { votedOn: begins, entitled: 10, inFavour: 6 }, replaces: id })
        if (s.void) judge(next, { whole: true, voidsOn: s.begins })
      }
      const extensions = h.extensions.map(at)
      rows.amendment.push(...extensions.map((extends_to) => ({ id: newId(), agreement_id: id, what: 'Gia hạn', signed_on: begins, effective_on: begins, extends_to, voted_on: begins, entitled: 2, in_favour: 2 })))
      const bargaining = h.bargaining.map((b) => ({ from: at(b.from), to: b.days === null ? null : addDays(at(b.from), b.days) }))
      rows.bargaining.push(...bargaining.map((b) => ({ id: newId(), agreement_id: id, aim: 'renew', during: `[${b.from},${b.to ?? ''})` })))
      const judgments = h.judgments.map((j) => {
        const judged = { whole: j.whole, voidsOn: at(j.voidsOn), parts: !j.whole && j.part ? [partId] : [] }, judgment_id = judge(id, judged)
        for (const part_id of judged.parts) rows.judgment_part.push({ judgment_id, part_id, agreement_id: id })
        return judged
      })
      const replacedOn = successors.filter((s) => !s.void).map((s) => s.begins).sort()[0] ?? null
      const happened: Happened = { signedOn, begins, until, extensions, bargaining, endedOn, replacedOn, judgments }
      const turns = [signedOn, begins, until, addDays(until, 90), part.from, part.to, endedOn, ...extensions.flatMap((e) => [e, addDays(e, 90)]), ...bargaining.flatMap((b) => [b.from, b.to]), ...successors.map((s) => s.begins), ...judgments.map((j) => j.voidsOn)]
      return { id, partId, part, happened, days: [...new Set(turns.filter((d) => d !== null).flatMap((d) => [addDays(d, -1), d, addDays(d, 1)]))].sort() }
    })
    await x.work((w) => putAgreements(w.tx, [...written].sort((a, b) => Number(a.content.replaces !== null) - Number(b.content.replaces !== null))))
    const { owner } = x.pools
    for (const [table, list] of Object.entries(rows)) {
      if (list.length > 0) await owner.query(`insert into agreements.${table} (${Object.keys(list[0]!).join(', ')}) select ${Object.keys(list[0]!).join(', ')} from jsonb_populate_recordset(null::agreements.${table}, $1)`, [JSON.stringify(list)])
    }
    await owner.query(`update agreements.agreement a set ended_on = r.ended_on, ended_why = 'x' from jsonb_to_recordset($1) r(id uuid, ended_on date) where r.id = a.id`, [JSON.stringify(ended)])
    const { rows: said } = await owner.query<{ id: string; from: Day | null; to: Day | null; states: string[]; parts: boolean[] }>(`
      select e.agreement_id as id, lower(e.holds)::text as from, upper(e.holds)::text as to, array(select agreements.state_on(e, d::date) from jsonb_array_elements_text(r.days) with ordinality t(d, n) order by n) as states,
        array(select p.during @> d::date from jsonb_array_elements_text(r.days) with ordinality t(d, n) order by n) as parts
      from jsonb_to_recordset($1) r(id uuid, days jsonb) join agreements.effect e on e.agreement_id = r.id join agreements.part_effect p on p.agreement_id = r.id`, [JSON.stringify(told.map(({ id, days }) => ({ id, days })))])
    assert.equal(said.length, told.length)
    for (const t of told) {
      const db = said.find((s) => s.id === t.id)!, effect = effectOf(t.happened), states = t.days.map((d) => stateOn(effect, d)), parts = t.days.map((d) => ['in-force', 'carried'].includes(partStateOn(t.happened, { id: t.partId, name: '', term: t.part }, d)))
      assert.deepEqual([db.from === null ? null : { from: db.from, to: db.to }, db.states, db.parts], [daysInForce(effect), states, parts], JSON.stringify(t))
      for (const [i, d] of t.days.entries()) assert.equal(['in-force', 'carried', 'partly-void'].includes(states[i]!), contains(daysInForce(effect) ?? { from: d, to: d }, d), `${d} of ${JSON.stringify(t)}`)
      for (const s of states) met.add(s)
    }
  }), { numRuns: Number(process.env.EFFECT_RUNS ?? 6) })
  assert.deepEqual([...met].sort(), ['carried', 'draft', 'ended', 'expired', 'in-force', 'partly-void', 'replaced', 'signed', 'void'])
})
