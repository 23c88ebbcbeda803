// `lotrinh verify` and `lotrinh audit verify`: the product proves itself.
import type pg from 'pg'
import { repairIndicators, verifyIndicators } from '#indicators'
import { sealAudit, verifyAudit } from '#platform/audit/verify'
import type { HouseCommand } from './command.ts'

export const verifyCommand: HouseCommand = {
  name: 'verify', usage: '[INDICATOR …] [--unit ID] [--repair]', options: { unit: { type: 'string' }, repair: { type: 'boolean' } },
  summary: { vi: 'Tính lại mọi chỉ số từ hồ sơ gốc và so với số đang hiển thị; --repair sửa chỗ khác', en: 'recompute every indicator from raw records and compare; --repair puts right what differs' },
  async run({ positionals, values }, { system, json, out, err, progress }) {
    const under = values.unit as string | undefined
    if (under !== undefined && !await isUnit(system.pools.owner, under)) {
      err(`Không có đơn vị / no such unit: ${under}`)
      return 2
    }
    let done = 0
    const asked = { only: positionals, under, progress: (code: string) => progress(done++, null, code) }
    const repaired = values.repair ? await repairIndicators(system.pools.owner, asked) : null
    const { indicators, differences, count } = repaired?.before ?? await verifyIndicators(system.pools.owner, asked)
    const unknown = positionals.filter((code) => !indicators.some((i) => i.code === code))
    if (unknown.length > 0) {
      err(`Không có chỉ số / no such indicator: ${unknown.join(', ')}`)
      return 2
    }
    const left = repaired?.after.count ?? count
    if (repaired && count > 0) await system.work(async (w) => w.note('indicators.repair', 'indicator', positionals.join(' ') || 'all', { found: count, left, subjects: repaired.subjects, corrections: repaired.corrections, nodes: repaired.nodes }))
    if (json) out(JSON.stringify({ ok: left === 0, indicators, differences, count, ...(repaired ? { repaired: { left, subjects: repaired.subjects, corrections: repaired.corrections, nodes: repaired.nodes } } : {}) }))
    else {
      for (const i of indicators) out(`${i.code.padEnd(8)} ${String(i.spans).padStart(9)} khoảng ngày / spans`)
      for (const d of differences) out(`KHÁC / DIFFERS  ${d.indicator}  ${d.where}  ${d.unitId}  ${d.day}  tính lại / recount ${d.expected}  đang có / held ${d.found}`)
      out(count === 0 ? 'Khớp hoàn toàn. / All agree.' : `${count} chỗ khác / differences.`)
      if (repaired && count > 0) out(`Đã sửa / repaired: ${repaired.subjects} đối tượng / subjects, ${repaired.corrections} dòng sổ / ledger rows, ${repaired.nodes} tổng / totals. ${left === 0 ? 'Nay khớp hoàn toàn. / Now all agree.' : `Còn ${left} chỗ khác / differences left.`}`)
    }
    return left === 0 ? 0 : 1
  },
}

async function isUnit(owner: pg.Pool, id: string): Promise<boolean> {
  return (await owner.query('select from organisation.unit where id::text = $1', [id])).rowCount === 1
}

export const auditCommand: HouseCommand = {
  name: 'audit', usage: 'verify', options: {},
  summary: { vi: 'Kiểm tra chuỗi băm của nhật ký', en: 'check the hash chain of the audit log' },
  async run({ positionals }, { system, json, out, err }) {
    if (positionals[0] !== 'verify' || positionals.length > 1) {
      err('Dùng / usage: lotrinh audit verify')
      return 2
    }
    await sealAudit(system.pools)
    const found = await verifyAudit(system.pools)
    if (json) out(JSON.stringify({ ok: found.broken.length === 0, ...found }))
    else {
      for (const b of found.broken) out(`ĐỨT / BROKEN  ${JSON.stringify(b)}`)
      out(`${found.entries} dòng / entries, ${found.linked} mắt xích / links, ${found.broken.length} chỗ đứt / broken`)
    }
    return found.broken.length === 0 ? 0 : 1
  },
}
