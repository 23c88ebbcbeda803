// What is small goes through the doors that everyone uses: the real top level, plan 237 and the answers of the provinces,
// indicators, programmes, evidence, accounts.
import { sql } from 'kysely'
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { openFoundation, reformFoundation, type FoundationIds } from '#organisation'
import { writeProgrammes } from '#learning'
import { admit, appoint } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { storeFile } from '#platform/files/store'
import type { Tx, Work } from '#platform/work'
import { issuePlans, loadPlan237 } from '#plans'
import { demonstrationAccounts, demonstrationPassword } from '../demonstration/accounts.ts'
import { publishIndicators237 } from '../demonstration/indicators.ts'
import { madePerson } from '../demonstration/names.ts'
import { chance } from '../demonstration/random.ts'
import { signedSheet } from '../demonstration/sheet.ts'
import { mix } from './ids.ts'
import { publishMore } from './indicators.ts'
import { programmeKeys, programmes } from './programmes.ts'
import type { Step } from './steps.ts'
import type { Identity } from './people.ts'

export interface Teller {
  work<T>(deed: (w: Work) => Promise<T>, as: { at: Date }): Promise<T>
}

type Deed = (w: Work) => Promise<number>

const morning = (day: Day) => new Date(`${day}T08:30:00+07:00`)

function told(teller: Teller, name: string, label: string, day: Day, deed: Deed, weight = 1): Step {
  return { name, label, weight, tell: (done) => teller.work(async (w) => { await done(w.tx, await deed(w)) }, { at: morning(day) }) }
}

/** Identity of the evidence file of the n-th top, and of its import. */
export const sheetOf = (identity: Identity, n: number) => identity('import', n * 2)
export const importOf = (identity: Identity, n: number) => identity('import', n * 2 + 1)

/** The house as it stood until June 2025; asked again it only answers the ids. */
export function openGround(teller: Teller): Promise<FoundationIds> {
  return teller.work((w) => openFoundation(w), { at: morning('2023-11-01') })
}

export function groundSteps(teller: Teller, ids: FoundationIds, seed: number, identity: Identity): Step[] {
  return [
    told(teller, 'indicators', 'Chỉ số', '2023-11-02', async (w) => { await publishMore(w); return 17 }),
    told(teller, 'programmes', 'Chương trình đào tạo', '2023-11-02', async (w) => {
      return (await writeProgrammes(w, programmeKeys.map((key, n) => ({ ...programmes[key], id: identity('programme', n), ownerId: ids.tld })))).written
    }),
    told(teller, 'plan-237', 'Kế hoạch 237/KH-TLĐ', '2025-06-17', async (w) => {
      await loadPlan237(w, ids.tld, { answerBy: '2025-09-30' })
      await publishIndicators237(w)
      return 1
    }),
    told(teller, 'reform', 'Sắp xếp 63 còn 34', '2025-06-30', async (w) => (await reformFoundation(w)).provinces.size),
    told(teller, 'answers', 'Kế hoạch của các tỉnh, ngành', '2025-08-20', async (w) => {
      const { rows: [plan] } = await sql<{ id: string }>`select id from plans.plan where answers is null and reference = '237/KH-TLĐ'`.execute(w.tx)
      const c = chance(mix(seed ^ 0xa25))
      const units = topsOf(ids).filter(([code]) => code === '91' || c.percent(94))
      return (await issuePlans(w, units.map(([, unitId], n) => ({ id: identity('plan', n), unitId, answers: plan!.id, issuedOn: addDays('2025-07-21', c.between(0, 29)) })))).length
    }),
    told(teller, 'evidence', 'Minh chứng', '2026-11-14', async (w) => {
      const tops = topsOf(ids)
      for (const [n, [code, unitId]] of tops.entries()) await evidenceOf(w, n, code, unitId, identity)
      return tops.length
    }),
  ]
}

/** The people who may sign in, after everything else is there. */
export function accountsStep(teller: Teller, ids: FoundationIds): Step {
  return told(teller, 'accounts', 'Tài khoản', '2026-11-18', async (w) => {
    const admin = { id: newId(), ...madePerson(chance(1), 'other', 990_001) }
    await admit(w, [admin])
    await appoint(w, [{ id: newId(), personId: admin.id, unitId: ids.tld, title: 'administrator', fullTime: false, basis: 'appointed', from: '2025-06-01' }])
    const { rows } = await sql<{ person_id: string; unit: string; title: string }>`select distinct on (v.name, o.title) o.person_id, v.name as unit, o.title
      from organisation.unit_version v join people.office o on o.unit_id = v.unit_id and o.during @> ${w.today}::date
      where v.name = any(${demonstrationAccounts.map((a) => a.office.unit)}::text[]) and v.valid @> ${w.today}::date order by v.name, o.title, o.id`.execute(w.tx)
    const wanted = demonstrationAccounts.flatMap((a) => {
      const holder = rows.find((r) => r.unit === a.office.unit && r.title === a.office.title)
      return holder ? [{ personId: holder.person_id, username: a.username, password: demonstrationPassword, mustChange: false }] : []
    })
    await createAccounts(w, wanted)
    return wanted.length
  })
}

/** Provinces and central unions as they stand since the reform, always in the same order. */
export function topsOf(ids: FoundationIds): [string, string][] {
  return [...ids.provinces, ...[...ids.unions].filter(([code]) => code !== 'CDVC')]
}

/** A signed sheet for head-counts, and a file of training dates that was brought in, for each top. */
async function evidenceOf(w: Work, n: number, code: string, unitId: string, identity: Identity): Promise<void> {
  const sheet = sheetOf(identity, n)
  const file = await storeFile(w, { id: sheet, name: `Danh sách ký nhận ${code}.pdf`, bytes: signedSheet(`Danh sách ký nhận ${code}`), unitId })
  await addImport(w.tx, importOf(identity, n), file.id, unitId, w.now)
}

async function addImport(tx: Tx, id: string, fileId: string, unitId: string, at: Date): Promise<void> {
  await sql`insert into intake.import (id, unit_id, kind, file_id, name, sha256, state, by_name, at, imported_at, imported_by)
    select ${id}::uuid, ${unitId}::uuid, 'roster', f.id, f.name, f.sha256, 'imported', 'Ban Tổ chức', ${at}, ${at}, 'Ban Tổ chức' from files.file f where f.id = ${fileId}::uuid
    on conflict do nothing`.execute(tx)
}
