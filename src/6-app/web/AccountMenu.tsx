// Who is signed in: language, password, the way out.
import { IconHelp, IconKey, IconLanguage, IconLogout, IconRoute2, IconShieldLock, IconUserCircle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { text } from '#base/text'
import { queries, refusalsOf } from '#web/api.ts'
import { IconButton } from '#web/kit/Button.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { toast } from '#web/kit/toast.tsx'
import { switchLanguage, useLanguage, useText } from '#web/language.tsx'
import { access, meQuery, useMe } from '#web/session.ts'
import { useTour } from '../help/web/index.ts'
import { expectFrame } from './frameExpected.ts'

const words = {
  account: text('Tài khoản của {name}', 'Account of {name}'),
  password: text('Đổi mật khẩu', 'Change password'),
  security: text('Bảo mật', 'Security'),
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
  const leave = async () => {
    // Without an answer the session may live on, so the way out is only shown as taken when it was.
    try {
      await access.signOut.call({})
    } catch (error) {
      return toast(refusalsOf(error)[0]!.text)
    }
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
  return (
    <Menu
      button={<IconButton label={t(words.account, { name: me.name })} icon={IconUserCircle} />}
      deeds={[
        { heading: me.name },
        { label: other === 'en' ? 'English' : 'Tiếng Việt', icon: IconLanguage, onClick: speak },
        { label: t(words.password), icon: IconKey, to: '/doi-mat-khau' },
        { label: t(words.security), icon: IconShieldLock, to: '/bao-mat' },
        'line',
        { label: t(words.help), icon: IconHelp, to: '/tro-giup' },
        { label: t(words.tour), icon: IconRoute2, onClick: () => void beginTour() },
        'line',
        { label: t(words.out), icon: IconLogout, onClick: () => void leave() },
      ]}
    />
  )
}
