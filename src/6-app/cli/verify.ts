// `lotrinh verify` and `lotrinh audit verify`: the product proves itself.
import { verifyIndicators } from '#indicators'
import { sealAudit, verifyAudit } from '#platform/audit/verify'
import type { Command } from './command.ts'

export const verifyCommand: Command = {
  name: 'verify', usage: '[INDICATOR …]', options: {},
  summary: { vi: 'Tính lại mọi chỉ số từ hồ sơ gốc và so với số đang hiển thị', en: 'recompute every indicator from raw records and compare' },
  async run({ positionals }, { system, json, out, err, progress }) {
    let done = 0
    const { indicators, differences } = await verifyIndicators(system.pools.owner, positionals, (code) => progress(done++, null, code))
    const unknown = positionals.filter((code) => !indicators.some((i) => i.code === code))
    if (unknown.length > 0) {
      err(`Không có chỉ số / no such indicator: ${unknown.join(', ')}`)
      return 2
    }
    if (json) out(JSON.stringify({ ok: differences.length === 0, indicators, differences }))
    else {
      for (const i of indicators) out(`${i.code.padEnd(8)} ${String(i.subjects).padStart(9)} đối tượng / subjects  ${String(i.days).padStart(6)} ngày / days`)
      for (const d of differences) out(`KHÁC / DIFFERS  ${d.indicator}  ${d.where}  ${d.unitId}  ${d.day}  tính lại / recount ${d.expected}  đang có / held ${d.found}`)
      out(differences.length === 0 ? 'Khớp hoàn toàn. / All agree.' : `${differences.length} chỗ khác / differences.`)
    }
    return differences.length === 0 ? 0 : 1
  },
}

export const auditCommand: Command = {
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
