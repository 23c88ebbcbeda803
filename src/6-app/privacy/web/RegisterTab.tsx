// The register of processing: each activity with its purpose, basis, data, recipients, retention; confirmed or changed here.
import { IconFileTypePdf, IconPencil, IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text, type Text } from '#base/text'
import type { Day } from '#base/day'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { bases } from '../domain/bases.ts'
import type { Activity } from '../contract.ts'
import { privacy } from './api.ts'
import { useDownload } from './useDownload.tsx'
import { words } from './words.ts'

const own = {
  xlsx: text('Sổ đăng ký XLSX', 'Register as XLSX'), pdf: text('Bản in PDF', 'Paper as PDF'), change: text('Xác nhận, sửa', 'Confirm or change'), confirm: text('Xác nhận', 'Confirm'),
  confirmed: text('Đã xác nhận {at}', 'Confirmed {at}'), proposed: text('Đề xuất, chưa xác nhận', 'A proposal, not confirmed'),
  purpose: text('Mục đích', 'Purpose'), purposeEn: text('Mục đích (tiếng Anh)', 'Purpose (English)'), basis: text('Căn cứ', 'Basis'), basisText: text('Văn bản, điều khoản', 'Text and article'),
  data: text('Dữ liệu', 'Data'), records: text('{n} bản ghi', '{n} records'), recipients: text('Bên nhận', 'Recipients'), recipientsEn: text('Bên nhận (tiếng Anh)', 'Recipients (English)'),
  measures: text('Biện pháp bảo vệ', 'Measures'), measuresEn: text('Biện pháp (tiếng Anh)', 'Measures (English)'), keep: text('Thời hạn lưu', 'Retention'), keepMonths: text('Thời hạn lưu (tháng)', 'Retention in months'),
  keepHelp: text('Tính từ khi thôi nơi làm việc, chức vụ cuối cùng, hoặc từ khi nhận tệp. Để trống: lưu khi căn cứ còn hiệu lực.', 'Counted from the end of the last place or office, or from the day the file came. Empty: kept while the basis stands.'),
  months: text('{n} tháng', '{n} months'), whileBasis: text('khi căn cứ còn hiệu lực', 'while the basis stands'), begun: text('Bắt đầu xử lý', 'Processing began'), consents: text('Sự đồng ý còn hiệu lực', 'Consents in force'),
  wording: text('Lời đồng ý', 'Wording of the consent'), wordingEn: text('Lời đồng ý (tiếng Anh)', 'Wording (English)'), wordingHelp: text('Sửa lời là một bản mới; ai đã đồng ý bản cũ thì vẫn là bản cũ.', 'Other words are a new version; who agreed to the old one agreed to that.'),
}

export function RegisterTab() {
  const t = useText()
  const register = useQuery(privacy.register.queryOptions())
  const [changing, setChanging] = useState<Activity | null>(null)
  const xlsx = useDownload(() => privacy.registerSheet.call({ format: 'xlsx' })), pdf = useDownload(() => privacy.registerSheet.call({ format: 'pdf' }))
  return (
    <Stack>
      <Row end><Button icon={IconTable} busy={xlsx.busy} onClick={xlsx.go}>{t(own.xlsx)}</Button><Button icon={IconFileTypePdf} busy={pdf.busy} onClick={pdf.go}>{t(own.pdf)}</Button></Row>
      {xlsx.refused}{pdf.refused}
      <Answer of={register}>{({ activities, writable }) => activities.map((a) => <Shown key={a.code} activity={a} onChange={writable ? () => setChanging(a) : null} />)}</Answer>
      {changing && <ChangeSheet activity={changing} onClose={() => setChanging(null)} />}
    </Stack>
  )
}

function Shown({ activity: a, onChange }: { activity: Activity; onChange: (() => void) | null }) {
  const t = useText()
  const { day, moment, number } = useFormat()
  return (
    <Part title={t(a.name)} actions={onChange && <Button icon={IconPencil} onClick={onChange}>{t(own.change)}</Button>}>
      <Stack>
        <Row>{a.confirmedAt ? <Badge tone="good">{t(own.confirmed, { at: moment(a.confirmedAt) })}</Badge> : <Badge tone="soon">{t(own.proposed)}</Badge>}</Row>
        <Facts of={[
          [t(own.purpose), t(a.purpose)], [t(own.basis), [t(bases[a.basis]), a.basisText].filter(Boolean).join(': ')],
          [t(own.data), a.holdings.length === 0 ? null : (
            <ul key="data" style={{ margin: 0, paddingLeft: 18 }}>
              {a.holdings.map((h) => <li key={h.table}>{t(h.name)}{h.records !== null && ` (${t(own.records, { n: number(h.records) })})`}{h.fields.length > 0 && `: ${h.fields.map((field) => t(field).toLowerCase()).join(', ')}`}</li>)}
            </ul>)],
          [t(own.consents), a.basis === 'consent' ? number(a.consents) : null],
          [t(own.recipients), t(a.recipients)], [t(own.measures), t(a.measures)], [t(own.keep), a.keepMonths === null ? t(own.whileBasis) : t(own.months, { n: a.keepMonths })], [t(own.begun), day(a.begunOn)]]} />
      </Stack>
    </Part>
  )
}

function ChangeSheet({ activity: a, onClose }: { activity: Activity; onClose: () => void }) {
  const t = useText()
  const both = (vi: string, en: string): Text => ({ vi: vi.trim(), en: en.trim() })
  const form = useForm({
    key: `privacy.activity.${a.code}`, renews: [privacy.key()],
    start: {
      purpose: a.purpose.vi, purposeEn: a.purpose.en, basis: a.basis as Activity['basis'] | null, basisText: a.basisText ?? '', recipients: a.recipients.vi, recipientsEn: a.recipients.en, measures: a.measures.vi, measuresEn: a.measures.en,
      keepMonths: a.keepMonths, begunOn: a.begunOn as Day | null, wording: a.wording?.vi ?? '', wordingEn: a.wording?.en ?? '',
    },
    check: (v) => Object.fromEntries((['purpose', 'purposeEn', 'recipients', 'recipientsEn', 'measures', 'measuresEn'] as const).map((field) => [field, v[field].trim() === '' && common.required])),
    send: (v) => privacy.writeActivity.call({
      activity: a.code, purpose: both(v.purpose, v.purposeEn), basis: v.basis!, basisText: v.basisText.trim() || null, recipients: both(v.recipients, v.recipientsEn), measures: both(v.measures, v.measuresEn),
      keepMonths: v.keepMonths, begunOn: v.begunOn, wording: v.basis === 'consent' ? both(v.wording, v.wordingEn) : null,
    }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(a.name)} open onClose={onClose} width={640}>
      <Form of={form} submit={t(own.confirm)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextArea field={form.at('purpose')} label={t(own.purpose)} required rows={2} />
        <TextArea field={form.at('purposeEn')} label={t(own.purposeEn)} required rows={2} />
        <SelectField field={form.at('basis')} label={t(own.basis)} required choices={(Object.keys(bases) as Activity['basis'][]).map((value) => ({ value, label: t(bases[value]) }))} />
        <TextField field={form.at('basisText')} label={t(own.basisText)} maxLength={1000} />
        {form.values.basis === 'consent' && <TextArea field={form.at('wording')} label={t(own.wording)} help={t(own.wordingHelp)} required rows={4} />}
        {form.values.basis === 'consent' && <TextArea field={form.at('wordingEn')} label={t(own.wordingEn)} required rows={4} />}
        <TextArea field={form.at('recipients')} label={t(own.recipients)} required rows={2} />
        <TextArea field={form.at('recipientsEn')} label={t(own.recipientsEn)} required rows={2} />
        <TextArea field={form.at('measures')} label={t(own.measures)} required rows={2} />
        <TextArea field={form.at('measuresEn')} label={t(own.measuresEn)} required rows={2} />
        {a.lapses && <NumberField field={form.at('keepMonths')} label={t(own.keepMonths)} help={t(own.keepHelp)} />}
        <DayField field={form.at('begunOn')} label={t(own.begun)} />
      </Form>
    </Sheet>
  )
}
