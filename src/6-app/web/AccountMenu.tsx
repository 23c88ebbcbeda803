// Who is signed in: language, password, the way out.
import { IconBellCog, IconDatabase, IconHelp, IconKey, IconLanguage, IconLogout, IconRoute2, IconShieldLock, IconUserCircle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { text } from '#base/text'
import { queries, refusalsOf } from '#web/api.ts'
import { IconButton } from '#web/kit/Button.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { toast } from '#web/kit/toast.tsx'
import { switchLanguage, useLanguage, useText } from '#web/language.tsx'
import { access, meQuery, useMe } from '#web/session.ts'
import { useTour } from '../help/web/index.ts'
import { expectFrame } from './frameExpected.ts'

const LeaveDialog = lazy(() => import('./LeaveDialog.tsx'))

const words = {
  account: text('Tài khoản của {name}', 'Account of {name}'),
  password: text('Đổi mật khẩu', 'Change password'),
  security: text('Bảo mật', 'Security'),
  messages: text('Cách nhận thông báo', 'How to receive messages'),
  data: text('Dữ liệu của tôi', 'My data'),
  help: text('Trợ giúp', 'Help'),
  tour: text('Xem hướng dẫn từng bước', 'Take the tour'),
  out: text('Đăng xuất', 'Sign out'),
}

export function AccountMenu() {
  const t = useText()
  const me = useMe()
  const navigate = useNavigate()
  const beginTour = useTour()
  const language = useLanguage()
  const other = language === 'vi' ? 'en' : 'vi'
  const [asking, setAsking] = useState<number | null>(null)
  // What waits stays on this device until one signs in again; whoever leaves should know.
  const ask = async () => {
    const waiting = await (await import('#web/offline/outbox.ts')).countWaiting()
    if (waiting > 0) setAsking(waiting)
    else await leave()
  }
  const leave = async () => {
    // Without an answer the session may live on, so the way out is only shown as taken when it was.
    try {
      await access.signOut.call({})
    } catch (error) {
      return toast(refusalsOf(error)[0]!.text)
    }
    await (await import('#web/offline/answers.ts')).forgetAnswers()
    await navigate({ to: '/dang-nhap', search: {} as never })
    // Only now: the frame that was left reads who is signed in to its last moment.
    queries.clear()
    sessionStorage.clear()
    expectFrame(false)
  }
  const speak = () => {
    switchLanguage(other)
    queries.setQueryData(meQuery.queryKey, { ...me, language: other })
    access.setLanguage.call({ language: other }).catch(() => {
      // The screens speak it already; the account learns it the next time.
    })
  }
  return (<>
    <Menu
      button={<IconButton label={t(words.account, { name: me.name })} icon={IconUserCircle} />}
      deeds={[
        { heading: me.name },
        { label: other === 'en' ? 'English' : 'Tiếng Việt', icon: IconLanguage, onClick: speak },
        { label: t(words.password), icon: IconKey, to: '/doi-mat-khau' },
        { label: t(words.security), icon: IconShieldLock, to: '/bao-mat' },
        { label: t(words.messages), icon: IconBellCog, to: '/thong-bao/cai-dat' },
        { label: t(words.data), icon: IconDatabase, to: '/du-lieu-cua-toi' },
        'line',
        { label: t(words.help), icon: IconHelp, to: '/tro-giup' },
        { label: t(words.tour), icon: IconRoute2, onClick: () => void beginTour() },
        'line',
        { label: t(words.out), icon: IconLogout, onClick: () => void ask() },
      ]}
    />
    {asking !== null && <Suspense><LeaveDialog waiting={asking} onClose={() => setAsking(null)} leave={leave} /></Suspense>}
  </>)
}
