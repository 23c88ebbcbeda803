// Signing in. Where the session ended in the midst of work, one comes back to the same page afterwards.
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { text } from '#base/text'
import { canUsePasskeys, enterByPasskey } from '#web/access/passkey.ts'
import { useAddress } from '#web/address.ts'
import { queries, refusalsOf } from '#web/api.ts'
import { Form } from '#web/kit/form/Form.tsx'
import { PasswordField } from '#web/kit/form/PasswordField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { LanguageSwitch } from '#web/kit/LanguageSwitch.tsx'
import { useText } from '#web/language.tsx'
import { access, meQuery, type Me } from '#web/session.ts'
import { common } from '#web/words.ts'
import { CodeForm } from './CodeForm.tsx'
import { expectFrame } from './frameExpected.ts'
import { Mark } from './Mark.tsx'
import styles from './SignInPage.module.css'

const words = {
  title: text('Đăng nhập', 'Sign in'),
  motto: text('Mỗi chỉ tiêu một con đường, mỗi con số một bằng chứng.', 'Every target a road, every figure its proof.'),
  what: text('Hệ thống làm việc của tổ chức Công đoàn', 'The working system of the trade-union confederation'),
  name: text('Tên đăng nhập, email hoặc số điện thoại', 'User name, e-mail or telephone number'),
  password: text('Mật khẩu', 'Password'),
  ended: text('Đăng nhập để tiếp tục; trang bạn đang cần sẽ mở ra ngay sau đó.', 'Sign in to go on; the page that you asked for opens right after.'),
  passkey: text('Đăng nhập bằng khóa truy cập', 'Sign in by passkey'),
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
  const byPasskey = useForm({ key: null, start: {}, send: enterByPasskey, done: enter })
  function enter(me: Me) {
    queries.clear()
    expectFrame(true)
    queries.setQueryData(meQuery.queryKey, me)
    void import('#web/offline/answers.ts').then(({ keepFor }) => keepFor(me))
    // Only a path of ours, never an address that somebody put into a link.
    void navigate({ href: /^\/(?![/\\])/.test(ve) ? ve : '/', replace: true })
  }
  return (
    <div className={styles.page}>
      <aside className={styles.road} aria-hidden="true">
        <svg viewBox="0 0 600 900" preserveAspectRatio="xMidYMid slice">
          <path d="M520 960C520 800 470 700 470 560S210 430 230 300 440 170 420 -40" className={styles.verge} />
          <path d="M520 960C520 800 470 700 470 560S210 430 230 300 440 170 420 -40" className={styles.way} />
          <path d="M520 960C520 800 470 700 470 560S210 430 230 300 440 170 420 -40" className={styles.line} />
          <g className={styles.stones}><circle cx="478" cy="640" r="11" /><circle cx="233" cy="330" r="9" /><circle cx="395" cy="122" r="7" /></g>
        </svg>
        <p>{t(words.motto)}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.language}><LanguageSwitch /></div>
        <div className={styles.card}>
          <div className={styles.brand}>
            <Mark size={52} />
            <div>
              <p className={styles.name}>Lộ Trình</p>
              <p className={styles.what}>{t(words.what)}</p>
            </div>
          </div>
          {proven ? <CodeForm proven={proven} onBack={() => setProven(null)} onIn={enter} /> : (
            <>
              <h1>{t(words.title)}</h1>
              {ve && <p className={styles.ended}>{t(words.ended)}</p>}
              <Form of={form} submit={t(words.title)}>
                <TextField field={form.at('name')} label={t(words.name)} autoComplete="username" autoFocus />
                <PasswordField field={form.at('password')} label={t(words.password)} autoComplete="current-password" />
              </Form>
              {canUsePasskeys() && <Form of={byPasskey} submit={t(words.passkey)} tone="plain">{null}</Form>}
              <p className={styles.forgot}>{t(words.forgot)}</p>
            </>
          )}
        </div>
      </main>
    </div>
  )
}
