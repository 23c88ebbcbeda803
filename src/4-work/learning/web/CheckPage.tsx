// Whether a certificate is good, for whoever holds it: opened by the code on the paper, without an account.
import { useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconCircleX, IconClockX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { Failure, Skeleton } from '#web/kit/Answer.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { LanguageSwitch } from '#web/kit/LanguageSwitch.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { readCode, writeCode, type CertificateState } from '../domain/certificates.ts'
import { learning } from './api.ts'
import styles from './CheckPage.module.css'
import { words } from './words.ts'

const own = {
  title: text('Kiểm tra giấy chứng nhận', 'Check a certificate'), code: text('Mã kiểm tra trên giấy', 'Code on the paper'), check: text('Kiểm tra', 'Check'), malformed: text('Mã gồm 12 chữ và số.', 'A code has 12 letters and figures.'),
  good: text('Giấy chứng nhận có hiệu lực', 'This certificate is valid'), lapsed: text('Giấy chứng nhận đã hết thời hạn', 'This certificate has lapsed'), revoked: text('Giấy chứng nhận đã bị thu hồi', 'This certificate was revoked'),
  number: text('Số', 'Number'), issued: text('Ngày cấp', 'Issued on'), completed: text('Ngày hoàn thành', 'Completed on'), until: text('Hiệu lực đến trước ngày', 'Valid until'), revokedOn: text('Ngày thu hồi', 'Revoked on'), unit: text('Đơn vị cấp', 'Issued by'),
  name: text('Tên (viết tắt)', 'Name (shortened)'), compare: text('Hãy đối chiếu số, tên và chương trình với tờ giấy trong tay bạn.', 'Compare number, name and programme with the paper in your hand.'),
}
const icons: Record<CertificateState, typeof IconCircleCheck> = { good: IconCircleCheck, lapsed: IconClockX, revoked: IconCircleX }

export default function CheckPage() {
  const t = useText()
  const navigate = useNavigate()
  const { code } = useParams<'code'>() as { code?: string }
  const form = useForm({
    key: null, start: { code: '' }, check: (v) => ({ code: !v.code.trim() ? common.required : readCode(v.code) === null && own.malformed }),
    send: async (v) => readCode(v.code)!, done: (found) => void navigate({ to: `/chung-nhan/${found}` }),
  })
  return (
    <main className={styles.page}>
      <div className={styles.language}><LanguageSwitch /></div>
      <h1>{t(own.title)}</h1>
      {code && <Checked code={code} />}
      <section className={styles.card}>
        <Form of={form} submit={t(own.check)}><TextField field={form.at('code')} label={t(own.code)} help="XXXX-XXXX-XXXX" /></Form>
      </section>
    </main>
  )
}

function Checked({ code }: { code: string }) {
  const t = useText()
  const format = useFormat()
  const found = useQuery({ ...learning.checkCertificate.queryOptions({ input: { code } }), staleTime: 0, retry: false })
  if (found.isError) return <section className={styles.card}><Failure error={found.error} /></section>
  if (!found.data) return <section className={styles.card}><Skeleton /></section>
  const { state, number, name, programme, unit, completedOn, issuedOn, until, revokedOn } = found.data
  const Icon = icons[state]
  return (
    <section className={styles.card} data-state={state}>
      <p role="status" className={styles.verdict}><Icon size={32} aria-hidden /> {t(own[state])}</p>
      <Facts of={[
        [t(own.number), number], [t(own.name), name], [t(words.programme), programme], [t(own.unit), unit], [t(own.completed), format.day(completedOn)], [t(own.issued), format.day(issuedOn)],
        ...(until ? [[t(own.until), format.day(until)] as [string, string]] : []), ...(revokedOn ? [[t(own.revokedOn), format.day(revokedOn)] as [string, string]] : []), [t(own.code), writeCode(readCode(code) ?? code)],
      ]} />
      <p className={styles.compare}>{t(own.compare)}</p>
    </section>
  )
}
