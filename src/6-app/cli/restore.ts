// `lotrinh restore FILE`: a house out of its backup, in an empty folder or database. The file is checked to its end before
// as much as a folder is made; an older schema is brought to that of this version afterwards.
import { resolve } from 'node:path'
import { text, type Text } from '#base/text'
import { checkBackup, mustBeNewFolder, restoreBackup } from '#platform/backup/restore'
import { makeDataFolder } from '#platform/db/dataFolder'
import { connectOrStart } from '#platform/db/embedded'
import { openPools } from '#platform/db/pool'
import { openSystem } from '../server/system.ts'
import { sayingRefusals } from './backup.ts'
import type { AloneCommand, Terminal } from './command.ts'
import { passphraseOf, passphraseOption } from './passphrase.ts'

const CHECKING: Text = text('Đang kiểm tra', 'checking'), RESTORING: Text = text('Đang khôi phục', 'restoring')

export const restoreCommand: AloneCommand = {
  name: 'restore', usage: 'FILE [--passphrase-file FILE]', options: passphraseOption,
  summary: text('Khôi phục một bản sao lưu vào một hệ thống trống', 'bring a backup back into an empty house'),
  async alone({ positionals: [path, ...rest], values }, terminal) {
    if (path === undefined || rest.length > 0) {
      terminal.err(`Dùng / usage: lotrinh restore ${restoreCommand.usage}`)
      return 2
    }
    return sayingRefusals(terminal, async () => {
      const { settings, progress } = terminal
      await mustBeNewFolder(settings.dataDir)
      const passphrase = await passphraseOf(values['passphrase-file'], { fresh: false, set: settings.backupPassphrase })
      await checkBackup(resolve(path), passphrase, (done, total, what) => progress(done, total, `${CHECKING.vi} / ${CHECKING.en} ${what}`))
      return bringBack(resolve(path), passphrase, terminal)
    })
  },
}

async function bringBack(path: string, passphrase: string, { settings, json, out, err, progress }: Terminal): Promise<number> {
  const dataDir = makeDataFolder(settings.dataDir)
  const database = await connectOrStart({ dataDir, databaseUrl: settings.databaseUrl })
  try {
    const pools = openPools(database.connection)
    const restored = await restoreBackup({ owner: pools.owner, dataDir, path, passphrase, progress: (done, total, what) => progress(done, total, `${RESTORING.vi} / ${RESTORING.en} ${what}`) }).finally(() => pools.close())
    const { manifest: { version, takenAt }, tables, files, lost } = restored
    const system = await openSystem(database.connection, { dataDir, trustedProxies: settings.trustedProxies })
    try {
      await system.work(async (w) => w.note('house.restore', 'house', 'all', { takenAt, version }))
    } finally {
      await system.close()
    }
    if (json) out(JSON.stringify({ ok: lost.length === 0, takenAt, version, tables, files, lost }))
    else out(`Đã khôi phục bản lúc / restored as of ${takenAt}: ${tables} bảng / tables, ${files} tệp / files.`)
    for (const sha256 of lost) err(`Bản sao lưu đã thiếu / the backup lacked: files/${sha256.slice(0, 2)}/${sha256}`)
    return lost.length === 0 ? 0 : 1
  } finally {
    await database.stop()
  }
}
