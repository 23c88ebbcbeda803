// Whether the own account is linked to the identity provider of the house, where it has one.
import { IconLink, IconUnlink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Button } from '#web/kit/Button.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { PasswordField } from '#web/kit/form/PasswordField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { access } from '#web/session.ts'
import { common } from '#web/words.ts'

const words = {
  title: text('Đăng nhập bằng {name}', 'Sign-in by {name}'),
  what: text('Sau khi liên kết, bạn vào đây bằng tài khoản của mình ở {name}, không cần mật khẩu của hệ thống này.', 'Once linked, you enter by your account at {name}, without a password of this house.'),
  since: text('Đã liên kết từ {at}.', 'Linked since {at}.'),
  link: text('Liên kết với {name}', 'Link to {name}'),
  linkWhat: text('Nhập lại mật khẩu; sau đó {name} sẽ hỏi bạn là ai.', 'Enter your password again; then {name} asks who you are.'),
  password: text('Mật khẩu hiện tại', 'Present password'),
  go: text('Tiếp tục', 'Go on'),
  unlink: text('Bỏ liên kết', 'Unlink'),
  unlinkWhat: text('Tài khoản của bạn ở {name} không mở được hệ thống này nữa. Bạn vẫn vào bằng mật khẩu.', 'Your account at {name} opens this house no more. You still sign in by password.'),
  unlinked: text('Đã bỏ liên kết', 'Unlinked'),
}

export function ProviderLink() {
  const t = useText()
  const { moment } = useFormat()
  const { data: link } = useQuery(access.providerLink.queryOptions())
  const [deed, setDeed] = useState<'link' | 'unlink' | null>(null)
  const close = () => setDeed(null)
  if (!link?.name) return null
  const { name, since } = link
  return (
    <Part title={t(words.title, { name })}>
      <Stack>
        <p>{since ? t(words.since, { at: moment(since) }) : t(words.what, { name })}</p>
        <Row>{since ? <Button icon={IconUnlink} onClick={() => setDeed('unlink')}>{t(words.unlink)}</Button> : <Button icon={IconLink} onClick={() => setDeed('link')}>{t(words.link, { name })}</Button>}</Row>
      </Stack>
      {deed === 'link' && <Link name={name} onClose={close} />}
      {deed === 'unlink' && (
        <Confirm
          title={t(words.unlink)} deed={t(words.unlink)} grave open onClose={close}
          act={async () => {
            await access.unlinkProvider.call()
            toast(words.unlinked)
            await queries.invalidateQueries({ queryKey: access.providerLink.key() })
          }}
        >
          {t(words.unlinkWhat, { name })}
        </Confirm>
      )}
    </Part>
  )
}

function Link({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { password: '' },
    check: ({ password }) => ({ password: !password && common.required }),
    send: async ({ password }) => location.assign((await access.linkProvider.call({ password })).address),
  })
  return (
    <Dialog title={t(words.link, { name })} open onClose={onClose}>
      <Stack>
        <p>{t(words.linkWhat, { name })}</p>
        <Form of={form} submit={t(words.go)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
          <PasswordField field={form.at('password')} label={t(words.password)} autoComplete="current-password" autoFocus />
        </Form>
      </Stack>
    </Dialog>
  )
}
