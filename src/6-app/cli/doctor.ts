// `lotrinh doctor`: what is wrong with this house and what to do about it. Changes nothing.
import { existsSync } from 'node:fs'
import { text } from '#base/text'
import { StartRefused } from '#platform/db/dataFolder'
import { connectOrStart } from '#platform/db/embedded'
import { openPools } from '#platform/db/pool'
import { databaseFindings, folderFindings, lookAtDatabase, lookAtFolder, usualLimits, type Finding, type Limits } from './checkup.ts'
import type { AloneCommand, Terminal } from './command.ts'

export const doctorCommand: AloneCommand = {
  name: 'doctor', usage: '[--patience SECONDS]', options: { patience: { type: 'string' } },
  summary: text('Chỉ ra chỗ hỏng và cách sửa: đĩa, đồng hồ, khóa, việc nền, nhật ký, cài đặt', 'what is wrong and what to do: disk, clock, locks, jobs, audit, settings'),
  async alone({ values, positionals }, terminal) {
    const patience = Number(values.patience ?? usualLimits.patience)
    if (!(patience >= 0) || positionals.length > 0) {
      terminal.err(`Dùng / usage: lotrinh doctor ${doctorCommand.usage}`)
      return 2
    }
    const findings = await examine(terminal, { ...usualLimits, patience })
    const ok = !findings.some((f) => f.level === 'wrong')
    if (terminal.json) terminal.out(JSON.stringify({ ok, findings }))
    else {
      for (const { level, code, what, remedy } of findings) {
        terminal.out(`${level === 'wrong' ? 'HỎNG / WRONG' : 'NÊN / ADVICE'}  ${code}\n  ${what.vi}\n  ${what.en}\n    → ${remedy.vi}\n    → ${remedy.en}`)
      }
      if (ok) terminal.out('Không có gì hỏng. / Nothing is wrong.')
    }
    return ok ? 0 : 1
  },
}

async function examine({ settings }: Terminal, limits: Limits): Promise<Finding[]> {
  const { dataDir, databaseUrl } = settings
  if (!existsSync(dataDir)) {
    return [{ code: 'no-house', level: 'wrong', what: text(`Không có thư mục dữ liệu ${dataDir}.`, `There is no data folder ${dataDir}.`), remedy: text('Đặt DATA_DIR đúng chỗ, hoặc npm start để lập hệ thống mới.', 'Set DATA_DIR to where it is, or run npm start for a new house.') }]
  }
  const folder = lookAtFolder(dataDir, { embedded: databaseUrl === undefined, host: settings.host, trustedProxies: settings.trustedProxies, publicAddress: settings.publicAddress })
  const found = folderFindings(folder, limits)
  try {
    const database = await connectOrStart({ dataDir, databaseUrl })
    try {
      const pools = openPools(database.connection, 1)
      try {
        const made = (await pools.owner.query(`select to_regclass('public.migration') is not null as made`)).rows[0].made as boolean
        if (made) found.push(...databaseFindings(await lookAtDatabase(pools.owner), folder, limits))
        else found.push({ code: 'no-house', level: 'wrong', what: text('Cơ sở dữ liệu còn trống.', 'The database is empty.'), remedy: text('npm start để lập hệ thống mới, hoặc npx lotrinh restore TỆP.', 'Run npm start for a new house, or npx lotrinh restore FILE.') })
      } finally {
        await pools.close()
      }
    } finally {
      await database.stop()
    }
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error
    const [vi, ...en] = error.message.split('\n')
    found.push({ code: 'database', level: 'wrong', what: text(vi!, en.join('\n')), remedy: text('Sửa theo lời trên rồi chạy lại doctor.', 'Mend what it says, then run doctor again.') })
  }
  return found
}
