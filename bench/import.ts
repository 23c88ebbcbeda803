// A file of members brought in as `lotrinh import` does it, in a process of its own so that its memory is its own, beside
// COPY of the very rows that came of it into the same tables with all their indexes and checks.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { writeXlsxStream } from 'hucre/xlsx'
import { foldAll } from '#indicators'
import { madePerson } from '../src/6-app/demonstration/names.ts'
import { chance } from '../src/6-app/demonstration/random.ts'
import { today, type Ground } from './ground.ts'
import { clearAway, copyIn, copyOut, markOf, tidyUp, type CopiedTable } from './importFloor.ts'
import { summed, type Figure, type Sizes } from './measure.ts'

/** What an import told of itself; see importing.ts. */
interface Told { id: string; seconds: number; megabytes: number; counts: { rows: number; imported: number; refused: number }; written: { persons: number; placements: number } }

const HEAD = ['STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Số CCCD', 'Điện thoại', 'Đơn vị', 'Chức vụ', 'Chuyên trách', 'Ngày vào công đoàn', 'Ngày tập huấn']

/** Members as offices write them down, unit by unit: one in twenty shouted, one in ten with other signs in dates and numbers, one in four trained. */
export function* membersOf(units: readonly string[], rows: number): Generator<string[]> {
  const c = chance(237)
  const days = (from: number, to: number) => `${String(c.between(1, 28)).padStart(2, '0')}/${String(c.between(1, 12)).padStart(2, '0')}/${c.between(from, to)}`
  for (let i = 0; i < rows; i++) {
    const { name, born, female, citizenId, phone } = madePerson(c, 'mountain', i % 1_000_000)
    const [year, month, day] = born.split('-') as [string, string, string]
    yield [
      String(i + 1), c.percent(5) ? name.toUpperCase() : name, [day, month, year].join(c.percent(10) ? '.' : '/'), female ? 'Nữ' : 'Nam',
      // Born in Cà Mau: the confederation that is told has nobody with such a number.
      `096${citizenId.slice(3)}`, c.percent(10) ? phone.replace(/(\d{4})(\d{3})(\d{3})/, '$1.$2.$3') : phone,
      units[Math.floor(i * units.length / rows)]!, c.percent(1) ? 'UV BCH' : '', '', days(2010, 2023), c.percent(25) ? days(2025, 2025) : '',
    ]
  }
}

async function write(path: string, rows: Iterable<string[]>): Promise<void> {
  if (path.endsWith('.xlsx')) {
    await pipeline(Readable.fromWeb(writeXlsxStream(rows, { name: 'Danh sách', columns: HEAD.map((header) => ({ header, numFmt: '@' })) }) as never), createWriteStream(path))
    return
  }
  const out = createWriteStream(path)
  out.write(`\uFEFF${HEAD.join(';')}\r\n`)
  for (const row of rows) if (!out.write(`${row.join(';')}\r\n`)) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
}

async function bringIn({ system }: Ground, path: string): Promise<Told> {
  const { host, port, user, password, database, connectionString } = system.pools.owner.options
  const asked = { connection: { host, port, user, password, database, connectionString }, dataDir: system.dataDir, path, now: `${today}T09:00:00+07:00` }
  const child = spawn(process.execPath, ['--max-semi-space-size=8', fileURLToPath(new URL('importing.ts', import.meta.url)), JSON.stringify(asked)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const told = await new Response(Readable.toWeb(child.stdout) as ReadableStream).text()
  if (child.exitCode === null) await once(child, 'exit')
  if (child.exitCode !== 0) throw new Error(`The import ended with ${child.exitCode}`)
  return JSON.parse(told)
}

/** Seconds of an import and of its undoing, rows a second, and the most memory that the process held. The house is left as it was. */
export async function* measureImport(ground: Ground, { runs, imported }: Sizes): AsyncGenerator<Figure> {
  const { owner } = ground.system.pools
  const folder = mkdtempSync(join(tmpdir(), 'lotrinh-import-'))
  try {
    const { rows: found } = await owner.query(`select min(v.name) as name from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind and k.grassroots
      where v.valid @> $1::date group by v.name_fold having count(*) = 1 order by 1`, [today])
    const units = found.map((row) => row.name as string)
    await tidyUp(owner)
    for (const kind of ['csv', 'xlsx']) {
      const path = join(folder, `doan-vien.${kind}`)
      await write(path, membersOf(units, imported))
      const seconds: { value: number; floor: number }[] = [], undone: typeof seconds = [], memory: { value: number; floor: null }[] = []
      // Twelve minutes for a million.
      for (let run = 0; run < (imported >= 1_000_000 ? Math.min(runs, 3) : runs); run++) {
        const before = await markOf(owner)
        const told = await bringIn(ground, path)
        let back: Told, statements: CopiedTable[]
        try {
          if (told.counts.rows !== imported || told.counts.imported < imported * 0.99 || told.written.persons !== told.counts.imported) throw new Error(`The import took ${JSON.stringify(told)}`)
          statements = await copyOut(owner, folder, told.id)
        } finally {
          back = await bringIn(ground, told.id)
        }
        // The server beside folds too: whose turn it is not folds nothing.
        while ((await owner.query('select exists (select from indicators.pending) as waiting')).rows[0].waiting) await foldAll(ground.system.pools.app)
        await clearAway(ground, told.id, before)
        const floor = await copyIn(owner, statements)
        await tidyUp(owner)
        seconds.push({ value: told.seconds, floor })
        undone.push({ value: back.seconds, floor })
        memory.push({ value: Math.max(told.megabytes, back.megabytes), floor: null })
      }
      yield summed(`import.${kind}.${imported}`, 's', seconds)
      yield summed(`import.${kind}.${imported}.rows`, 'rows/s', seconds.map(({ value, floor }) => ({ value: imported / value, floor: imported / floor })))
      yield summed(`import.${kind}.${imported}.undo`, 's', undone)
      yield summed(`import.${kind}.${imported}.memory`, 'MB', memory)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
