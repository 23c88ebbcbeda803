import { randomBytes } from 'node:crypto'
import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { newId } from '#base/id'
import { Refused, refuse } from '#base/refusal'
import type { Access } from '../access/access.ts'
import { tokenHash } from '../access/token.ts'
import { gate, type RequestContext } from '../http/handle.ts'
import type { Work } from '../work.ts'
import { messagesContract, type Message } from './contract.ts'
import { usualMail } from './kinds.ts'
import type { PushSender } from './push.ts'

const done = { done: true } as const
const mostDevices = 20

export function messagesRoutes(access: Pick<Access, 'sessionHash'>, push: Pick<PushSender, 'publicKey' | 'isService'>) {
  const at = implement(messagesContract).$context<RequestContext>().use(gate)
  const sessionOf = (context: RequestContext & { w: Work }) => access.sessionHash(context.requestHeaders)
  return at.router({
    list: at.list.handler(({ input, context: { w } }) => list(w, input)),
    unread: at.unread.handler(async ({ context: { w } }) => ({ unread: await countUnread(w) })),
    read: at.read.handler(async ({ input, context: { w } }) => {
      const { messageId = null, until = null } = input
      const { numAffectedRows } = await sql`update messages.message set read_at = ${w.now} where person_id = ${w.actor.personId}::uuid and read_at is null
        and (id = ${messageId}::uuid or date_trunc('milliseconds', at) <= ${until}::timestamptz)`.execute(w.tx)
      const read = Number(numAffectedRows ?? 0)
      w.note('messages.read', 'account', w.actor.accountId!, { read })
      return { read }
    }),

    settings: at.settings.handler((all) => readSettings(all.context.w, sessionOf(all.context), push.publicKey)),
    chooseMail: at.chooseMail.handler(async ({ input, context: { w } }) => {
      const chosen = { mail: input.mail, digest_hour: input.digestHour }
      await w.tx.insertInto('messages.preference').values({ account_id: w.actor.accountId!, ...chosen }).onConflict((c) => c.column('account_id').doUpdateSet(chosen)).execute()
      w.note('messages.choose-mail', 'account', w.actor.accountId!, input)
      return done
    }),
    keepDevice: at.keepDevice.handler(async ({ input, context }) => {
      const { w } = context
      // The house would call whatever address is given here.
      if (!push.isService(input.endpoint)) throw new Refused(refuse('push-service', 'endpoint', 'Trình duyệt này dùng dịch vụ thông báo đẩy mà hệ thống chưa biết.', 'This browser uses a push service that the house does not know.'))
      const session = await w.tx.selectFrom('access.session').select('id').where('token_hash', '=', sessionOf(context)).executeTakeFirst()
      const { n } = await w.tx.selectFrom('messages.device').select((eb) => eb.fn.countAll<string>().as('n')).where('account_id', '=', w.actor.accountId).executeTakeFirstOrThrow()
      if (Number(n) >= mostDevices) throw new Refused(refuse('too-many', null, `Một tài khoản có nhiều nhất ${mostDevices} thiết bị.`, `An account has at most ${mostDevices} devices.`))
      const { rows: [kept] } = await sql<{ id: string | null }>`select messages.keep_device(${newId()}::uuid, ${session?.id ?? null}::uuid, ${input.endpoint}, ${input.p256dh}, ${input.auth}) as id`.execute(w.tx)
      if (!kept?.id) throw new Refused(refuse('sign-in', null, 'Bạn cần đăng nhập.', 'Please sign in.'), 401)
      w.note('messages.keep-device', 'device', kept.id)
      return { id: kept.id }
    }),
    dropDevice: at.dropDevice.handler(async ({ input, context: { w } }) => {
      await w.tx.deleteFrom('messages.device').where('id', '=', input.deviceId).where('account_id', '=', w.actor.accountId).execute()
      w.note('messages.drop-device', 'device', input.deviceId)
      return done
    }),

    makeCalendar: at.makeCalendar.handler(async ({ context: { w } }) => {
      const secret = randomBytes(24).toString('base64url')
      const secret_hash = tokenHash(secret)
      await w.tx.insertInto('messages.calendar').values({ account_id: w.actor.accountId!, secret_hash })
        .onConflict((c) => c.column('account_id').doUpdateSet({ secret_hash, made_at: w.now, asked_at: null })).execute()
      w.note('messages.make-calendar', 'account', w.actor.accountId!)
      return { path: `/calendar/${secret}.ics` }
    }),
    endCalendar: at.endCalendar.handler(async ({ context: { w } }) => {
      await w.tx.deleteFrom('messages.calendar').where('account_id', '=', w.actor.accountId).execute()
      w.note('messages.end-calendar', 'account', w.actor.accountId!)
      return done
    }),
  })
}

async function countUnread(w: Work): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from messages.message where person_id = ${w.actor.personId}::uuid and read_at is null`.execute(w.tx)
  return rows[0]!.n
}

async function list(w: Work, { limit, offset, unread }: { limit: number; offset: number; unread?: boolean | undefined }): Promise<{ rows: Message[]; total: number; unread: number }> {
  const { rows } = await sql<{ id: string; kind: string; vi: string; en: string; path: string; at: Date; read_at: Date | null; total: number }>`
    select id, kind, text_vi as vi, text_en as en, path, at, read_at, count(*) over ()::int as total from messages.message
    where person_id = ${w.actor.personId}::uuid and (not ${unread ?? false} or read_at is null) order by at desc, id desc limit ${limit} offset ${offset}`.execute(w.tx)
  return {
    rows: rows.map(({ vi, en, at, read_at, total: _, ...row }) => ({ ...row, text: { vi, en }, at: at.toISOString(), readAt: read_at && read_at.toISOString() })),
    total: rows[0]?.total ?? 0, unread: await countUnread(w),
  }
}

async function readSettings(w: Work, hash: string | null, pushKey: string) {
  const { rows: [found] } = await sql<{ email: string | null; mail: 'now' | 'digest' | 'none' | null; digestHour: number | null; since: Date | null; askedAt: Date | null; devices: { id: string; userAgent: string | null; since: string; current: boolean }[] }>`
    select a.email, p.mail, p.digest_hour as "digestHour", c.made_at as since, c.asked_at as "askedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'userAgent', d.user_agent, 'since', d.created_at, 'current', s.token_hash = ${hash}) order by d.created_at), '[]')
        from messages.device d join access.session s on s.id = d.session_id where d.account_id = a.id) as devices
    from access.account a left join messages.preference p on p.account_id = a.id left join messages.calendar c on c.account_id = a.id where a.id = ${w.actor.accountId}::uuid`.execute(w.tx)
  const { email, mail, digestHour, since, askedAt, devices } = found!
  return {
    email, mail: mail ?? usualMail.mail, digestHour: digestHour ?? usualMail.digestHour, pushKey,
    devices: devices.map((d) => ({ ...d, since: new Date(d.since).toISOString() })),
    calendar: since && { since: since.toISOString(), askedAt: askedAt && askedAt.toISOString() },
  }
}
