// The commands at a terminal on a told house: the product proves itself, and says so when it cannot. Each of them once as a
// process of its own, with each exit code; what else they find and say is asked within this process, which spares the start.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sealAudit } from '#platform/audit/verify'
import { lotrinh, within } from './factories/command.ts'
import { demonstrationHouse, type House } from './factories/house.ts'

describe('commands beside a running server', () => {
  let house: House, dataDir = ''
  const env = () => ({ DATABASE_URL: owner().options.connectionString!, DATA_DIR: dataDir })
  const run = (...args: string[]) => lotrinh(args, env())
  const say = (...args: string[]) => within(args, env())
  const owner = () => house.system.pools.owner
  /** Falsifies by hand, as only whoever owns the database can; looks; and puts it right again. */
  async function falsified(how: string, back: string, look: () => Promise<void>): Promise<void> {
    const done = await owner().query(how)
    assert.equal(done.rowCount, 1, how)
    try {
      await look()
    } finally {
      await owner().query(back)
    }
  }

  before(async () => {
    house = await demonstrationHouse()
    dataDir = mkdtempSync(join(tmpdir(), 'lotrinh-command-'))
  })
  after(async () => {
    await house?.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('verify recounts every indicator from the records and finds them equal', async () => {
    const { code, out, err } = await run('verify')
    assert.deepEqual([code, out.includes('Khớp hoàn toàn. / All agree.')], [0, true], out + err)
    for (const indicator of ['T1', 'T3', 'T5']) assert.match(out, new RegExp(`^${indicator}\\s+\\d+ khoảng ngày`, 'm'))
    assert.match(err, /^T[135] …$/m, 'it says where it is')
    const json = await say('verify', 'T1', '--json')
    assert.equal(json.code, 0)
    const said = JSON.parse(json.out)
    assert.deepEqual([said.ok, said.differences, said.indicators.map((i: { code: string }) => i.code)], [true, [], ['T1']])
    assert.ok(said.indicators[0].spans > 300, 'and it looked at people')
    assert.equal(json.err, '', 'with --json nothing but the answer')
  })

  const t1 = `(select id from indicators.indicator where code = 'T1')`
  const one = (table: string) => `(select ctid from indicators.${table} where indicator_id = ${t1} and counted > 0 order by day, ctid limit 1)`
  for (const { where, how, back } of [
    { where: 'totals', how: `update indicators.total set met = met + 1000 where ctid = ${one('total')}`, back: 'update indicators.total set met = met - 1000 where met >= 1000' },
    { where: 'ledger', how: `update indicators.ledger set counted = counted + 1000 where ctid = ${one('ledger')}`, back: 'update indicators.ledger set counted = counted - 1000 where counted >= 1000' },
    { where: 'standing', how: `update indicators.standing set quantity = quantity + 1000 where ctid = (select ctid from indicators.standing where indicator_id = ${t1} and recorded_to is null and state = 'unmet' limit 1)`,
      back: 'update indicators.standing set quantity = quantity - 1000 where quantity >= 1000' },
  ]) {
    test(`verify finds one false number in the ${where}, and says where it stands`, () => falsified(how, back, async () => {
      const { code, out } = await say('verify', 'T1', '--json')
      const { ok, differences } = JSON.parse(out)
      assert.deepEqual([code, ok], [1, false])
      assert.deepEqual([...new Set(differences.map((d: { where: string }) => d.where))], [where])
      const { code: again, out: words } = await (where === 'ledger' ? run('verify') : say('verify', 'T1'))
      assert.equal(again, 1)
      const [{ unitId, day, expected, found }] = differences
      assert.ok(words.includes(`KHÁC / DIFFERS  T1  ${where}  ${unitId}  ${day}  tính lại / recount ${expected}  đang có / held ${found}`), words)
    }))
  }

  test('verify agrees again once the numbers are put right', async () => {
    assert.equal((await say('verify', 'T1')).code, 0)
  })

  test('audit verify finds the chain whole, and names an entry that was altered behind the back of the house', async () => {
    const whole = await run('audit', 'verify', '--json')
    const { ok, entries, linked, broken, head } = JSON.parse(whole.out)
    assert.deepEqual([whole.code, ok, broken], [0, true, []])
    assert.ok(entries > 1000 && linked === entries && head.seq === linked, whole.out)

    await sealAudit(house.system.pools)
    await assert.rejects(owner().query(`update audit.entry set detail = '{"number": "1"}' where id = 500`), /append-only/)
    const { rows: [{ detail }] } = await owner().query('select detail from audit.entry where id = 500')
    await owner().query('alter table audit.entry disable trigger append_only')
    await falsified(`update audit.entry set detail = '{"number": "238"}' where id = 500`, `update audit.entry set detail = '${JSON.stringify(detail)}' where id = 500`, async () => {
      const altered = await run('audit', 'verify')
      assert.equal(altered.code, 1)
      assert.match(altered.out, /ĐỨT \/ BROKEN .*"entryId":500,"reason":"changed"/)
      const json = await say('audit', 'verify', '--json')
      assert.deepEqual([json.code, JSON.parse(json.out).ok], [1, false])
    })
    await owner().query('alter table audit.entry enable trigger append_only')
    assert.equal((await say('audit', 'verify')).code, 0)
  })

  test('a command that is called wrongly says how it is called, and ends with 2', async () => {
    for (const [args, says] of [
      [['verifi'], /Không có lệnh “verifi”\. \/ There is no command “verifi”\./], [['verify', '--fast'], /--fast/], [['verify', 'T99'], /no such indicator: T99/], [['audit'], /audit verify/], [['audit', 'prove'], /audit verify/],
    ] as const) {
      const { code, err } = await (args[0] === 'verifi' ? run : say)(...args)
      assert.equal(code, 2, args.join(' '))
      assert.match(err, says)
    }
    // Help needs no house.
    for (const [args, says] of [[[], /lotrinh COMMAND/], [['--help'], /verify \[INDICATOR …\]/], [['verify', '--help'], /Tính lại mọi chỉ số/], [['audit', '--help'], /--json/], [['import', '--help'], /--dry-run/]] as const) {
      const { code, out } = await (args.length === 0 ? lotrinh : within)([...args], { DATA_DIR: '/dev/null/nowhere' })
      assert.equal(code, 0, args.join(' '))
      assert.match(out, says)
    }
  })

  test('a database that cannot be reached, and a folder that cannot be written, are told in one sentence each', async () => {
    for (const env of [{ DATABASE_URL: 'postgres://127.0.0.1:1/none', DATA_DIR: dataDir }, { DATA_DIR: '/dev/null/nowhere' }] as Record<string, string>[]) {
      const { code, out, err } = await (env.DATABASE_URL ? lotrinh : within)(['verify'], env)
      assert.deepEqual([code, out], [1, ''])
      assert.equal(err.trim().split('\n').length, 2, err)
      assert.doesNotMatch(err, /\n\s+at /)
    }
  })
})

describe('commands without a server', () => {
  let dataDir = ''
  before(() => { dataDir = mkdtempSync(join(tmpdir(), 'lotrinh-alone-')) })
  after(() => rmSync(dataDir, { recursive: true, force: true }))

  test('they start the embedded database themselves, work, and leave nothing running', async () => {
    const env = { DATA_DIR: join(dataDir, 'data') }
    for (const args of [['verify', '--json'], ['audit', 'verify', '--json']]) {
      const { code, out, err } = await lotrinh(args, env)
      assert.deepEqual([code, JSON.parse(out).ok], [0, true], err)
    }
    const { findRunning } = await import('#platform/db/postmaster')
    assert.equal(findRunning(join(env.DATA_DIR, 'postgres')), undefined)
  })
})
