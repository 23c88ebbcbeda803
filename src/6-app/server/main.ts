// `npm start`: the database, the house, the screens; on the first start the demonstration confederation.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { firstRun, type FirstRun } from './firstRun.ts'
import { fault, openLog } from './log.ts'
import { readSettings } from './settings.ts'
import { mailFolder, mustBeFree, serve } from './serve.ts'
import { openSystem } from './system.ts'
import { StartRefused, withDataFolder } from '#platform/db/dataFolder'
import { openDatabase } from '#platform/db/embedded'

const say = (line: string) => process.stdout.write(`${line}\n`)

export async function main(): Promise<void> {
  const settings = readSettings()
  const folder = await withDataFolder(settings.dataDir)
  let stopping: Promise<void> | null = null
  const ends: (() => Promise<unknown> | void)[] = [() => folder.release()]
  const stop = (code: number) => {
    stopping ??= (async () => {
      for (const end of ends.reverse()) await Promise.resolve(end()).catch((error: unknown) => console.error(error))
      process.exit(code)
    })()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  try {
    await mustBeFree(settings)
    await buildScreens()
    const log = openLog(settings.logLevel)
    // A worker whose database goes away in the middle of a job complains where nobody listens; the house ends in order, or waits for it.
    process.on('unhandledRejection', (error) => fault(log, error, { what: 'unheard' }))
    const database = await openDatabase({
      dataDir: folder.dataDir, databaseUrl: settings.databaseUrl,
      onLost: () => { console.error('Cơ sở dữ liệu đã dừng ngoài ý muốn. / The database ended unexpectedly.'); void stop(1) },
    })
    ends.push(() => database.stop())
    const system = await openSystem(database.connection, { ...settings, dataDir: folder.dataDir })
    ends.push(() => system.close())
    const first = await firstRun(system, { demonstration: settings.demonstration, progress: (line) => say(`  ${line}`) })
    const serving = await serve(system, { ...settings, log })
    ends.push(() => serving.stop())
    greet(serving.address, first, settings.smtpUrl === undefined ? mailFolder(folder.dataDir) : null)
  } catch (error) {
    console.error(error instanceof StartRefused ? error.message : error)
    await stop(1)
  }
}

/** Builds the screens when they are missing or older than their sources; the result stays in dist/. */
async function buildScreens(): Promise<void> {
  const { screensAreFresh, buildWeb } = await import('./screens.ts')
  if (await screensAreFresh()) return
  say('Đang dựng giao diện… / Building the screens…')
  await buildWeb()
}

function greet(address: string, first: FirstRun, letters: string | null): void {
  say('')
  say(`Lộ Trình đang chạy / is running:  ${address}`)
  if (first.kind === 'demonstration') {
    say('')
    say(`Tài khoản trình diễn / demonstration accounts (mật khẩu / password: ${first.password})`)
    for (const account of first.accounts) say(`  ${account.username.padEnd(14)} ${account.description.vi} / ${account.description.en}`)
  }
  if (first.kind === 'empty' && first.administrator) {
    say('')
    say('Quản trị viên đầu tiên / the first administrator:')
    say(`  ${first.administrator.username}  mật khẩu dùng một lần / one-time password: ${first.administrator.oneTimePassword}`)
    say('  Mật khẩu này chỉ hiện một lần và phải đổi khi đăng nhập. / It is shown this once and must be changed at the sign-in.')
  }
  if (letters !== null) {
    say('')
    say(`Thư điện tử được ghi vào / e-mail is written to:  ${letters}  (SMTP_URL để gửi thật / to send it)`)
  }
  say('')
  say('Ctrl-C để dừng / to stop.')
}

if (process.argv[1] && existsSync(process.argv[1]) && fileURLToPath(import.meta.url) === process.argv[1]) {
  await main().catch((error: unknown) => { console.error(error instanceof StartRefused ? error.message : error); process.exit(1) })
}
