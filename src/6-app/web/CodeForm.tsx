// The second step of signing in: the code of the app, or a recovery code when the phone is not at hand.
import { useState } from 'react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import styles from './SignInPage.module.css'

const words = {
  title: text('Bước hai', 'Second step'),
  lead: text('Nhập mã sáu số mà ứng dụng xác thực trên điện thoại của bạn đang hiện.', 'Enter the six digits that the authenticator app on your phone shows now.'),
  leadRecovery: text('Nhập một mã khôi phục mà bạn đã cất giữ. Mỗi mã dùng một lần.', 'Enter one of the recovery codes that you kept. Each works once.'),
  code: text('Mã xác thực', 'Code'),
  recovery: text('Mã khôi phục', 'Recovery code'),
  useRecovery: text('Không có điện thoại? Dùng mã khôi phục', 'No phone at hand? Use a recovery code'),
  useApp: text('Dùng mã của ứng dụng', 'Use the app\'s code'),
  enter: text('Đăng nhập', 'Sign in'),
  back: text('Quay lại', 'Back'),
  lost: text('Mất cả điện thoại và mã khôi phục? Nhờ người quản trị tài khoản ở công đoàn cấp trên gỡ bước hai.', 'Lost both phone and recovery codes? Ask the account administrator of the union above to take the second step away.'),
}

/** `send`: the same call as before, now with the code. */
export function CodeForm<In>({ send, onBack, onIn }: { send: (code: string) => Promise<In>; onBack: () => void; onIn: (answer: In) => void }) {
  const t = useText()
  const [recovery, setRecovery] = useState(false)
  const form = useForm({
    key: null, start: { code: '' },
    check: ({ code }) => ({ code: !code.trim() && common.required }),
    send: ({ code }) => send(code), done: onIn,
  })
  return (
    <>
      <h1>{t(words.title)}</h1>
      <p>{t(recovery ? words.leadRecovery : words.lead)}</p>
      <Form of={form} submit={t(words.enter)} beside={<Button onClick={onBack}>{t(words.back)}</Button>}>
        <TextField key={String(recovery)} field={form.at('code')} label={t(recovery ? words.recovery : words.code)} autoComplete="one-time-code" inputMode={recovery ? 'text' : 'numeric'} maxLength={40} autoFocus />
      </Form>
      <div><button type="button" className={styles.other} onClick={() => { form.reset(); setRecovery(!recovery) }}>{t(recovery ? words.useApp : words.useRecovery)}</button></div>
      {recovery && <p className={styles.forgot}>{t(words.lost)}</p>}
    </>
  )
}
