// A house for the tests of the import: the real top level, the units of the roster, one programme, one indicator that
// training moves, and an office acted in at Lào Cai.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { createRouterClient } from '@orpc/server'
import { newId } from '#base/id'
import { figuresOf, publishIndicator } from '#indicators'
import { writeProgrammes } from '#learning'
import { loadFoundation } from '#organisation'
import { systemActor, verbs, type Actor, type Verb } from '#platform/access/actor'
import { filesRoutes } from '#platform/files/routes'
import { keepFilesIn } from '#platform/files/store'
import { prepareJobs } from '#platform/jobs/jobs'
import { sourceOf } from '#platform/sheets/source'
import { writeSheet } from '#platform/sheets/write'
import type { Cell } from '#platform/sheets/grid'
import { testDatabase } from '#tests/factories/database'
import { intakeRoutes } from './routes.ts'
import { commitImport, receive, settle } from './deeds.ts'
import { intakeTasks, type IntakeParts } from './tasks.ts'

const DATA = new URL('../../../../../shared/data/', import.meta.url)
export const TODAY = '2026-11-21'

/** A file of the field's data by name. */
export function dataFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, DATA)))
}

/** The columns of rosterOf's rows. */
export const HEAD = ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Số CCCD', 'Điện thoại', 'Đơn vị', 'Chức vụ', 'Chuyên trách', 'Ngày bổ nhiệm', 'Ngày tập huấn']

/** An .xlsx with these rows below the header. */
export async function sheetOf(rows: Cell[][], head: string[] = HEAD): Promise<Uint8Array> {
  return writeSheet({ columns: head.map((header) => ({ header })), rows })
}

export async function intakeHouse() {
  const db = await testDatabase(new Date(`${TODAY}T02:00:00Z`))
  await prepareJobs(db.pools.owner)
  const folder = await mkdtemp(join(tmpdir(), 'lotrinh-intake-'))
  keepFilesIn(folder)
  const programmeId = newId()
  const laoCai = await db.work(async (w) => {
    const ids = await loadFoundation(w)
    await writeProgrammes(w, [{ id: programmeId, name: 'Chuyển đổi số cho cán bộ công đoàn', tags: ['digital-transformation'], field: 'digital', level: 'grassroots', hours: 16, ownerId: ids.tld }])
    await publishIndicator(w, {
      code: 'T1', name: { vi: 'Cán bộ được tập huấn chuyển đổi số', en: 'Officials trained in digital transformation' }, counts: { vi: 'cán bộ', en: 'officials' }, effectiveFrom: '2025-06-17',
      definition: { subjects: [{ kind: 'official', filter: {} }], stages: [{ code: '2025-2027', from: '2025-06-17', to: '2028-01-01', operator: '>=', share: 0.8, requires: [{ fact: 'completion', filter: { tags: ['digital-transformation'] } }] }] },
    })
    const unitId = ids.provinces.get('15')!
    const id = newId()
    await receive(w, { id, unitId, name: 'units-of-roster.csv', pieces: sourceOf(dataFile('units-of-roster.csv')).pieces() })
    await settle(w, id, { decision: { number: '12/QĐ-LĐLĐ', from: '2019-01-01' } })
    await commitImport(w, id)
    return unitId
  })

  async function actorOf(unitId: string, held: readonly Verb[] = verbs): Promise<Actor> {
    const { rows: [p] } = await db.pools.owner.query('select lft, rgt from organisation.position where unit_id = $1', [unitId])
    return { ...systemActor('officer'), acting: { officeId: null, unitId, lft: p.lft, rgt: p.rgt, verbs: new Set(held) } }
  }
  const parts: IntakeParts = { work: (deed, { actor }) => db.work(deed, actor), owner: db.pools.owner, onFault: (error) => { throw error } }

  return {
    db, laoCai, programmeId, actorOf, folder,
    tasks: intakeTasks(parts),
    async unit(name: string): Promise<string> {
      return (await db.pools.owner.query('select unit_id from organisation.unit_version where name = $1', [name])).rows[0].unit_id
    },
    /** The routes as the holder of an office in the unit calls them. */
    async client(unitId = laoCai, held?: readonly Verb[]) {
      const actor = await actorOf(unitId, held)
      return createRouterClient(intakeRoutes, { context: { actor, work: db.options, replyHeaders: new Headers(), requestHeaders: new Headers(), address: '', site: 'https://lotrinh.example' } })
    },
    /** The routes of files as the holder of an office in the unit calls them. */
    async files(held: readonly Verb[], unitId = laoCai) {
      return createRouterClient(filesRoutes, { context: { actor: await actorOf(unitId, held), work: db.options, replyHeaders: new Headers(), requestHeaders: new Headers(), address: '', site: 'https://lotrinh.example' } })
    },
    /** Rows in every table that an import could write to, the rooms' own and the audit of their deeds. */
    async records() {
      const tables = ['people.person', 'people.identity', 'people.office', 'people.placement', 'learning.completion', 'organisation.unit', 'organisation.unit_version', 'intake.import', 'intake.row', 'files.file', 'audit.entry']
      const counts = await db.pools.owner.query(`select ${tables.map((t) => `(select count(*)::int from ${t}) as "${t}"`).join(', ')}`)
      return counts.rows[0] as Record<string, number>
    },
    /** T1 of the unit: met and counted. */
    async figure(unitId = laoCai) {
      const [t1] = await db.work((w) => figuresOf(w, unitId, { on: TODAY }))
      return { met: t1?.met ?? 0, counted: t1?.counted ?? 0 }
    },
    async jobs(): Promise<Record<string, unknown>[]> {
      return (await db.pools.owner.query("select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'intake.run' order by j.id")).rows.map((row) => row.payload)
    },
    async close() {
      await db.close()
      await rm(folder, { recursive: true })
    },
  }
}
export type IntakeHouse = Awaited<ReturnType<typeof intakeHouse>>
