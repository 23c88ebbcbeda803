// A one-time password, shown once: to be copied or read out before the dialog is closed.
import { IconCopy } from '@tabler/icons-react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { useAccountsRoof } from './roof.tsx'
import styles from './OneTimePassword.module.css'

const words = {
  title: text('Mật khẩu dùng một lần', 'One-time password'),
  lead: text('Trao tận tay cho {name}. Mật khẩu này chỉ hiện ở đây một lần và phải được đổi khi đăng nhập.', 'Hand it to {name} in person. It is shown only here, once, and must be changed on signing in.'),
  gone: text('Tài khoản của {name} đã có từ lần gửi trước. Hãy đặt lại mật khẩu để nhận mật khẩu dùng một lần mới.', 'The account of {name} stands since the first try. Reset its password to get a new one-time password.'),
  letter: text('In thư cấp tài khoản (PDF)', 'Print the account letter (PDF)'),
  copy: text('Chép', 'Copy'),
  copied: text('Đã chép mật khẩu', 'Password copied'),
}

/** password null: the account stood already. */
export interface Shown { accountId: string; name: string; password: string | null }

export function OneTimePassword({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const t = useText()
  const { accountId, name, password } = shown
  const roof = useAccountsRoof()
  const letter = useForm({ key: null, start: {}, send: async () => roof!.saveLetter(accountId, password!) })
  return (
    <Dialog title={t(words.title)} open onClose={onClose}>
      <Stack>
        <p>{t(password ? words.lead : words.gone, { name })}</p>
        {password && <output className={styles.password}>{password}</output>}
        {password && roof && <Form of={letter} submit={t(words.letter)} tone="plain">{null}</Form>}
        <Row end>
          {password && 'clipboard' in navigator && <Button icon={IconCopy} onClick={() => void navigator.clipboard.writeText(password).then(() => toast(words.copied))}>{t(words.copy)}</Button>}
          <Button tone="main" onClick={onClose}>{t(common.close)}</Button>
        </Row>
      </Stack>
    </Dialog>
  )
}
