// One's own passkeys: made, named, removed.
import { IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { PasswordField } from '#web/kit/form/PasswordField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { access } from '#web/session.ts'
import { common } from '#web/words.ts'
import { deviceOf } from './device.ts'
import { explained } from './explained.ts'
import { canUsePasskeys, makePasskey } from './passkey.ts'

const words = {
  title: text('Khóa truy cập', 'Passkeys'),
  what: text('Đăng nhập bằng vân tay, khuôn mặt hoặc mã PIN của thiết bị, không cần gõ mật khẩu hay mã. Khóa chỉ dùng cho trang này: trang giả mạo không lấy được gì.', 'Sign in by the finger, face or PIN of your device, without typing password or code. The key works for this site alone: a forged page gets nothing.'),
  cannot: text('Chưa dùng được ở đây: cần mở hệ thống bằng tên miền qua HTTPS, trên trình duyệt mới.', 'Not to be used here: open the house by its domain name over HTTPS, in a recent browser.'),
  add: text('Thêm khóa truy cập', 'Add a passkey'),
  addWhat: text('Nhập lại mật khẩu; sau đó thiết bị sẽ hỏi vân tay, khuôn mặt hoặc mã PIN.', 'Enter your password again; then the device asks for finger, face or PIN.'),
  name: text('Tên gọi', 'Name'),
  password: text('Mật khẩu hiện tại', 'Present password'),
  made: text('Thêm ngày', 'Added'),
  used: text('Dùng gần nhất', 'Last used'),
  never: text('Chưa dùng', 'Never'),
  added: text('Đã thêm khóa truy cập', 'Passkey added'),
  rename: text('Đổi tên', 'Rename'),
  renameOf: text('Đổi tên {name}', 'Rename {name}'),
  remove: text('Gỡ khóa truy cập', 'Remove passkey'),
  removeOf: text('Gỡ {name}', 'Remove {name}'),
  removeWhat: text('“{name}” không đăng nhập được nữa. Hãy xóa nó cả trong trình quản lý mật khẩu của thiết bị.', '“{name}” signs in no more. Delete it in the password manager of the device too.'),
  removed: text('Đã gỡ khóa truy cập', 'Passkey removed'),
}
type Passkey = Awaited<ReturnType<typeof access.passkeys.call>>[number]

export function Passkeys() {
  const t = useText()
  const { moment } = useFormat()
  const passkeys = useQuery(access.passkeys.queryOptions())
  const [deed, setDeed] = useState<{ kind: 'add' } | { kind: 'rename' | 'remove'; of: Passkey } | null>(null)
  const close = () => setDeed(null)
  const columns: Column<Passkey>[] = [
    { key: 'name', title: words.name, value: (row) => row.name, main: true },
    { key: 'made', title: words.made, value: (row) => moment(row.createdAt) },
    { key: 'used', title: words.used, value: (row) => (row.usedAt ? moment(row.usedAt) : t(words.never)) },
    { key: 'deeds', title: text('', ''), value: () => null, width: '104px', show: (row) => (
      <Row gap={0}>
        <IconButton label={t(words.renameOf, { name: row.name })} icon={IconPencil} onClick={() => setDeed({ kind: 'rename', of: row })} />
        <IconButton label={t(words.removeOf, { name: row.name })} icon={IconTrash} onClick={() => setDeed({ kind: 'remove', of: row })} />
      </Row>
    ) },
  ]
  return (
    <Part title={t(words.title)}>
      <Stack>
        <p>{t(words.what)}</p>
        <Answer of={passkeys} lines={2}>{(rows) => rows.length > 0 && <DataTable label={t(words.title)} columns={columns} rows={rows} keyOf={(row) => row.id} dress="list" />}</Answer>
        {canUsePasskeys() ? <Row><Button icon={IconFingerprint} onClick={() => setDeed({ kind: 'add' })}>{t(words.add)}</Button></Row> : <p role="note">{t(words.cannot)}</p>}
      </Stack>
      {deed?.kind === 'add' && <Add onClose={close} />}
      {deed?.kind === 'rename' && <Rename passkey={deed.of} onClose={close} />}
      {deed?.kind === 'remove' && (
        <Confirm
          title={t(words.remove)} deed={t(words.remove)} grave open onClose={close}
          act={async () => {
            await access.dropPasskey.call({ passkeyId: deed.of.id })
            toast(words.removed)
            await queries.invalidateQueries({ queryKey: access.passkeys.key() })
          }}
        >
          {t(words.removeWhat, { name: deed.of.name })}
        </Confirm>
      )}
    </Part>
  )
}

function Add({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { kind, browser } = deviceOf(navigator.userAgent)
  const form = useForm({
    key: null, start: { name: [t(kind), browser].filter(Boolean).join(', '), password: '' },
    check: (v) => ({ name: !v.name.trim() && common.required, password: !v.password && common.required }),
    send: (v) => makePasskey(v.name, v.password), renews: [access.passkeys.key()],
    done: () => { onClose(); toast(words.added) },
  })
  return (
    <Dialog title={t(words.add)} open onClose={onClose}>
      <Stack>
        <p>{t(words.addWhat)}</p>
        <Form of={form} submit={t(words.add)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
          <TextField field={form.at('name')} label={t(words.name)} explain={t(explained.passkeyName)} maxLength={60} />
          <PasswordField field={form.at('password')} label={t(words.password)} autoComplete="current-password" />
        </Form>
      </Stack>
    </Dialog>
  )
}

function Rename({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { name: passkey.name },
    check: (v) => ({ name: !v.name.trim() && common.required }),
    send: (v) => access.namePasskey.call({ passkeyId: passkey.id, name: v.name }), renews: [access.passkeys.key()], done: onClose,
  })
  return (
    <Dialog title={t(words.rename)} open onClose={onClose}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextField field={form.at('name')} label={t(words.name)} maxLength={60} />
      </Form>
    </Dialog>
  )
}
