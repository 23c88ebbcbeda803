import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { prepareJobs, startJobs } from './jobs.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
  await prepareJobs(db.pools.owner)
})
after(() => db.close())

const owner = () => db.pools.owner
const left = async () => (await owner().query('select task_identifier as task, locked_at is not null as locked from graphile_worker.jobs')).rows
const fail = (error: unknown) => { throw error }

describe('when the work is stopped', () => {
  it('a job at work is finished first', async () => {
    const began = Promise.withResolvers<void>(), may = Promise.withResolvers<void>()
    const jobs = await startJobs(owner(), { count: async () => { began.resolve(); await may.promise } }, {}, fail)
    await owner().query(`select graphile_worker.add_job('count')`)
    await began.promise
    const stopped = jobs.stop()
    may.resolve()
    await stopped
    assert.deepEqual(await left(), [])
  })

  it('a job that does not end goes back, and whoever works next does it', async () => {
    const began = Promise.withResolvers<void>(), never = Promise.withResolvers<void>(), done = Promise.withResolvers<void>()
    const jobs = await startJobs(owner(), { count: async () => { began.resolve(); await never.promise } }, {}, () => {}, 0)
    await owner().query(`select graphile_worker.add_job('count')`)
    await began.promise
    await jobs.stop()
    assert.deepEqual(await left(), [{ task: 'count', locked: false }])
    await owner().query(`update graphile_worker._private_jobs set run_at = now()`)
    const next = await startJobs(owner(), { count: async () => done.resolve() }, {}, fail)
    await done.promise
    await next.stop()
    assert.deepEqual(await left(), [])
    never.resolve()
  })
})
