// The second proof of an account: an authenticator app, with recovery codes for the day on which the phone is lost.
// better-auth's own plugin takes the same code twice and keeps recovery codes readable; so its arithmetic and its cipher
// are used, and what was spent is kept here. Spending goes through the owner's pool: the application role cannot read
// secrets, and a code is spent although the request that brought it is refused in the end.
import { createHmac, randomBytes } from 'node:crypto'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Kysely } from 'kysely'
import { Refused, refuse, type Verdict } from '#base/refusal'
import type { DB } from '../db/tables.generated.ts'
import type { Work } from '../work.ts'
import { oneTimePassword } from './password.ts'
import { secretAddress, secretText, stepOfCode } from './totp.ts'

export type Spent = 'authenticator' | 'recovery'
const recoveryCodes = 10

export interface SecondFactors {
  isOn(accountId: string): Promise<boolean>
  /** Takes a code once and for all; null when it is wrong, or was taken before. */
  spend(accountId: string, typed: string): Promise<Spent | null>
  /** A new secret, asked for nowhere until its first code came back. */
  begin(w: Work, username: string): Promise<{ secret: string; address: string }>
  confirm(w: Work, code: string): Promise<string[]>
  /** Ten new recovery codes, shown once; the old ones end. */
  renewRecoveryCodes(w: Work): Promise<string[]>
}

export function createSecondFactors({ owner, secret, now }: { owner: Kysely<DB>; secret: string; now: () => Date }): SecondFactors {
  const key = `second factor of ${secret}`
  const hashOf = (accountId: string, code: string) => createHmac('sha256', key).update(`${accountId} ${code}`).digest('base64url')

  async function spendCode(accountId: string, code: string, confirmed: boolean): Promise<boolean> {
    const row = await owner.selectFrom('access.second_factor').select('secret').where('account_id', '=', accountId)
      .where('confirmed_at', confirmed ? 'is not' : 'is', null).executeTakeFirst()
    if (!row) return false
    const step = await stepOfCode(Buffer.from(await symmetricDecrypt({ key, data: row.secret }), 'base64'), code, now())
    if (step === null) return false
    // Of two requests with one code the second finds no row; a code older than the one taken last is refused too.
    const taken = await owner.updateTable('access.second_factor').set({ used_step: step }).where('account_id', '=', accountId).where('used_step', '<', step).executeTakeFirst()
    return taken.numUpdatedRows === 1n
  }

  async function renewRecoveryCodes(w: Work): Promise<string[]> {
    const accountId = w.actor.accountId!
    const codes = Array.from({ length: recoveryCodes }, oneTimePassword)
    await w.tx.deleteFrom('access.recovery_code').where('account_id', '=', accountId).execute()
    await w.tx.insertInto('access.recovery_code').values(codes.map((code) => ({ account_id: accountId, code_hash: hashOf(accountId, plain(code)) }))).execute()
    return codes
  }

  return {
    renewRecoveryCodes,

    async isOn(accountId) {
      return await owner.selectFrom('access.second_factor').select('account_id').where('account_id', '=', accountId).where('confirmed_at', 'is not', null).executeTakeFirst() !== undefined
    },

    async spend(accountId, typed) {
      const code = plain(typed)
      if (/^\d{6}$/.test(code)) return await spendCode(accountId, code, true) ? 'authenticator' : null
      const taken = await owner.updateTable('access.recovery_code').set({ used_at: now() })
        .where('account_id', '=', accountId).where('code_hash', '=', hashOf(accountId, code)).where('used_at', 'is', null).executeTakeFirst()
      return taken.numUpdatedRows === 1n ? 'recovery' : null
    },

    async begin(w, username) {
      const accountId = w.actor.accountId!
      await w.tx.deleteFrom('access.second_factor').where('account_id', '=', accountId).where('confirmed_at', 'is', null).execute()
      if (await stands(w)) throw new Refused(refuse('already-on', null, 'Xác thực hai bước đã bật.', 'Two-step sign-in is already on.'))
      const bytes = randomBytes(20)
      await w.tx.insertInto('access.second_factor').values({ account_id: accountId, secret: await symmetricEncrypt({ key, data: bytes.toString('base64') }) }).execute()
      return { secret: secretText(bytes), address: secretAddress(bytes, username) }
    },

    async confirm(w, typed) {
      const accountId = w.actor.accountId!
      const standing = await stands(w)
      if (!standing || standing.confirmed_at) throw new Refused(refuse('not-begun', null, 'Hãy bắt đầu cài đặt xác thực hai bước lại từ đầu.', 'Please begin setting up two-step sign-in again.'))
      if (!await spendCode(accountId, plain(typed), false)) throw new Refused(wrongCode)
      await w.tx.updateTable('access.second_factor').set({ confirmed_at: w.now }).where('account_id', '=', accountId).execute()
      return renewRecoveryCodes(w)
    },
  }
}

/** Who was given a password sets up nothing beside it: whoever gave it could, and would come in by that later. */
export function mayProveOtherwise(mustChange: boolean): Verdict {
  return !mustChange || refuse('change-first', null, 'Hãy đổi mật khẩu dùng một lần trước.', 'Change the one-time password first.')
}

export const notOn = refuse('not-on', null, 'Xác thực hai bước chưa bật.', 'Two-step sign-in is not on.')
export const wrongCode = refuse('wrong-code', 'code', 'Mã không đúng hoặc đã được dùng. Hãy chờ mã tiếp theo.', 'The code is wrong or was used already. Please wait for the next one.')

function stands(w: Work) {
  return w.tx.selectFrom('access.second_factor').select(['confirmed_at', 'created_at']).where('account_id', '=', w.actor.accountId).executeTakeFirst()
}

/** Takes the second factor away, with its recovery codes. */
export async function dropSecondFactor(w: Work, accountId: string): Promise<void> {
  await w.tx.deleteFrom('access.second_factor').where('account_id', '=', accountId).execute()
}

export async function readSecondFactor(w: Work): Promise<{ since: Date | null; recoveryLeft: number }> {
  const { since, left } = await w.tx.selectFrom('access.account as a').leftJoin('access.second_factor as f', 'f.account_id', 'a.id')
    .select((eb) => ['f.confirmed_at as since', eb.selectFrom('access.recovery_code as r').select((r) => r.fn.countAll<string>().as('n')).whereRef('r.account_id', '=', 'a.id').where('r.used_at', 'is', null).as('left')])
    .where('a.id', '=', w.actor.accountId).executeTakeFirstOrThrow()
  return { since, recoveryLeft: Number(left) }
}

// As people copy it: with spaces or hyphens, in capitals.
function plain(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase()
}
