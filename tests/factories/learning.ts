// A small confederation for the tests of learning: two provinces, a commune and a grassroots union under the first.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { newId } from '#base/id'
import { keepFilesIn, storeFile } from '#platform/files/store'
import type { Work } from '#platform/work'
import { markAttendance, openClasses, writeProgrammes, type ClassWrite } from '#learning'
import { testDatabase, type TestDatabase } from './database.ts'

export interface World extends TestDatabase {
  root: string; laoCai: string; anGiang: string; commune: string; grassroots: string; programme: string; indicator: string
  /** Full-time officials of a unit, by the names given. */
  officials(unitId: string, names: string[]): Promise<string[]>
  members(unitId: string, names: string[]): Promise<string[]>
  /** Counted, met and excluded at the node on the day; as known then where told. */
  figure(nodeId: string, on: string, knownAt?: string): Promise<[number, number, number]>
  openClass(change?: Partial<ClassWrite>): Promise<ClassWrite>
  markAll(of: ClassWrite, states: Record<string, string>): Promise<void>
  sheet(unitId: string): Promise<string>
}

const t1 = { subjects: [{ kind: 'official', filter: { fullTime: true } }], exclusions: [], stages: [{ code: '2025-2027', from: '2025-06-17', to: '2028-01-01', operator: '=', share: 1, need: 'all', requires: [{ fact: 'completion', filter: { tags: ['digital-transformation'] } }] }] }

export async function world(body: unknown = t1): Promise<World> {
  const db = await testDatabase()
  const owner = db.pools.owner
  keepFilesIn(mkdtempSync(join(tmpdir(), 'lotrinh-learning-')))
  const [root, laoCai, anGiang, commune, grassroots] = Array.from({ length: 5 }, () => newId()) as [string, string, string, string, string]
  await owner.query(`insert into organisation.unit select unnest($1::uuid[])`, [[root, laoCai, anGiang, commune, grassroots]])
  for (const [unit, kind, name, parent] of [[root, 'confederation', 'Tổng Liên đoàn', null], [laoCai, 'provincial-federation', 'LĐLĐ tỉnh Lào Cai', root], [anGiang, 'provincial-federation', 'LĐLĐ tỉnh An Giang', root],
    [commune, 'commune-union', 'Công đoàn phường Cam Đường', laoCai], [grassroots, 'grassroots-union', 'CĐCS Công ty Chè Bản Xanh', commune]] as const) {
    const event = newId()
    await owner.query(`insert into organisation.event (id, kind, effective_on, decision_number, unit_id, change) values ($1, 'establish', '2020-01-01', '01/QĐ', $2, '{}')`, [event, unit])
    await owner.query(`insert into organisation.unit_version (unit_id, kind, name, parent_id, valid, event_id) values ($1, $2, $3, $4, '[2020-01-01,)', $5)`, [unit, kind, name, parent, event])
  }
  await owner.query('select organisation.derive_ancestry($1)', [[root]])
  await owner.query(`select organisation.renumber('2026-11-21')`)
  const indicator = newId(), programme = newId()
  await owner.query(`insert into indicators.indicator values ($1, 'T', 'T', 'T', 'người', 'people')`, [indicator])
  await owner.query(`insert into indicators.definition (id, indicator_id, version, effective, body) values ($1, $2, 1, '[2025-01-01,)', $3)`, [newId(), indicator, JSON.stringify(body)])

  const people = async (names: string[]) => {
    const ids = names.map(() => newId())
    await owner.query(`insert into people.person (id, name, given_name) select i, n, split_part(n, ' ', -1) from unnest($1::uuid[], $2::text[]) x(i, n)`, [ids, names])
    return ids
  }
  const w: World = {
    ...db, root, laoCai, anGiang, commune, grassroots, programme, indicator,
    async officials(unitId, names) {
      const ids = await people(names)
      await owner.query(`insert into people.office (id, person_id, unit_id, title, full_time, basis, during) select gen_random_uuid(), i, $2, 'specialist', true, 'appointed', '[2025-01-01,)' from unnest($1::uuid[]) i`, [ids, unitId])
      await db.work(async (work) => work.touched('official', ids))
      return ids
    },
    async members(unitId, names) {
      const ids = await people(names)
      await owner.query(`insert into people.placement (id, person_id, unit_id, standing, during) select gen_random_uuid(), i, $2, 'member', '[2025-01-01,)' from unnest($1::uuid[]) i`, [ids, unitId])
      await db.work(async (work) => { work.touched('worker', ids); work.touched('unnamed', [unitId]) })
      return ids
    },
    async figure(nodeId, on, knownAt) {
      return db.work(async ({ tx }) => {
        const rows = await (knownAt ? sql<{ counted: number; met: number; excluded: number }>`select counted, met, excluded from indicators.figures_restated(array[${nodeId}::uuid], ${on}::date, null, ${knownAt}::timestamptz)`
          : sql<{ counted: number; met: number; excluded: number }>`select counted, met, excluded from indicators.figures(array[${nodeId}::uuid], ${on}::date)`).execute(tx)
        const row = rows.rows[0]
        return [row?.counted ?? 0, row?.met ?? 0, row?.excluded ?? 0]
      })
    },
    async openClass(change = {}) {
      const place = { id: newId(), name: 'Hội trường Lào Cai' }
      const made: ClassWrite = {
        id: newId(), programmeId: programme, unitId: laoCai, title: 'Bồi dưỡng chuyển đổi số khóa 1', form: 'in-person', capacity: 30, firstDay: '2026-11-16', lastDay: '2026-11-20', status: 'open',
        places: [place], lecturers: [{ name: 'TS. Trần Minh', organisation: 'Trường Đại học Công đoàn' }],
        sessions: [16, 17, 18, 19, 20].map((date) => ({ id: newId(), startsAt: `2026-11-${date}T01:00:00Z`, endsAt: `2026-11-${date}T04:00:00Z`, placeId: place.id })), ...change,
      }
      await db.work((work: Work) => openClasses(work, [made]))
      return made
    },
    // 'ppppa': present at four sessions, absent at the fifth.
    async markAll(of, states) {
      const word = { p: 'present', l: 'late', a: 'absent', e: 'excused' } as const
      await db.work((work) => markAttendance(work, { classId: of.id, marks: Object.entries(states).flatMap(([personId, marks]) => [...marks].map((letter, i) => ({ sessionId: of.sessions[i]!.id, personId, state: word[letter as keyof typeof word] }))) }))
    },
    async sheet(unitId) {
      const id = newId()
      await db.work((work) => storeFile(work, { id, name: 'phieu-ky.pdf', bytes: new TextEncoder().encode(`%PDF-1.7 ${id}`), unitId }))
      return id
    },
  }
  await db.work((work) => writeProgrammes(work, [{ id: programme, name: 'Chuyển đổi số cho cán bộ chuyên trách', tags: ['digital-transformation'], field: 'digital', level: 'province', hours: 24, ownerId: root }]))
  return w
}
