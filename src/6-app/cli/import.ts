// `lotrinh import FILE`: a roster or a file of units, read and shown, or read and written. The same deeds as the wizard in
// the browser, done at once; progress goes to stderr, so that --json stays clean.
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { isDay, readDay, writeDay } from '#base/day'
import { isId, newId } from '#base/id'
import { Refused, refuse } from '#base/refusal'
import { text } from '#base/text'
import { sourceAt, type Source } from '#platform/sheets/source'
import type { Work } from '#platform/work'
import { commitImport, dryRun, findProgramme, findUnit, receive, refusedWorkbook, settle, topUnit, undoImport, type DryRun, type ExaminedRow } from '../intake/index.ts'
import type { CommandContext, HouseCommand } from './command.ts'

export const importCommand: HouseCommand = {
  name: 'import',
  summary: text('Nhập danh sách cán bộ, đoàn viên hoặc đơn vị từ bảng tính', 'bring in a roster or a list of units from a spreadsheet'),
  usage: 'FILE [--unit NAME|CODE] [--dry-run] [--programme NAME|ID] [--units] [--decision NUMBER [--from DAY]] [--refused OUT.xlsx] | --undo ID',
  options: {
    unit: { type: 'string' }, 'dry-run': { type: 'boolean' }, programme: { type: 'string' }, undo: { type: 'string' },
    units: { type: 'boolean' }, decision: { type: 'string' }, from: { type: 'string' }, refused: { type: 'string' },
  },
  async run({ values, positionals }, context) {
    const named = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
    try {
      const undo = named('undo')
      if (undo !== undefined) return await takeBack(undo, context)
      const [path] = positionals
      if (path === undefined || positionals.length > 1) {
        context.err(`Dùng / usage: lotrinh import ${importCommand.usage}`)
        return 2
      }
      const asked = { path, unit: named('unit'), programme: named('programme'), units: values.units === true, decision: named('decision'), from: named('from'), refused: named('refused') }
      return values['dry-run'] === true ? await look(asked, context) : await bringIn(asked, context)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (context.json) context.out(JSON.stringify({ refusals: error.refusals.map(({ code, field, text: said }) => ({ code, field, text: said })) }))
      for (const { text: said, field } of error.refusals) context.err(`${said.vi}\n${said.en}${OPTION[field ?? ''] ?? ''}`)
      return 1
    }
  },
}

/** Which option answers a refusal at a field. */
const OPTION: Record<string, string> = { programmeId: ' (--programme)', decision: ' (--decision)', unit: ' (--unit)' }

interface Asked { path: string; unit?: string | undefined; programme?: string | undefined; units: boolean; decision?: string | undefined; from?: string | undefined; refused?: string | undefined }

const READING = 'Đang đọc / reading'
const WRITING = 'Đang ghi / writing'
const UNDOING = 'Đang hoàn tác / undoing'

async function look(asked: Asked, ctx: CommandContext): Promise<number> {
  const source = await sourceOf(asked.path)
  let told = 0
  if (ctx.json) ctx.out('{"rows":[')
  const found = await ctx.system.work(async (w) => dryRun(w, {
    source, unitId: await unitOf(w, asked), ...(asked.units && { kind: 'units' as const }), ...(asked.programme && { programmeId: (await findProgramme(w.tx, asked.programme)).id }),
  }, (rows, sheet) => {
    if (!ctx.json) {
      if (told === 0) tellSheet(sheet, basename(asked.path), ctx)
      for (const row of rows) tellRefused(row, ctx)
    } else if (rows.length > 0) ctx.out(`${told > 0 ? ',' : ''}${rows.map((row) => JSON.stringify(asJson(sheet, row))).join(',')}`)
    told += rows.length
  }, (done, total) => ctx.progress(done, total, READING)))
  if (ctx.json) ctx.out(']}')
  else tell(found, ctx)
  return 0
}

async function bringIn(asked: Asked, ctx: CommandContext): Promise<number> {
  const source = await sourceOf(asked.path)
  const id = newId()
  // In and committed are one transaction: a refused or broken run leaves no half import behind.
  const { written, counts } = await ctx.system.work(async (w) => {
    const unitId = await unitOf(w, asked)
    await receive(w, { id, unitId, name: basename(asked.path), pieces: source.pieces(), ...(asked.units && { kind: 'units' as const }) })
    await settle(w, id, {
      ...(asked.programme && { programmeId: (await findProgramme(w.tx, asked.programme)).id }),
      ...(asked.decision && { decision: { number: asked.decision, from: dayAsked(asked.from) ?? w.today } }),
    })
    return commitImport(w, id, (done, total) => ctx.progress(done, total, WRITING))
  })
  if (asked.refused && counts.refused > 0) await writeFile(asked.refused, (await ctx.system.work((w) => refusedWorkbook(w, id))).bytes)
  if (ctx.json) ctx.out(JSON.stringify({ import: id, counts, written }))
  else {
    ctx.out(`Đã ghi / written: ${say(counts.fresh, 'mới', 'new')}, ${say(counts.changed, 'bổ sung', 'completed')}, ${say(counts.known, 'đã có đủ', 'known already')}; ${say(counts.refused, 'dòng bị từ chối', 'rows refused')}, ${say(counts.skipped - counts.known, 'dòng bỏ qua', 'rows skipped')}.`)
    ctx.out(`  ${Object.entries(written).filter(([, n]) => n > 0).map(([what, n]) => `${WRITTEN[what]}: ${n}`).join(', ') || 'không có gì mới / nothing new'}`)
    ctx.out(`Hoàn tác / undo: lotrinh import --undo ${id}`)
  }
  return 0
}

async function takeBack(id: string, ctx: CommandContext): Promise<number> {
  if (!isId(id)) throw new Refused(refuse('not-found', 'id', `Không có lần nhập “${id}”.`, `There is no import “${id}”.`))
  await ctx.system.work((w) => undoImport(w, id, (done, total) => ctx.progress(done, total, UNDOING)))
  ctx.out(ctx.json ? JSON.stringify({ import: id, undone: true }) : 'Đã hoàn tác. / Undone.')
  return 0
}

const WRITTEN: Record<string, string> = { persons: 'người / people', offices: 'chức vụ / offices', placements: 'đoàn viên / members', completions: 'lần hoàn thành / completions', units: 'đơn vị / units' }

function say(n: number, vi: string, en: string): string {
  return `${n} ${vi} / ${en}`
}

function asJson(sheet: DryRun['sheet'], { row, verdict, reasons, repairs, person, unit }: ExaminedRow) {
  const common = { row, verdict, reasons: reasons.map(({ code }) => code), repairs: repairs.map(({ code }) => code) }
  const reasonTexts = reasons.map(({ vi, en }) => ({ vi, en }))
  if (sheet.kind === 'units') return { ...common, unit: unit && { name: unit.name, kind: unit.kind, parent: unit.parent, known: unit.unitId !== null }, reasonTexts }
  if (!person) return { ...common, person: null, reasonTexts }
  const { name, born, female, id, phone, unit: at, post, fullTime, from, trained } = person
  return { ...common, person: { name, born, female, id, phone, unit: at, post, fullTime, from, trained }, reasonTexts }
}

function tellSheet(sheet: DryRun['sheet'], name: string, ctx: CommandContext): void {
  ctx.out(`${name}: trang / sheet “${sheet.header.sheet}”, dòng tiêu đề / header row ${sheet.header.row}`)
  ctx.out(`  ${Object.entries(sheet.mapping.columns).map(([field, column]) => `${field} ← ${sheet.header.cells[column as number]}`).join('; ')}`)
  if (sheet.mapping.unmapped.length > 0) ctx.out(`  không dùng / not used: ${sheet.mapping.unmapped.map(({ header }) => header).join('; ')}`)
}

function tellRefused({ row, verdict, reasons, person, unit }: ExaminedRow, ctx: CommandContext): void {
  if (verdict !== 'refused') return
  ctx.out(`  ${String(row).padStart(5)}  ${person?.name ?? unit?.name ?? '–'}${person?.born ? ` (${person.bornPrecision === 'year' ? person.born : writeDay(person.born)})` : ''}`)
  for (const { vi, en } of reasons) ctx.out(`         ${vi} / ${en}`)
}

function tell({ counts, programme }: DryRun, ctx: CommandContext): void {
  if (counts.trained > 0) ctx.out(`  chương trình / programme: ${programme?.name || programme?.id || 'chưa chọn / none chosen (--programme)'}`)
  ctx.out(`${say(counts.imported, 'dòng sẽ ghi', 'rows to write')} (${say(counts.fresh, 'mới', 'new')}, ${say(counts.changed, 'bổ sung', 'completed')}); ${say(counts.known, 'đã có đủ', 'known already')}; ${say(counts.refused, 'bị từ chối', 'refused')}; ${say(counts.skipped - counts.known, 'bỏ qua', 'skipped')}; ${say(counts.mended, 'có sửa', 'mended')}.`)
  ctx.out('Chưa ghi gì. / Nothing was written.')
}

async function unitOf(w: Work, { unit }: Asked): Promise<string> {
  return (unit === undefined ? await topUnit(w.tx) : await findUnit(w.tx, unit, w.today)).id
}

function dayAsked(from: string | undefined): string | null {
  if (from === undefined) return null
  const day = isDay(from) ? from : readDay(from)
  if (day === null) throw new Refused(refuse('day', 'from', `“${from}” không phải ngày.`, `“${from}” is no day.`))
  return day
}

async function sourceOf(path: string): Promise<Source> {
  try {
    const source = await sourceAt(path)
    await source.read(0, 1)
    return source
  } catch (error) {
    throw new Refused(refuse('no-file', 'file', `Không đọc được tệp ${path}: ${(error as Error).message}`, `The file ${path} cannot be read: ${(error as Error).message}`))
  }
}
