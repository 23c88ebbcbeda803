// `lotrinh account …`: accounts by the machine's own administrator, for the day on which nobody else can sign in. Passwords
// are made here and shown once; none is ever given among the arguments.
import { Refused, refuse } from '#base/refusal'
import { text } from '#base/text'
import { blockAccount, createAccounts, resetPassword } from '#platform/access/accounts'
import type { Work } from '#platform/work'
import { sayingRefusals } from './backup.ts'
import type { Arguments, CommandContext, HouseCommand } from './command.ts'

export const accountCommand: HouseCommand = {
  name: 'account', usage: 'list | create USERNAME [--person ID | --name NAME] [--email …] [--phone …] | reset USERNAME | disable USERNAME --reason TEXT | enable USERNAME',
  options: { person: { type: 'string' }, name: { type: 'string' }, email: { type: 'string' }, phone: { type: 'string' }, reason: { type: 'string' } },
  summary: text('Liệt kê, cấp, đặt lại mật khẩu, khóa, mở tài khoản', 'list, create, reset, disable and enable accounts'),
  async run({ positionals: [deed, username, ...rest], values }, context) {
    const does = deed === 'list' ? username === undefined && list : username !== undefined && rest.length === 0 && Object.hasOwn(deeds, deed ?? '') && deeds[deed!]
    if (!does) {
      context.err(`Dùng / usage: lotrinh account ${accountCommand.usage}`)
      return 2
    }
    return sayingRefusals(context, async () => { await does(context, username!, values); return 0 })
  },
}

type Deed = (context: CommandContext, username: string, values: Arguments['values']) => Promise<void>

const deeds: Record<string, Deed> = {
  async create(context, username, values) {
    const given = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
    const [made] = await context.system.work((w) => createAccounts(w, [{ username, personId: given('person') ?? null, ...(given('name') ? { name: given('name')! } : {}), email: given('email') ?? null, phone: given('phone') ?? null }]))
    showPassword(context, made!.username, made!.oneTimePassword!)
  },
  async reset(context, username) {
    showPassword(context, username, await context.system.work(async (w) => resetPassword(w, await idOf(w, username))))
  },
  async disable(context, username, { reason }) {
    await context.system.work(async (w) => blockAccount(w, await idOf(w, username), true, typeof reason === 'string' ? reason : null))
    done(context, username, 'Đã khóa; mọi phiên đăng nhập đã kết thúc. / Disabled; every session has ended.')
  },
  async enable(context, username) {
    await context.system.work(async (w) => blockAccount(w, await idOf(w, username), false, null))
    done(context, username, 'Đã mở. / Enabled.')
  },
}

const list: Deed = async ({ system, json, out }) => {
  const { rows } = await system.pools.owner.query<{ username: string; name: string | null; blocked: boolean; mustChange: boolean; seen: Date | null }>(`select a.username, coalesce(p.name, a.name) as name, a.blocked_at is not null as blocked, a.must_change as "mustChange",
    (select max(coalesce(s.seen_at, s.created_at)) from access.session s where s.account_id = a.id) as seen
    from access.account a left join people.person p on p.id = a.person_id order by a.username`)
  if (json) out(JSON.stringify(rows))
  else for (const a of rows) out([a.username.padEnd(24), (a.name ?? '').padEnd(32), a.blocked ? 'đã khóa / disabled' : a.mustChange ? 'chưa đổi mật khẩu / one-time password' : ''].join('  ').trimEnd())
}

async function idOf(w: Work, username: string): Promise<string> {
  const row = await w.tx.selectFrom('access.account').select('id').where('username', '=', username.toLowerCase()).executeTakeFirst()
  if (!row) throw new Refused(refuse('not-found', null, `Không có tài khoản “${username}”.`, `There is no account “${username}”.`))
  return row.id
}

function showPassword({ json, out }: CommandContext, username: string, oneTimePassword: string): void {
  out(json ? JSON.stringify({ ok: true, username, oneTimePassword }) : `${username}  mật khẩu dùng một lần / one-time password: ${oneTimePassword}`)
}

function done({ json, out }: CommandContext, username: string, said: string): void {
  out(json ? JSON.stringify({ ok: true, username }) : `${username}: ${said}`)
}
