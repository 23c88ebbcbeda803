// Giving a person in office an account. The names are proposed from the person's record and may be changed.
import { useRef } from 'react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { useText } from '#web/language.tsx'
import { access } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { Candidate } from '#platform/access/contract'
import { explained } from './explained.ts'
import type { Shown } from './OneTimePassword.tsx'

const words = {
  title: text('Cấp tài khoản', 'New account'),
  lead: text('Cho người đang giữ chức vụ mà chưa có tài khoản.', 'For a person in office who has none yet.'),
  person: text('Người được cấp', 'Person'),
  username: text('Tên đăng nhập', 'User name'),
  email: text('Thư điện tử', 'E-mail'),
  phone: text('Điện thoại', 'Telephone'),
  make: text('Cấp tài khoản', 'Create account'),
}

export function NewAccountSheet({ onClose, onPassword }: { onClose: () => void; onPassword: (shown: Shown) => void }) {
  const t = useText()
  const known = useRef(new Map<string, Candidate>())
  const form = useForm({
    key: null,
    start: { personId: null as Found | null, username: '', email: '', phone: '' },
    check: (v) => ({ personId: !v.personId && common.required, username: !v.username.trim() && common.required }),
    send: (v, accountId) => access.createAccount.call({ accountId, personId: v.personId!.id, username: v.username, email: v.email || null, phone: v.phone || null }),
    renews: [access.accounts.key(), ['search', 'candidates']],
    done: (made, v) => { onClose(); onPassword({ accountId: made.accountId, name: v.personId!.label, password: made.oneTimePassword }) },
  })
  const person = form.at('personId')
  const choose = (found: Found | null) => {
    const candidate = found && known.current.get(found.id)
    form.set({ personId: found, username: candidate?.username ?? '', email: candidate?.email ?? '', phone: candidate?.phone ?? '' })
  }
  const search = async (typed: string): Promise<Found[]> => {
    const { rows } = await access.candidates.call({ search: typed || undefined, limit: 20 })
    for (const row of rows) known.current.set(row.personId, row)
    return rows.map((row) => ({ id: row.personId, label: row.name, detail: row.offices.map((o) => `${t(o.title)}, ${o.unitName}`).join('; ') }))
  }
  return (
    <Sheet title={t(words.title)} lead={t(words.lead)} open onClose={onClose} width={560}>
      <Form of={form} submit={t(words.make)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SearchSelect field={{ ...person, set: choose }} label={t(words.person)} of="candidates" search={search} required />
        <TextField field={form.at('username')} label={t(words.username)} explain={t(explained.username)} required />
        <TextField field={form.at('email')} label={t(words.email)} />
        <TextField field={form.at('phone')} label={t(words.phone)} explain={t(explained.phone)} />
      </Form>
    </Sheet>
  )
}
