// Keys by which other programs read in one's office: made, listed, ended.
import { IconKey, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type Day } from '#base/day'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { PasswordField } from '#web/kit/form/PasswordField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { access, useMe, useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import { keyVerbs, type KeyVerb } from '#platform/access/actor'
import { explained } from './explained.ts'
import styles from './Secret.module.css'

const words = {
  title: text('Khóa cho chương trình khác', 'Keys for other programs'),
  what: text('Để một chương trình khác (bảng tính, bảng số liệu) tự đọc dữ liệu của một chức vụ. Khóa chỉ đọc, không ghi được gì, và hết hạn cùng chức vụ.', 'For another program (a spreadsheet, a dashboard) to read what an office sees. A key only reads, writes nothing, and ends with the office.'),
  add: text('Tạo khóa', 'Make a key'),
  name: text('Tên chương trình', 'Name of the program'),
  office: text('Chức vụ', 'Office'),
  reads: text('Được đọc', 'May read'),
  until: text('Dùng đến hết ngày', 'Last day'),
  used: text('Dùng gần nhất', 'Last used'),
  never: text('Chưa dùng', 'Never'),
  password: text('Mật khẩu hiện tại', 'Present password'),
  atLeast: text('Hãy chọn ít nhất một mục.', 'Choose at least one.'),
  shownOnce: text('Chép khóa này vào chương trình, trong đầu mục x-api-key. Khóa chỉ hiện ở đây một lần.', 'Copy this key into the program, as the header x-api-key. It is shown only here, once.'),
  end: text('Kết thúc khóa', 'End key'),
  endOf: text('Kết thúc {name}', 'End {name}'),
  endWhat: text('Chương trình dùng khóa “{name}” không đọc được nữa.', 'The program that uses “{name}” reads no more.'),
  ended: text('Đã kết thúc khóa', 'Key ended'),
}
const verbWords: Record<KeyVerb, ReturnType<typeof text>> = {
  see: text('Đơn vị, kế hoạch, lớp học, số liệu', 'Units, plans, classes, figures'),
  'person.see': text('Cán bộ, đoàn viên theo tên', 'People by name'),
  audit: text('Nhật ký', 'The audit log'),
}
type Key = Awaited<ReturnType<typeof access.apiKeys.call>>[number]

export function ApiKeys() {
  const t = useText()
  const { moment } = useFormat()
  const me = useMe()
  const keys = useQuery(access.apiKeys.queryOptions())
  const [making, setMaking] = useState(false)
  const [ending, setEnding] = useState<Key | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const columns: Column<Key>[] = [
    { key: 'name', title: words.name, value: (row) => row.name, main: true },
    { key: 'office', title: words.office, value: (row) => me.offices.find((office) => office.id === row.officeId)?.unitName ?? '', from: 'desktop' },
    { key: 'reads', title: words.reads, value: (row) => row.verbs.map((verb) => t(verbWords[verb as KeyVerb])).join('; ') },
    { key: 'until', title: words.until, kind: 'day', value: (row) => row.until },
    { key: 'used', title: words.used, value: (row) => (row.usedAt ? moment(row.usedAt) : t(words.never)), from: 'tablet' },
    { key: 'deeds', title: text('', ''), value: () => null, width: '64px', show: (row) => <IconButton label={t(words.endOf, { name: row.name })} icon={IconTrash} onClick={() => setEnding(row)} /> },
  ]
  return (
    <Part title={t(words.title)}>
      <Stack>
        <p>{t(words.what)}</p>
        <Answer of={keys} lines={2}>{(rows) => rows.length > 0 && <DataTable label={t(words.title)} columns={columns} rows={rows} keyOf={(row) => row.id} dress="list" />}</Answer>
        <Row><Button icon={IconKey} onClick={() => setMaking(true)}>{t(words.add)}</Button></Row>
      </Stack>
      {making && <Make onClose={() => setMaking(false)} onKey={(key) => { setMaking(false); setShown(key) }} />}
      {shown && (
        <Dialog title={t(words.title)} open onClose={() => setShown(null)}>
          <Stack>
            <p>{t(words.shownOnce)}</p>
            <output className={styles.key}>{shown}</output>
            <Row end><Button tone="main" onClick={() => setShown(null)}>{t(common.close)}</Button></Row>
          </Stack>
        </Dialog>
      )}
      {ending && (
        <Confirm
          title={t(words.end)} deed={t(words.end)} grave open onClose={() => setEnding(null)}
          act={async () => {
            await access.endApiKey.call({ keyId: ending.id })
            toast(words.ended)
            await queries.invalidateQueries({ queryKey: access.apiKeys.key() })
          }}
        >
          {t(words.endWhat, { name: ending.name })}
        </Confirm>
      )}
    </Part>
  )
}

function Make({ onClose, onKey }: { onClose: () => void; onKey: (key: string) => void }) {
  const t = useText()
  const me = useMe()
  const today = useToday()
  const form = useForm({
    key: null,
    start: { name: '', officeId: me.officeId, until: addDays(today, 90) as Day | null, password: '', verbs: ['see'] as KeyVerb[] },
    check: (v) => ({
      name: !v.name.trim() && common.required, officeId: !v.officeId && common.required, until: !v.until && common.required,
      verbs: v.verbs.length === 0 && words.atLeast, password: !v.password && common.required,
    }),
    send: (v) => access.makeApiKey.call({ ...v, officeId: v.officeId!, until: v.until! }), renews: [access.apiKeys.key()],
    done: ({ key }) => onKey(key),
  })
  const chosen = form.values.verbs
  return (
    <Dialog title={t(words.add)} open onClose={onClose}>
      <Form of={form} submit={t(words.add)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextField field={form.at('name')} label={t(words.name)} explain={t(explained.keyName)} maxLength={60} required />
        <SelectField field={form.at('officeId')} label={t(words.office)} required choices={me.offices.map((o) => ({ value: o.id, label: `${t(text(o.titleVi, o.titleEn))}, ${o.unitName}` }))} />
        <Stack gap={8}>
          <p>{t(words.reads)}</p>
          {keyVerbs.filter((verb) => me.verbs.includes(verb)).map((verb) => (
            <CheckField key={verb} label={t(verbWords[verb])} field={{ ...form.at('verbs'), name: verb, value: chosen.includes(verb), set: (on) => form.set({ verbs: on ? [...chosen, verb] : chosen.filter((v) => v !== verb) }) }} />
          ))}
        </Stack>
        <DayField field={form.at('until')} label={t(words.until)} explain={t(explained.keyUntil)} required />
        <PasswordField field={form.at('password')} label={t(words.password)} autoComplete="current-password" />
      </Form>
    </Dialog>
  )
}
