// One's own password: by choice, or before anything else after a one-time password.
import { useNavigate } from '@tanstack/react-router'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Button } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { PasswordField } from '#web/kit/form/PasswordField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { access, meQuery, useMe } from '#web/session.ts'
import { common } from '#web/words.ts'

const words = {
  title: text('Đổi mật khẩu', 'Change password'),
  first: text('Mật khẩu hiện tại chỉ dùng một lần. Hãy đặt mật khẩu của riêng bạn để bắt đầu.', 'The present password works only once. Choose your own to begin.'),
  others: text('Các phiên đăng nhập khác của bạn sẽ kết thúc.', 'Your other sessions will end.'),
  old: text('Mật khẩu hiện tại', 'Present password'),
  fresh: text('Mật khẩu mới', 'New password'),
  again: text('Nhập lại mật khẩu mới', 'New password again'),
  differs: text('Hai lần nhập không giống nhau.', 'The two entries differ.'),
  changed: text('Đã đổi mật khẩu', 'Password changed'),
}

export default function PasswordPage() {
  const t = useText()
  const me = useMe()
  const navigate = useNavigate()
  const form = useForm({
    key: null,
    start: { oldPassword: '', newPassword: '', again: '' },
    check: (v) => ({
      oldPassword: !v.oldPassword && common.required,
      newPassword: !v.newPassword && common.required,
      again: v.again !== v.newPassword && words.differs,
    }),
    send: ({ oldPassword, newPassword }) => access.changePassword.call({ oldPassword, newPassword }),
    done: async () => {
      await queries.fetchQuery({ ...meQuery, staleTime: 0 })
      toast(words.changed)
      void navigate({ to: '/', replace: true })
    },
  })
  return (
    <main>
      <Page title={t(words.title)} lead={t(me.mustChangePassword ? words.first : words.others)} width="reading">
        <Part>
          <Form of={form} submit={t(words.title)} beside={!me.mustChangePassword && <Button onClick={() => history.back()}>{t(common.cancel)}</Button>}>
            <PasswordField field={form.at('oldPassword')} label={t(words.old)} autoComplete="current-password" autoFocus />
            <PasswordField field={form.at('newPassword')} label={t(words.fresh)} autoComplete="new-password" />
            <PasswordField field={form.at('again')} label={t(words.again)} autoComplete="new-password" />
          </Form>
        </Part>
      </Page>
    </main>
  )
}
