// Setting the second step up: the password once more, then the secret into the app, then its first code back.
import { useState } from 'react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { PasswordField } from '#web/kit/form/PasswordField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Stack } from '#web/kit/Page.tsx'
import { QrCode } from '#web/kit/QrCode.tsx'
import { useText } from '#web/language.tsx'
import { access } from '#web/session.ts'
import { common } from '#web/words.ts'
import { explained } from './explained.ts'
import styles from './Secret.module.css'

const words = {
  title: text('Bật xác thực hai bước', 'Switch two-step sign-in on'),
  first: text('Cần một ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator hoặc tương tự). Trước hết, nhập lại mật khẩu.', 'You need an authenticator app on your phone (Google Authenticator, Microsoft Authenticator or the like). First, enter your password again.'),
  password: text('Mật khẩu hiện tại', 'Present password'),
  next: text('Tiếp tục', 'Continue'),
  scan: text('Mở ứng dụng và quét mã này.', 'Open the app and scan this code.'),
  qr: text('Mã QR để thêm tài khoản vào ứng dụng xác thực', 'QR code that adds the account to the authenticator app'),
  orType: text('Không quét được? Nhập khóa này vào ứng dụng:', 'Cannot scan? Type this key into the app:'),
  code: text('Mã sáu số mà ứng dụng đang hiện', 'The six digits that the app shows now'),
  on: text('Bật', 'Switch on'),
}
type Begun = Awaited<ReturnType<typeof access.beginSecondFactor.call>>

export function SecondFactorSetup({ onClose, onCodes }: { onClose: () => void; onCodes: (codes: string[]) => void }) {
  const t = useText()
  const [begun, setBegun] = useState<Begun | null>(null)
  return (
    <Dialog title={t(words.title)} open onClose={onClose}>
      {begun ? <Scan begun={begun} onClose={onClose} onCodes={onCodes} /> : <Password onClose={onClose} onBegun={setBegun} />}
    </Dialog>
  )
}

function Password({ onClose, onBegun }: { onClose: () => void; onBegun: (begun: Begun) => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { password: '' },
    check: (v) => ({ password: !v.password && common.required }),
    send: (v) => access.beginSecondFactor.call(v), done: onBegun,
  })
  return (
    <Stack>
      <p>{t(words.first)}</p>
      <Form of={form} submit={t(words.next)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <PasswordField field={form.at('password')} label={t(words.password)} autoComplete="current-password" />
      </Form>
    </Stack>
  )
}

function Scan({ begun, onClose, onCodes }: { begun: Begun; onClose: () => void; onCodes: (codes: string[]) => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { code: '' },
    check: (v) => ({ code: !v.code.trim() && common.required }),
    send: (v) => access.confirmSecondFactor.call(v), done: ({ recoveryCodes }) => onCodes(recoveryCodes),
    renews: [access.secondFactor.key()],
  })
  return (
    <Stack>
      <p>{t(words.scan)}</p>
      <div className={styles.picture}><QrCode value={begun.address} label={t(words.qr)} /></div>
      <div>
        <p>{t(words.orType)}</p>
        <output className={styles.key}>{begun.secret.replace(/.{4}(?=.)/g, '$& ')}</output>
      </div>
      <Form of={form} submit={t(words.on)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextField field={form.at('code')} label={t(words.code)} explain={t(explained.appCode)} autoComplete="one-time-code" inputMode="numeric" maxLength={10} />
      </Form>
    </Stack>
  )
}
