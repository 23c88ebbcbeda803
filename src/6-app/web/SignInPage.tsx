// Signing in. Where the session ended in the midst of work, one comes back to the same page afterwards.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ownPath } from '#base/path'
import { text } from '#base/text'
import { canUsePasskeys, enterByPasskey } from '#web/access/passkey.ts'
import { useAddress } from '#web/address.ts'
import { queries, refusalsOf } from '#web/api.ts'
import { Form } from '#web/kit/form/Form.tsx'
import { PasswordField } from '#web/kit/form/PasswordField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import { access, meQuery, type Me } from '#web/session.ts'
import { common } from '#web/words.ts'
import { CodeForm } from './CodeForm.tsx'
import { expectFrame } from './frameExpected.ts'
import { SignInFrame } from './SignInFrame.tsx'
import styles from './SignInPage.module.css'

const words = {
  title: text('Đăng nhập', 'Sign in'),
  name: text('Tên đăng nhập, email hoặc số điện thoại', 'User name, e-mail or telephone number'),
  password: text('Mật khẩu', 'Password'),
  ended: text('Đăng nhập để tiếp tục; trang bạn đang cần sẽ mở ra ngay sau đó.', 'Sign in to go on; the page that you asked for opens right after.'),
  passkey: text('Đăng nhập bằng khóa truy cập', 'Sign in by passkey'),
  provider: text('Đăng nhập bằng {name}', 'Sign in by {name}'),
  forgot: text('Quên mật khẩu? Nhờ người quản trị tài khoản ở công đoàn cấp trên đặt lại.', 'Forgotten the password? Ask the account administrator of the union above to reset it.'),
}

export default function SignInPage() {
  const t = useText()
  const navigate = useNavigate()
  const [{ ve }] = useAddress({ ve: '' })
  const [proven, setProven] = useState<{ name: string; password: string } | null>(null)
  useEffect(() => {
    document.title = `${t(words.title)} – Lộ Trình`
  }, [t])
  const form = useForm({
    key: null,
    start: { name: '', password: '' },
    check: ({ name, password }) => ({ name: !name.trim() && common.required, password: !password && common.required }),
    // A password that was right but not enough is no failure: the second step asks for the rest.
    send: ({ name, password }) => access.signIn.call({ name: name.trim(), password }).catch((error: unknown) => {
      if (refusalsOf(error)[0]!.code === 'code-needed') return null
      throw error
    }),
    done: (me, { name, password }) => (me ? enter(me) : setProven({ name: name.trim(), password })),
  })
  const { data: provider } = useQuery(access.provider.queryOptions())
  const byProvider = useForm({ key: null, start: {}, send: async () => location.assign((await access.askProvider.call({ to: ownPath(ve) })).address) })
  const byPasskey = useForm({ key: null, start: {}, send: enterByPasskey, done: enter })
  function enter(me: Me) {
    queries.clear()
    expectFrame(true)
    queries.setQueryData(meQuery.queryKey, me)
    void import('#web/offline/answers.ts').then(({ keepFor }) => keepFor(me))
    void navigate({ href: ownPath(ve), replace: true })
  }
  return (
    <SignInFrame>
      {proven ? <CodeForm send={(code) => access.signIn.call({ ...proven, code })} onBack={() => setProven(null)} onIn={enter} /> : (
        <>
          <h1>{t(words.title)}</h1>
          {ve && <p className={styles.ended}>{t(words.ended)}</p>}
          <Form of={form} submit={t(words.title)}>
            <TextField field={form.at('name')} label={t(words.name)} autoComplete="username" autoFocus />
            <PasswordField field={form.at('password')} label={t(words.password)} autoComplete="current-password" />
          </Form>
          {canUsePasskeys() && <Form of={byPasskey} submit={t(words.passkey)} tone="plain">{null}</Form>}
          {provider?.name && <Form of={byProvider} submit={t(words.provider, { name: provider.name })} tone="plain">{null}</Form>}
          <p className={styles.forgot}>{t(words.forgot)}</p>
        </>
      )}
    </SignInFrame>
  )
}
