// `lotrinh seed`: the demonstration confederation in an empty house.
import { seedDemonstration } from '../demonstration/story.ts'
import type { Command } from './command.ts'

export const seedCommand: Command = {
  name: 'seed', usage: '[--size demo]', options: { size: { type: 'string' } },
  summary: { vi: 'Tạo liên đoàn trình diễn trong một hệ thống trống', en: 'make the demonstration confederation in an empty house' },
  async run({ values }, { system, json, out, err }) {
    if ((values.size ?? 'demo') !== 'demo') {
      err('Chỉ có cỡ “demo”. / The only size is “demo”.')
      return 2
    }
    const { units } = (await system.pools.owner.query('select count(*)::int as units from organisation.unit')).rows[0] as { units: number }
    if (units > 0) {
      err('Hệ thống đã có dữ liệu, nên không tạo thêm. / The house already holds data; nothing was made.')
      return 1
    }
    const began = performance.now()
    await seedDemonstration(system, json ? () => {} : err)
    const counts = (await system.pools.owner.query('select (select count(*)::int from organisation.unit) as units, (select count(*)::int from people.person) as people, (select count(*)::int from learning.completion) as completions')).rows[0]
    if (json) out(JSON.stringify({ seconds: Math.round((performance.now() - began) / 100) / 10, ...counts }))
    else out(`${counts.units} đơn vị / units, ${counts.people} người / people, ${counts.completions} kết quả đào tạo / completions`)
    return 0
  },
}
