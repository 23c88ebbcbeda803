// Collective agreements of enterprises: a third of their unions have had one within the three years, some that ran out were
// followed by the next. Most were read, and what their clauses give is on record.
import type pg from 'pg'
import { passagesOf } from '#agreements'
import { addMonths } from '#base/day'
import { bodyOf, spansOf, wording } from '../demonstration/clauses.ts'
import { chance, type Chance } from '../demonstration/random.ts'
import { NULL, Rows } from './copy.ts'
import type { Country, Grassroots, Top } from './country.ts'
import { LAST, NEVER, numberOf, write, type DayNumber } from './days.ts'
import { mix } from './ids.ts'
import { Papers, type Evidence } from './papers.ts'
import { recorded, type Identity } from './people.ts'

const EARLIEST = numberOf('2022-12-01')
/** A union has two agreements at most, the second in place of the first. */
export const AGREEMENTS_OF_UNION = 2
/** Room for the clauses of one text. */
const CLAUSES = 16
/** Divisions of trade by the field of a workplace. */
const trades: Record<string, string> = { garment: '14', electronics: '26', food: '10', construction: '41', mining: '07', mechanics: '25', health: '86', education: '85', services: '46', transport: '49', tourism: '55' }

interface Signed { signedOn: DayNumber; effectiveOn: DayNumber | null; until: DayNumber; replaces: boolean }
/** Cells of COPY of one wording; those of passages and clauses follow the text's and the agreement's identities. */
interface Wording { body: string; passages: string[]; clauses: string[] }

const rowsOf = () => ({
  agreement: new Rows('agreements.agreement', 'id, unit_id, kind, title, number, status, signed_on, effective_on, until, workers, workers_on, voted_on, entitled, in_favour, sent_on, sent_to, replaces, recorded_at'),
  party: new Rows('agreements.party', 'id, agreement_id, side, name, unit_id, tax_code, trade, province, sector, workers'),
  attachment: new Rows('agreements.attachment', 'file_id, agreement_id, kind, recorded_at'),
  text: new Rows('agreements.full_text', 'id, agreement_id, file_id, read_as, body, recorded_at, confirmed_at'),
  passage: new Rows('agreements.passage', 'text_id, agreement_id, ord, kind, path, start_at, end_at, words'),
  clause: new Rows('agreements.clause', 'id, text_id, agreement_id, subject, case_code, start_at, end_at, said, gives, gives_as, recorded_at'),
})

export async function writeAgreements(client: pg.ClientBase, country: Country, seed: number, identity: Identity, evidence: Evidence): Promise<number> {
  const c = chance(mix(seed ^ 0xa93e)), rows = rowsOf(), papers = await Papers.of(client, evidence)
  const [digital, other] = [await wordings(client, c, true), await wordings(client, c, false)]
  let written = 0
  for (const top of country.tops) {
    for (const g of top.grassroots) for (const [turn, signed] of agreementsOf(c, g).entries()) {
      const n = g.number * AGREEMENTS_OF_UNION + turn
      sign(rows, c, top, g, signed, n, identity)
      if (!c.percent(60)) continue
      const on = Math.min(LAST, signed.signedOn + c.between(5, 40))
      papers.add(top.code, identity('text', n), 'Toàn văn thỏa ước.pdf', g.id, on)
      read(rows, c.pick(c.percent(75) ? digital : other), n, on, identity)
    }
    for (const table of [papers.rows, ...Object.values(rows)]) written += await table.send(client)
  }
  return written
}

function agreementsOf(c: Chance, g: Grassroots): Signed[] {
  const from = Math.max(EARLIEST, g.founded + 60)
  if (g.kind !== 'grassroots-union' || g.sector === 'public' || g.ends !== NEVER || from > LAST - 15 || !c.percent(36)) return []
  const signedOn = c.between(from, LAST - 15), until = after(signedOn, c.pick([24, 36, 36]))
  const first: Signed = { signedOn, effectiveOn: null, until, replaces: false }
  if (until > LAST - 5 || !c.percent(60)) return [first]
  return [first, { signedOn: until - c.between(0, 25), effectiveOn: until, until: after(until, c.pick([24, 36, 36])), replaces: true }]
}

const after = (on: DayNumber, months: number): DayNumber => numberOf(addMonths(write(on), months))

function sign(rows: ReturnType<typeof rowsOf>, c: Chance, top: Top, g: Grassroots, { signedOn, effectiveOn, until, replaces }: Signed, n: number, identity: Identity): void {
  const id = identity('agreement', n), employer = g.name.replace('Công đoàn cơ sở ', ''), workers = g.size + g.unnamed
  const votedOn = write(signedOn - c.between(2, 12)), inFavour = Math.max(Math.floor(workers / 2) + 1, Math.round((workers * c.between(62, 98)) / 100))
  // Enterprises of a central union have their seat in the capital.
  const province = top.province ? top.code : '01', place = top.olds.find((o) => o.goesOn)?.name ?? 'Hà Nội'
  const sent = c.percent(90) ? `${write(Math.min(LAST, signedOn + c.between(2, 12)))}\tSở Nội vụ ${place}` : `${NULL}\t${NULL}`
  rows.agreement.add(`${id}\t${g.id}\tenterprise\tThỏa ước lao động tập thể ${employer}\t0${c.between(1, 3)}/${write(signedOn).slice(0, 4)}/TƯLĐTT\tsigned\t${write(signedOn)}\t${effectiveOn === null ? NULL : write(effectiveOn)}\t${write(until)}\t${workers}\t${votedOn}\t${votedOn}\t${workers}\t${inFavour}\t${sent}\t${replaces ? identity('agreement', n - 1) : NULL}\t${recorded(signedOn)}`)
  rows.party.add(`${identity('party', n * 2)}\t${id}\temployer\t${employer}\t${NULL}\t${province}0${String(g.number).padStart(7, '0')}\t${trades[g.field] ?? '96'}\t${province}\t${g.sector}\t${workers}`)
  rows.party.add(`${identity('party', n * 2 + 1)}\t${id}\tworkers\t${g.name}\t${g.id}\t${NULL}\t${NULL}\t${NULL}\t${NULL}\t${NULL}`)
}

function read(rows: ReturnType<typeof rowsOf>, { body, passages, clauses }: Wording, n: number, on: DayNumber, identity: Identity): void {
  const agreement = identity('agreement', n), text = identity('text', n), known = recorded(on)
  rows.attachment.add(`${text}\t${agreement}\ttext\t${known}`)
  rows.text.add(`${text}\t${agreement}\t${text}\tpdf\t${body}\t${known}\t${known}`)
  for (const cells of passages) rows.passage.add(`${text}\t${agreement}\t${cells}`)
  for (const [i, cells] of clauses.entries()) rows.clause.add(`${identity('clause', n * CLAUSES + i)}\t${text}\t${agreement}\t${cells}\t${known}`)
}

/** Two dozen wordings, taken apart once. */
async function wordings(client: pg.ClientBase, c: Chance, digital: boolean): Promise<Wording[]> {
  const made: Wording[] = []
  for (let i = 0; i < 24; i++) {
    const lines = wording(c, digital), body = bodyOf(lines), passages = passagesOf(body), cut = (it: { start: number; end: number }) => body.slice(it.start, it.end)
    const { rows } = await client.query<{ words: string }>(`select to_tsvector('pg_catalog.simple', base.fold(said))::text as words from unnest($1::text[]) with ordinality x(said, ord) order by ord`, [passages.map(cut)])
    made.push({
      body: cell(body),
      passages: passages.map((p, ord) => `${ord}\t${p.kind}\t${cell(p.path)}\t${p.start}\t${p.end}\t${cell(rows[ord]!.words)}`),
      clauses: spansOf(lines).map((s) => `${s.subject}\t${s.caseCode ?? NULL}\t${s.start}\t${s.end}\t${cell(cut(s))}\t${s.gives ?? NULL}\t${s.gives === undefined ? NULL : 'total'}`),
    })
  }
  return made
}

const cell = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
