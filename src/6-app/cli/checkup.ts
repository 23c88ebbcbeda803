// What may be wrong with a house, as facts looked up at one place and rules that judge them. A finding says what is wrong and
// what to do, for whoever keeps the machine and does not know the product from within.
import { existsSync, statSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { text, type Text } from '#base/text'
import { allMigrations } from '#platform/db/migrate'

export interface Finding { code: string; /** advice: nothing is broken yet. */ level: 'wrong' | 'advice'; what: Text; remedy: Text }

export interface Limits {
  /** Seconds that something may wait before it counts as stuck. */
  patience: number
  /** Bytes that must be free on the disk. */
  leastFree: number
  /** Days that a backup stays good. */
  backupDays: number
}
export const usualLimits: Limits = { patience: 60, leastFree: 2 * 1024 ** 3, backupDays: 7 }

export interface FolderFacts { dataDir: string; free: number; embedded: boolean; ballast: boolean; secretMode: number | null; host: string; trustedProxies: readonly string[]; publicAddress: string | undefined }
export interface DatabaseFacts {
  /** Seconds that the machine is ahead of the database; and of the last moment at which this house was surely running. */
  ahead: number; sinceUpgrade: number
  migrations: { unknown: string[]; missing: string[] }
  waiting: { pid: number; blockedBy: number[]; seconds: number; table: string | null }[]
  idle: { pid: number; seconds: number; application: string }[]
  pending: { n: number; seconds: number }
  unsealed: { n: number; seconds: number }
  failedJobs: { task: string; n: number }[]
  /** Whose sessions came from where lately. */
  callers: { address: string; accounts: number }[]
  backupDays: number | null
}

export function lookAtFolder(dataDir: string, { embedded, host, trustedProxies, publicAddress }: Pick<FolderFacts, 'embedded' | 'host' | 'trustedProxies' | 'publicAddress'>): FolderFacts {
  const { bavail, bsize } = statfsSync(dataDir), secret = join(dataDir, 'secret')
  return { dataDir, host, trustedProxies, publicAddress, free: bavail * bsize, embedded, ballast: existsSync(join(dataDir, 'ballast')), secretMode: existsSync(secret) ? statSync(secret).mode & 0o777 : null }
}

export async function lookAtDatabase(owner: pg.Pool, now = () => new Date()): Promise<DatabaseFacts> {
  const rows = async <T>(sql: string) => (await owner.query(sql)).rows as T[]
  const one = async <T>(sql: string) => (await rows<T>(sql))[0]!
  const asked = now()
  const { at } = await one<{ at: Date }>('select clock_timestamp() as at')
  // Half of the way there and back belongs to the question.
  const ahead = (asked.getTime() + now().getTime()) / 2000 - at.getTime() / 1000
  const known = new Set((await allMigrations()).map((m) => m.name))
  const applied = new Map((await rows<{ name: string; at: Date }>('select name, applied_at as at from public.migration')).map((m) => [m.name, m.at]))
  const age = 'coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::int as seconds'
  return {
    ahead, sinceUpgrade: (asked.getTime() - Math.max(...[...applied.values()].map((d) => d.getTime()))) / 1000,
    migrations: { unknown: [...applied.keys()].filter((name) => !known.has(name)), missing: [...known].filter((name) => !applied.has(name)) },
    waiting: await rows(`select a.pid, pg_blocking_pids(a.pid) as "blockedBy", extract(epoch from clock_timestamp() - coalesce(min(l.waitstart), a.query_start))::int as seconds, min(l.relation::regclass::text) as "table"
      from pg_stat_activity a join pg_locks l on l.pid = a.pid and not l.granted where a.datname = current_database() group by a.pid, a.query_start order by 3 desc`),
    idle: await rows(`select pid, extract(epoch from clock_timestamp() - state_change)::int as seconds, application_name as application
      from pg_stat_activity where datname = current_database() and state like 'idle in transaction%' order by 2 desc`),
    pending: await one(`select count(*)::int as n, ${age} from (select l.recorded_at as at from indicators.pending p join indicators.ledger l on l.id = p.ledger_id) x`),
    unsealed: await one(`select count(*)::int as n, ${age} from (select e.at from audit.unsealed u join audit.entry e on e.id = u.entry_id) x`),
    failedJobs: (await one<{ has: boolean }>(`select to_regclass('graphile_worker.jobs') is not null as has`)).has
      ? await rows('select task_identifier as task, count(*)::int as n from graphile_worker.jobs where attempts >= max_attempts and locked_at is null group by 1 order by 1') : [],
    callers: await rows(`select address, count(distinct account_id)::int as accounts from access.session where address <> '' and updated_at > now() - interval '7 days' group by 1 order by 2 desc limit 5`),
    backupDays: (await one<{ days: number | null }>(`select floor(extract(epoch from clock_timestamp() - max(at)) / 86400)::int as days from audit.entry where subject_kind = 'house' and action = 'house.backup'`)).days,
  }
}

const GB = 1024 ** 3

export function folderFindings(f: FolderFacts, limits: Limits): Finding[] {
  const found: Finding[] = []
  if (f.free < limits.leastFree) found.push(wrong('disk', `Đĩa chứa ${f.dataDir} chỉ còn ${(f.free / GB).toFixed(1)} GB.`, `The disk of ${f.dataDir} has ${(f.free / GB).toFixed(1)} GB left.`,
    'Giải phóng hoặc thêm dung lượng ngay: đĩa đầy thì cơ sở dữ liệu dừng.', 'Free some space or add some now: the database stops on a full disk.'))
  if (f.embedded && !f.ballast) found.push(wrong('ballast', `Không có tệp dự trữ ${join(f.dataDir, 'ballast')} (32 MB).`, `The reserve ${join(f.dataDir, 'ballast')} (32 MB) is missing.`,
    'Giải phóng ít nhất 512 MB rồi khởi động lại: tệp được tạo lại và giúp mở lại khi đĩa đầy.', 'Free at least 512 MB and start again: it is made anew, and lets the house open on a full disk.'))
  if (f.secretMode === null) found.push(wrong('secret-missing', `Không có ${join(f.dataDir, 'secret')}.`, `${join(f.dataDir, 'secret')} is missing.`,
    'Chép lại tệp này từ bản sao lưu; nếu khởi động mà không có, mọi người phải đăng nhập lại.', 'Bring it back from a backup; started without it, everybody has to sign in again.'))
  else if ((f.secretMode & 0o077) !== 0) found.push(wrong('secret-mode', `Người dùng khác của máy đọc được ${join(f.dataDir, 'secret')} (quyền ${f.secretMode.toString(8)}).`, `Others on this machine can read ${join(f.dataDir, 'secret')} (mode ${f.secretMode.toString(8)}).`,
    `Chạy: chmod 600 ${join(f.dataDir, 'secret')}`, `Run: chmod 600 ${join(f.dataDir, 'secret')}`))
  const everyone = f.trustedProxies.filter((p) => /\/0+$/.test(p))
  if (everyone.length > 0) found.push(wrong('proxies-all', `TRUSTED_PROXIES tin mọi máy (${everyone.join(', ')}): ai cũng giả được địa chỉ của mình.`, `TRUSTED_PROXIES believes every machine (${everyone.join(', ')}): anybody can forge an address.`,
    'Chỉ liệt kê địa chỉ của máy chủ chuyển tiếp (proxy).', 'List only the addresses of your own proxies.'))
  const set = text('Đặt PUBLIC_ADDRESS=https://… đúng như người dùng gõ rồi khởi động lại.', 'Set PUBLIC_ADDRESS=https://… as people type it and start again.')
  if (f.trustedProxies.length > 0 && f.publicAddress === undefined) found.push({ code: 'address-none', level: 'advice', remedy: set,
    what: text('Có proxy đứng trước mà chưa đặt PUBLIC_ADDRESS: đường dẫn trong thư và mã QR trên giấy sẽ trỏ tới địa chỉ bên trong.', 'A proxy stands before the house and PUBLIC_ADDRESS is not set: links in e-mail and codes on paper lead to the address within.') })
  if (f.publicAddress !== undefined && isPlain(f.publicAddress)) found.push({ code: 'address-plain', level: 'wrong', remedy: set,
    what: text(`PUBLIC_ADDRESS là ${f.publicAddress}, không mã hóa: mật khẩu đi qua mạng ai cũng đọc được, và khóa truy cập (passkey) không dùng được.`, `PUBLIC_ADDRESS is ${f.publicAddress}, without encryption: passwords can be read on the way, and passkeys do not work.`) })
  return found
}

export function databaseFindings(d: DatabaseFacts, { trustedProxies }: Pick<FolderFacts, 'trustedProxies'>, limits: Limits): Finding[] {
  const found: Finding[] = [], stuck = (seconds: number) => seconds >= limits.patience
  if (d.migrations.unknown.length > 0) found.push(wrong('schema-newer', `Cơ sở dữ liệu thuộc phiên bản mới hơn (${d.migrations.unknown.join(', ')}).`, `The database belongs to a newer version (${d.migrations.unknown.join(', ')}).`, 'Dùng phiên bản Lộ Trình mới hơn.', 'Run that newer version of Lộ Trình.'))
  if (d.migrations.missing.length > 0) found.push({ ...wrong('schema-older', `Còn ${d.migrations.missing.length} bước nâng cấp chưa chạy.`, `${d.migrations.missing.length} migrations are not applied yet.`, 'Sao lưu, rồi khởi động lại máy chủ: nâng cấp tự chạy.', 'Take a backup, then start the server: it upgrades by itself.'), level: 'advice' })
  if (Math.abs(d.ahead) > 5) found.push(wrong('clock-database', `Đồng hồ máy này lệch ${Math.round(d.ahead)} giây so với máy cơ sở dữ liệu.`, `The clock of this machine differs from the database's by ${Math.round(d.ahead)} seconds.`, 'Bật đồng bộ giờ (NTP) trên cả hai máy.', 'Turn on time synchronisation (NTP) on both machines.'))
  if (d.sinceUpgrade < -60) found.push(wrong('clock-past', 'Đồng hồ máy này chạy lùi: sớm hơn cả lần nâng cấp gần nhất.', 'The clock of this machine stands before the last upgrade of this house.', 'Chỉnh lại ngày giờ, bật đồng bộ giờ (NTP), rồi khởi động lại.', 'Set the date and time, turn on time synchronisation (NTP), then start again.'))
  const waiting = d.waiting.filter((w) => stuck(w.seconds))
  if (waiting.length > 0) {
    const pids = [...new Set(waiting.flatMap((w) => w.blockedBy))].join(', ')
    found.push(wrong('locks', `${waiting.length} phiên chờ khóa, lâu nhất ${waiting[0]!.seconds} giây${waiting[0]!.table ? ` (${waiting[0]!.table})` : ''}; bị giữ bởi phiên ${pids}.`, `${waiting.length} sessions wait for a lock, the longest for ${waiting[0]!.seconds} seconds${waiting[0]!.table ? ` (${waiting[0]!.table})` : ''}; held by session ${pids}.`,
      `Chờ việc dài (nhập, sao lưu) xong; nếu không phải, ngắt: select pg_terminate_backend(${pids.split(',')[0]})`, `Let a long deed (import, backup) end; if it is none, cut it off: select pg_terminate_backend(${pids.split(',')[0]})`))
  }
  const idle = d.idle.filter((i) => stuck(i.seconds))
  if (idle.length > 0) found.push(wrong('idle', `${idle.length} phiên mở giao dịch rồi bỏ đó, lâu nhất ${idle[0]!.seconds} giây (phiên ${idle[0]!.pid}).`, `${idle.length} sessions left a transaction open, the longest for ${idle[0]!.seconds} seconds (session ${idle[0]!.pid}).`,
    `Đóng chương trình đó, hoặc ngắt: select pg_terminate_backend(${idle[0]!.pid})`, `Close that program, or cut it off: select pg_terminate_backend(${idle[0]!.pid})`))
  const server = text('Xem máy chủ có đang chạy không; nếu có, xem nhật ký của nó rồi khởi động lại.', 'See whether the server runs; if it does, look at its log and start it again.')
  if (d.pending.n > 0 && stuck(d.pending.seconds)) found.push({ code: 'fold', level: 'wrong', what: text(`${d.pending.n} thay đổi chưa cộng vào số tổng, cũ nhất ${d.pending.seconds} giây.`, `${d.pending.n} changes are not folded into the totals, the oldest for ${d.pending.seconds} seconds.`), remedy: server })
  if (d.unsealed.n > 0 && stuck(d.unsealed.seconds)) found.push({ code: 'seal', level: 'wrong', what: text(`${d.unsealed.n} dòng nhật ký chưa vào chuỗi băm, cũ nhất ${d.unsealed.seconds} giây.`, `${d.unsealed.n} audit entries are not sealed, the oldest for ${d.unsealed.seconds} seconds.`), remedy: server })
  if (d.failedJobs.length > 0) {
    const jobs = d.failedJobs.map(({ task, n }) => `${task} × ${n}`).join(', ')
    found.push(wrong('jobs', `Việc nền hỏng hẳn: ${jobs}.`, `Background jobs failed for good: ${jobs}.`, 'Xem lỗi: select task_identifier, last_error from graphile_worker.jobs where attempts >= max_attempts; sửa xong thì chạy lại việc đó từ màn hình.', 'Read why: select task_identifier, last_error from graphile_worker.jobs where attempts >= max_attempts; once mended, start the work again from its screen.'))
  }
  const shared = d.callers.find(({ address, accounts }) => accounts >= 5 && isNear(address))
  if (shared && trustedProxies.length === 0) found.push(wrong('proxies-none', `${shared.accounts} tài khoản đều đến từ ${shared.address}: có proxy đứng trước mà TRUSTED_PROXIES không có nó, nên một người gõ sai có thể khóa tất cả.`, `${shared.accounts} accounts all come from ${shared.address}: a proxy stands before the house that TRUSTED_PROXIES does not name, so that one person's wrong passwords may lock out everybody.`,
    `Đặt TRUSTED_PROXIES=${shared.address} rồi khởi động lại.`, `Set TRUSTED_PROXIES=${shared.address} and start again.`))
  if (d.backupDays === null || d.backupDays >= limits.backupDays) found.push({ level: 'advice', code: 'backup',
    what: d.backupDays === null ? text('Chưa có bản sao lưu nào.', 'No backup was ever taken.') : text(`Bản sao lưu gần nhất đã ${d.backupDays} ngày.`, `The last backup is ${d.backupDays} days old.`),
    remedy: text('Chạy: npx lotrinh backup TỆP, và cất tệp ở máy khác.', 'Run: npx lotrinh backup FILE, and keep the file on another machine.') })
  return found
}

function wrong(code: string, vi: string, en: string, remedyVi: string, remedyEn: string): Finding {
  return { code, level: 'wrong', what: text(vi, en), remedy: text(remedyVi, remedyEn) }
}

/** Without encryption, and not this machine alone. */
function isPlain(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}

/** This machine, or a network of one's own: where a proxy stands, and not five people at five desks. */
function isNear(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(address)
}
