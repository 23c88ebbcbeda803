// `lotrinh serve` and `lotrinh migrate`: what `npm start` does, and its first step alone, for machines that are kept by others.
import { text } from '#base/text'
import { makeDataFolder } from '#platform/db/dataFolder'
import { connectOrStart } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'
import { openPools } from '#platform/db/pool'
import { prepareJobs } from '#platform/jobs/jobs'
import type { AloneCommand } from './command.ts'

export const serveCommand: AloneCommand = {
  name: 'serve', usage: '', options: {},
  summary: text('Chạy máy chủ, như npm start', 'run the server, as npm start does'),
  async alone() {
    const { main } = await import('../server/main.ts')
    await main()
    return 0
  },
}

export const migrateCommand: AloneCommand = {
  name: 'migrate', usage: '', options: {},
  summary: text('Nâng cấp cơ sở dữ liệu lên phiên bản này', 'bring the schema of the database to this version'),
  async alone(_, { settings, json, out }) {
    const dataDir = makeDataFolder(settings.dataDir)
    const database = await connectOrStart({ dataDir, databaseUrl: settings.databaseUrl })
    try {
      const pools = openPools(database.connection)
      try {
        const applied = await migrate(pools.owner)
        await prepareJobs(pools.owner)
        if (json) out(JSON.stringify({ ok: true, applied }))
        else out(applied.length === 0 ? 'Đã ở phiên bản này. / Up to date.' : applied.join('\n'))
      } finally {
        await pools.close()
      }
    } finally {
      await database.stop()
    }
    return 0
  },
}
