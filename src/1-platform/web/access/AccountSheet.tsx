// One account and what its administrator may do with it.
import { IconDeviceMobileOff, IconKey, IconLock, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Row, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { access, useMe } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { AccountRow } from '#platform/access/contract'
import type { Shown } from './OneTimePassword.tsx'

const words = {
  username: text('Tên đăng nhập', 'User name'),
  email: text('Thư điện tử', 'E-mail'),
  phone: text('Điện thoại', 'Telephone'),
  office: text('Chức vụ', 'Office'),
  noOffice: text('Hiện không giữ chức vụ nào: đăng nhập được nhưng không có quyền.', 'Holds no office at present: may sign in, but has no powers.'),
  seen: text('Dùng gần nhất', 'Last used'),
  blocked: text('Bị khóa', 'Blocked'),
  blockedSince: text('từ {at}: {reason}', 'since {at}: {reason}'),
  reset: text('Đặt lại mật khẩu', 'Reset password'),
  resetWhat: text('Mật khẩu đang dùng của {name} hết hiệu lực, mọi phiên đăng nhập kết thúc ngay. Bạn nhận một mật khẩu dùng một lần để trao lại.', 'The present password of {name} ends, and every session with it, at once. You get a one-time password to hand over.'),
  resetProofs: text('Gỡ cả bước hai, khóa truy cập và liên kết định danh', 'Take away second step, passkeys and provider links too'),
  resetProofsWhy: text('Chỉ giữ lại khi người này chỉ quên mật khẩu và các thiết bị vẫn trong tay họ.', 'Keep them only where the person merely forgot the password and still holds the devices.'),
  linked: text('Liên kết nhà cung cấp định danh', 'Link to the identity provider'),
  second: text('Xác thực hai bước', 'Two-step sign-in'),
  secondOn: text('Đang bật', 'On'),
  passkeys: text('Khóa truy cập', 'Passkeys'),
  clear: text('Gỡ bước hai và khóa truy cập', 'Take away second step and passkeys'),
  clearWhat: text('Dùng khi {name} mất điện thoại hoặc thiết bị. Xác thực hai bước, mã khôi phục, mọi khóa truy cập và liên kết nhà cung cấp định danh hết hiệu lực; từ đó chỉ cần mật khẩu; mọi phiên đăng nhập kết thúc ngay. Hãy chắc chắn người nhờ bạn đúng là {name}.', 'For when {name} has lost the phone or device. The second step, recovery codes, all passkeys and provider links end; the password alone signs in from then on; every session ends at once. Be sure that it really is {name} who asks.'),
  cleared: text('Đã gỡ bước hai và khóa truy cập', 'Second step and passkeys taken away'),
  block: text('Khóa tài khoản', 'Block account'),
  blockWhat: text('{name} sẽ bị đăng xuất ngay và không đăng nhập được cho đến khi mở khóa.', '{name} is signed out at once and cannot sign in until unblocked.'),
  reason: text('Lý do', 'Reason'),
  unblock: text('Mở khóa', 'Unblock'),
  unblockWhat: text('{name} lại đăng nhập được bằng mật khẩu cũ.', '{name} can sign in again with the old password.'),
  wasBlocked: text('Đã khóa tài khoản', 'Account blocked'),
  wasUnblocked: text('Đã mở khóa tài khoản', 'Account unblocked'),
}

export function AccountSheet({ account, onClose, onPassword }: { account: AccountRow; onClose: () => void; onPassword: (shown: Shown) => void }) {
  const t = useText()
  const format = useFormat()
  const me = useMe()
  const [deed, setDeed] = useState<'reset' | 'clear' | 'block' | 'unblock' | null>(null)
  const close = () => setDeed(null)
  const { name, blocked } = account
  const own = me.accountId === account.id
  return (
    <Sheet
      title={name} open onClose={onClose} width={560}
      deeds={own ? undefined : (
        <Row>
          <Button icon={IconKey} onClick={() => setDeed('reset')}>{t(words.reset)}</Button>
          {proves(account) && <Button icon={IconDeviceMobileOff} onClick={() => setDeed('clear')}>{t(words.clear)}</Button>}
          {blocked
            ? <Button icon={IconLockOpen} onClick={() => setDeed('unblock')}>{t(words.unblock)}</Button>
            : <Button tone="grave" icon={IconLock} onClick={() => setDeed('block')}>{t(words.block)}</Button>}
        </Row>
      )}
    >
      <Facts of={[
        [t(words.username), account.username],
        [t(words.email), account.email],
        [t(words.phone), account.phone],
        [t(words.office), account.offices.length === 0 ? t(words.noOffice) : account.offices.map((o) => `${t(o.title)}, ${o.unitName}`).join('; ')],
        [t(words.seen), account.seenAt && format.moment(account.seenAt)],
        [t(words.second), account.secondFactor ? t(words.secondOn) : null],
        [t(words.passkeys), account.passkeys || null],
        [t(words.linked), account.linked ? t(words.secondOn) : null],
        [t(words.blocked), blocked && <><Badge tone="behind">{t(words.blocked)}</Badge> {t(words.blockedSince, { at: format.moment(blocked.at), reason: blocked.reason ?? '–' })}</>],
      ]} />
      {deed === 'reset' && <Reset account={account} onClose={close} onPassword={onPassword} />}
      <Confirm
        title={t(words.clear)} deed={t(words.clear)} grave open={deed === 'clear'} onClose={close}
        act={async () => {
          await access.clearSecondFactor.call({ accountId: account.id })
          toast(words.cleared)
          await queries.invalidateQueries({ queryKey: access.accounts.key() })
        }}
      >
        {t(words.clearWhat, { name })}
      </Confirm>
      <Confirm
        title={t(words.unblock)} deed={t(words.unblock)} open={deed === 'unblock'} onClose={close}
        act={async () => {
          await access.blockAccount.call({ accountId: account.id, blocked: false })
          toast(words.wasUnblocked)
          await queries.invalidateQueries({ queryKey: access.accounts.key() })
        }}
      >
        {t(words.unblockWhat, { name })}
      </Confirm>
      {deed === 'block' && <Block account={account} onClose={close} />}
    </Sheet>
  )
}

/** Whether anything proves the account beside its password. */
function proves({ secondFactor, passkeys, linked }: AccountRow): boolean {
  return secondFactor || passkeys > 0 || linked
}

function Reset({ account, onClose, onPassword }: { account: AccountRow; onClose: () => void; onPassword: (shown: Shown) => void }) {
  const t = useText()
  const { id, name } = account
  const form = useForm({
    key: null, start: { ends: true },
    send: ({ ends }) => access.resetPassword.call({ accountId: id, keepProofs: !ends }), renews: [access.accounts.key()],
    done: ({ oneTimePassword }) => { onClose(); onPassword({ accountId: id, name, password: oneTimePassword }) },
  })
  return (
    <Dialog title={t(words.reset)} open onClose={onClose}>
      <Stack>
        <p>{t(words.resetWhat, { name })}</p>
        <Form of={form} submit={t(words.reset)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
          {proves(account) && <CheckField field={form.at('ends')} label={t(words.resetProofs)} help={t(words.resetProofsWhy)} />}
        </Form>
      </Stack>
    </Dialog>
  )
}

function Block({ account, onClose }: { account: AccountRow; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null,
    start: { reason: '' },
    check: (v) => ({ reason: !v.reason.trim() && common.required }),
    send: ({ reason }) => access.blockAccount.call({ accountId: account.id, blocked: true, reason }),
    renews: [access.accounts.key()],
    done: () => { toast(words.wasBlocked); onClose() },
  })
  return (
    <Dialog title={t(words.block)} open onClose={onClose}>
      <p>{t(words.blockWhat, { name: account.name })}</p>
      <Form of={form} submit={t(words.block)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextField field={form.at('reason')} label={t(words.reason)} required />
      </Form>
    </Dialog>
  )
}
