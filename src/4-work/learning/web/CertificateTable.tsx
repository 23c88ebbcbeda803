// Certificates of a class or of a register: printed, chosen or all, and revoked one by one.
import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query'
import { IconFileTypeDocx, IconPrinter, IconShieldCheck } from '@tabler/icons-react'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { text } from '#base/text'
import { JobWatch } from '#web/jobs/JobWatch.tsx'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Part, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMay } from '#web/session.ts'
import { certificateStates, writeCode } from '../domain/certificates.ts'
import { learning, type Certificate } from './api.ts'
import styles from './Learning.module.css'
import { usePrinting } from './printing.ts'
import { certificateTone } from './tone.ts'
import { words } from './words.ts'

const own = {
  number: text('Số', 'Number'), issued: text('Ngày cấp', 'Issued on'), state: text('Tình trạng', 'State'), code: text('Mã kiểm tra', 'Code'), until: text('Đến trước ngày', 'Until'),
  print: text('In {n} chứng nhận', 'Print {n}'), printing: text('Đang vẽ chứng nhận', 'Drawing certificates'), docx: text('Lưu DOCX', 'Save as DOCX'), pdf: text('Lưu PDF', 'Save as PDF'),
  one: text('Giấy chứng nhận số {number}', 'Certificate {number}'), check: text('Trang kiểm tra công khai', 'Public check page'), revoke: text('Thu hồi', 'Revoke'), revoked: text('Đã thu hồi chứng nhận', 'The certificate is revoked'),
  revokeWhat: text('Người quét mã trên giấy sẽ thấy ngay là chứng nhận không còn giá trị. Lý do chỉ lưu nội bộ.', 'Whoever scans the code on the paper sees at once that it is no longer valid. The reason stays inside.'),
  revokedOn: text('Thu hồi ngày', 'Revoked on'), class: text('Lớp', 'Class'), evidence: text('Hoàn thành ngày', 'Completed on'),
}
const PAGE = 50

export function CertificateTable({ label, of, empty, tools, withClass }: { label: string; of: { classId?: string; unitId?: string; year?: number }; empty: ReactNode; tools?: ReactNode; withClass?: boolean }) {
  const t = useText()
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<Certificate | null>(null)
  const printing = usePrinting()
  const input = (offset: number, limit = PAGE) => ({ ...of, search: search || undefined, limit, offset })
  const list = useInfiniteQuery(learning.certificates.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const all = async () => {
    const found: Certificate[] = []
    for (;;) {
      const page = await learning.certificates.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  // In the order of the register, the first number first; what is revoked is not printed again.
  const print = async (as: 'pdf' | 'docx') => printing.print((await all()).filter((row) => row.state !== 'revoked' && (chosen.size === 0 || chosen.has(row.id))).toReversed().map((row) => row.id), as, label)
  const columns: Column<Certificate>[] = [
    { key: 'number', title: own.number, value: (c) => c.number, width: '200px' },
    { key: 'name', title: words.name, kind: 'name', value: (c) => c.person.name, main: true },
    ...(withClass ? [{ key: 'programme', title: words.programme, value: (c: Certificate) => c.programme, from: 'tablet' as const }] : []),
    { key: 'issued', title: own.issued, kind: 'day', value: (c) => c.issuedOn, width: '120px' },
    { key: 'code', title: own.code, value: (c) => writeCode(c.code), from: 'desktop', width: '190px' },
    { key: 'state', title: own.state, value: (c) => t(certificateStates[c.state]), show: (c) => <Badge tone={certificateTone[c.state]}>{t(certificateStates[c.state])}</Badge> },
  ]
  return (
    <Stack>
      {printing.jobId && <JobWatch jobId={printing.jobId} label={t(own.printing)} />}
      {printing.refused.length > 0 && <div role="alert">{printing.refused.map((refusal, i) => <p key={i}>{t(refusal)}</p>)}</div>}
      <Answer of={list}>{(data) => {
        const total = data.pages[0]?.total ?? 0
        return (
          <DataTable
            label={label} columns={columns} rows={data.pages.flatMap((page) => page.rows)} keyOf={(c) => c.id} onOpen={setOpen} chosen={chosen} onChoose={setChosen} empty={empty}
            tools={<>
              {tools}
              {total > 0 && <Menu button={<Button icon={IconPrinter} busy={printing.busy}>{t(own.print, { n: format.number(chosen.size || total) })}</Button>} deeds={[
                { label: t(own.pdf), icon: IconPrinter, onClick: () => void print('pdf') }, { label: t(own.docx), icon: IconFileTypeDocx, onClick: () => void print('docx') }]} />}
            </>}
            paged={{ total, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
          />
        )
      }}</Answer>
      {open && <CertificateSheet one={open} onClose={() => setOpen(null)} />}
    </Stack>
  )
}

function CertificateSheet({ one, onClose }: { one: Certificate; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const may = useMay()
  const printing = usePrinting()
  const form = useForm({
    key: `certificate-revoke.${one.id}`, start: { reason: '' },
    send: ({ reason }) => learning.revokeCertificate.call({ id: one.id, reason }), renews: [learning.key()],
    done: () => { toast(own.revoked); onClose() },
  })
  return (
    <Sheet title={t(own.one, { number: one.number })} open onClose={onClose} width={600}>
      <Stack>
        <Facts of={[
          [t(words.name), <Go key="person" to={`/nguoi/${one.person.id}`}>{one.person.name}</Go>],
          [t(words.programme), one.programme], [t(own.class), <Go key="class" to={`/lop-hoc/${one.classId}`}>{one.classTitle}</Go>],
          [t(words.unit), one.unit], [t(own.evidence), format.day(one.completedOn)], [t(own.issued), format.day(one.issuedOn)],
          ...(one.until ? [[t(own.until), format.day(one.until)] as [string, string]] : []),
          [t(own.state), <Badge key="state" tone={certificateTone[one.state]}>{t(certificateStates[one.state])}</Badge>],
          ...(one.revokedOn ? [[t(own.revokedOn), format.day(one.revokedOn)], [t(words.reason), one.revokeReason]] as [string, string][] : []),
        ]} />
        <div className={styles.deeds}>
          {one.state !== 'revoked' && <Button icon={IconPrinter} busy={printing.busy} onClick={() => void printing.print([one.id], 'pdf', one.number)}>{t(own.pdf)}</Button>}
          <Button icon={IconShieldCheck} to={`/chung-nhan/${one.code}`}>{t(own.check)}</Button>
        </div>
        {printing.refused.length > 0 && <div role="alert">{printing.refused.map((refusal, i) => <p key={i}>{t(refusal)}</p>)}</div>}
        {one.own && may('class.write') && one.state !== 'revoked' && (
          <Part title={t(own.revoke)}>
            <Stack>
              <p>{t(own.revokeWhat)}</p>
              <Form of={form} submit={t(own.revoke)}><TextArea field={form.at('reason')} label={t(words.reason)} required /></Form>
            </Stack>
          </Part>
        )}
      </Stack>
    </Sheet>
  )
}
