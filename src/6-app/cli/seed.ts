// `lotrinh seed`: a confederation in an empty house, told through the doors (demo) or at the size of the country.
import { seedDemonstration } from '../demonstration/story.ts'
import { OtherSeed, seedCountry, sizes } from '../national/index.ts'
import type { CommandContext, HouseCommand } from './command.ts'

const COUNTS = `select (select count(*)::int from organisation.unit) as units, (select count(*)::int from people.person) as people,
  (select count(*)::int from people.placement) as placements, (select count(*)::int from people.office) as offices,
  (select count(*)::int from learning.class) as classes, (select count(*)::int from learning.completion) as completions,
  pg_database_size(current_database()) as bytes`

export const seedCommand: HouseCommand = {
  name: 'seed', usage: '[--size demo|province|national] [--seed N]', options: { size: { type: 'string' }, seed: { type: 'string' } },
  summary: { vi: 'Tạo dữ liệu trình diễn, một tỉnh hoặc cả nước trong một hệ thống trống; bị dừng thì chạy lại để đi tiếp', en: 'fill an empty house with the demonstration, one province or the country; stopped, it goes on where it was' },
  async run({ values }, context) {
    const { system, json, out, err } = context
    const size = String(values.size ?? 'demo'), seed = Number(values.seed ?? 237)
    if ((size !== 'demo' && !sizes[size]) || !Number.isSafeInteger(seed) || seed < 0 || (size === 'demo' && values.seed !== undefined)) {
      err(`Cỡ: demo, ${Object.keys(sizes).join(', ')}; --seed là số nguyên không âm, không dùng với demo. / Sizes: demo, ${Object.keys(sizes).join(', ')}; --seed is a whole number from 0, not for demo.`)
      return 2
    }
    const { owner } = system.pools
    const { units, begun } = (await owner.query(`select (select count(*)::int from organisation.unit) as units, to_regclass('seeding.house') is not null as begun`)).rows[0] as { units: number; begun: boolean }
    if (begun ? size === 'demo' : units > 0) {
      err(begun ? 'Một lần tạo dữ liệu cỡ khác còn dang dở. / A seed of another size was begun here.' : 'Hệ thống đã có dữ liệu, nên không tạo thêm. / The house already holds data; nothing was made.')
      return 1
    }
    const began = performance.now()
    const steps: { name: string; seconds: number; rows: number }[] = []
    try {
      if (size === 'demo') await seedDemonstration(system, json ? () => {} : err)
      else await seedCountry(system, { size, seed, heard: ({ name, label, seconds, rows, done, left }) => { steps.push({ name, seconds, rows }); tell(context, label, done, left) } })
    } catch (error) {
      if (!(error instanceof OtherSeed)) throw error
      err(error.message)
      return 1
    }
    const counts = (await owner.query(COUNTS)).rows[0]
    if (json) out(JSON.stringify({ seconds: Math.round((performance.now() - began) / 100) / 10, ...counts, ...(size === 'demo' ? {} : { steps }) }))
    else out(`${counts.units} đơn vị / units, ${counts.people} người / people, ${counts.completions} kết quả đào tạo / completions`)
    return 0
  },
}

function tell({ progress }: CommandContext, label: string, done: number, left: number | null): void {
  const minutes = left === null ? '' : left < 90 ? `còn / left ${Math.ceil(left)} s` : `còn / left ${Math.ceil(left / 60)} min`
  progress(Math.round(done * 1000), 1000, `${label}, ${minutes}`)
}
