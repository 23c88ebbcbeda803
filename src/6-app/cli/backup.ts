// `lotrinh backup FILE`: everything of the house in one encrypted file, beside whoever works in it.
import { basename, resolve } from 'node:path'
import { Refused, refuse } from '#base/refusal'
import { text } from '#base/text'
import { takeBackup } from '#platform/backup/take'
import type { HouseCommand, Terminal } from './command.ts'
import { passphraseOf, passphraseOption } from './passphrase.ts'

export const backupCommand: HouseCommand = {
  name: 'backup', usage: 'FILE [--passphrase-file FILE]', options: passphraseOption,
  summary: text('Sao lưu cơ sở dữ liệu, tệp và nhật ký vào một tệp mã hóa; máy chủ cứ chạy', 'database, files and audit chain in one encrypted file; the server keeps running'),
  async run({ positionals: [path, ...rest], values }, context) {
    const { system, settings, json, out, err, progress } = context
    if (path === undefined || rest.length > 0) {
      err(`Dùng / usage: lotrinh backup ${backupCommand.usage}`)
      return 2
    }
    return sayingRefusals(context, async () => {
      if ((await system.pools.owner.query(`select to_regclass('seeding.house') is not null as begun`)).rows[0].begun) {
        throw new Refused(refuse('seeding', null, 'Một lần tạo dữ liệu (seed) còn dang dở; hãy chạy nó cho xong rồi sao lưu.', 'A seed is not finished here; let it finish, then take the backup.'))
      }
      const passphrase = await passphraseOf(values['passphrase-file'], { fresh: true, set: settings.backupPassphrase })
      // Noted first, so that the backup holds that it was taken.
      await system.work(async (w) => w.note('house.backup', 'house', 'all', { file: basename(path) }))
      const taken = await takeBackup({ owner: system.pools.owner, dataDir: system.dataDir, version: settings.version, path: resolve(path), passphrase, now: system.now(), progress })
      if (json) out(JSON.stringify({ ok: taken.lost.length === 0, file: resolve(path), ...taken }))
      else out(`${resolve(path)}: ${taken.tables} bảng / tables, ${taken.files} tệp / files, ${(taken.bytes / 1024 / 1024).toFixed(1)} MB`)
      for (const sha256 of taken.lost) err(`Thiếu hoặc hỏng / missing or damaged: files/${sha256.slice(0, 2)}/${sha256}`)
      return taken.lost.length === 0 ? 0 : 1
    })
  },
}

/** A refusal in both languages, and 1. */
export async function sayingRefusals({ json, out, err }: Terminal, deed: () => Promise<number>): Promise<number> {
  try {
    return await deed()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (json) out(JSON.stringify({ ok: false, refusals: error.refusals.map(({ code, text: said }) => ({ code, text: said })) }))
    else for (const { text: said } of error.refusals) err(`${said.vi}\n${said.en}`)
    return 1
  }
}
