// What keeps one's own account one's own: where it is signed in, and by what it is proved.
import { IconKey } from '@tabler/icons-react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { ApiKeys } from './ApiKeys.tsx'
import { Passkeys } from './Passkeys.tsx'
import { ProviderLink } from './ProviderLink.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { Sessions } from './Sessions.tsx'

const words = {
  title: text('Bảo mật', 'Security'),
  lead: text('Những gì bảo vệ tài khoản của bạn.', 'What protects your account.'),
  password: text('Đổi mật khẩu', 'Change password'),
}

export default function SecurityPage() {
  const t = useText()
  const me = useMe()
  return (
    <Page title={t(words.title)} lead={t(words.lead)} actions={<Button to="/doi-mat-khau" icon={IconKey}>{t(words.password)}</Button>}>
      <SecondFactor />
      <Passkeys />
      <ProviderLink />
      <Sessions />
      {me.offices.length > 0 && <ApiKeys />}
    </Page>
  )
}
