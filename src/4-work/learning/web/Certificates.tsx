// The certificates of a closed class: issued to all who completed it, then printed.
import { useQuery } from '@tanstack/react-query'
import { IconCertificate } from '@tabler/icons-react'
import { useState } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMay, useToday } from '#web/session.ts'
import { learning, type ClassPageData } from './api.ts'
import { CertificateTable } from './CertificateTable.tsx'

const own = {
  label: text('Chứng nhận', 'Certificates'), none: text('Chưa cấp chứng nhận', 'No certificate issued yet'), noneWhy: text('{n} người hoàn thành lớp này chưa có chứng nhận.', '{n} people who completed this class have no certificate.'),
  issue: text('Cấp {n} chứng nhận', 'Issue {n}'), issueTitle: text('Cấp chứng nhận', 'Issue certificates'), issued: text('Đã cấp số {from} đến {to}', 'Numbers {from} to {to} are issued'),
  what: text('{n} người được ghi vào sổ theo thứ tự của lớp, số liên tục trong năm. Tên, chương trình và người ký được giữ nguyên như lúc cấp.', '{n} people enter the register in the order of the class, with the next numbers of the year. Name, programme and signer stay as they are now.'),
  on: text('Ngày cấp', 'Issued on'), place: text('Địa danh', 'Place'), signer: text('Người ký', 'Signed by'), later: text('Để trống họ tên', 'Leave the name open'),
}

export function Certificates({ data }: { data: ClassPageData }) {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const [issuing, setIssuing] = useState(false)
  const state = useQuery(learning.certificates.queryOptions({ input: { classId: data.id, limit: 1, offset: 0 } }))
  const waiting = state.data?.waiting ?? 0
  const issue = waiting > 0 && data.may.print !== 'none' && may('class.write') && <Button icon={IconCertificate} tone="main" onClick={() => setIssuing(true)}>{t(own.issue, { n: format.number(waiting) })}</Button>
  return (
    <>
      <CertificateTable label={`${t(own.label)} – ${data.title}`} of={{ classId: data.id }} tools={issue} empty={<Empty title={t(own.none)} action={issue}>{waiting > 0 && t(own.noneWhy, { n: format.number(waiting) })}</Empty>} />
      {issuing && <IssueDialog data={data} waiting={waiting} onClose={() => setIssuing(false)} />}
    </>
  )
}

function IssueDialog({ data, waiting, onClose }: { data: ClassPageData; waiting: number; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const facts = useQuery(learning.paperFacts.queryOptions({ input: { id: data.id } }))
  return (
    <Dialog title={t(own.issueTitle)} open onClose={onClose}>
      <Stack>
        <p>{t(own.what, { n: format.number(waiting) })}</p>
        <Answer of={facts}>{(found) => <IssueForm data={data} found={found} onClose={onClose} />}</Answer>
      </Stack>
    </Dialog>
  )
}

function IssueForm({ data, found, onClose }: { data: ClassPageData; found: Awaited<ReturnType<typeof learning.paperFacts.call>>; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: null, start: { on: today as Day | null, place: found.place, signerId: (found.signers[0]?.id ?? null) as string | null },
    send: ({ on, place, signerId }) => learning.issueCertificates.call({ id: data.id, on: on!, ...(place.trim() ? { place } : {}), ...(signerId ? { signerId } : {}) }), renews: [learning.key()],
    done: ({ from, to }) => {
      toast({ vi: own.issued.vi.replace('{from}', String(from)).replace('{to}', String(to)), en: own.issued.en.replace('{from}', String(from)).replace('{to}', String(to)) })
      onClose()
    },
  })
  return (
    <Form of={form} submit={t(own.issueTitle)}>
      <DayField field={form.at('on')} label={t(own.on)} required />
      <TextField field={form.at('place')} label={t(own.place)} />
      <SelectField field={form.at('signerId')} label={t(own.signer)} placeholder={t(own.later)} choices={found.signers.map(({ id, name, title }) => ({ value: id, label: `${title} ${name}` }))} />
    </Form>
  )
}
