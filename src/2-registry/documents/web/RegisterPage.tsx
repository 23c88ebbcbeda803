// Registering a document with its scan, or correcting what was registered. What carries a secrecy level stops here: nothing
// that was typed about it is sent, and nothing of it stays in this browser.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { text } from '#base/text'
import { useAddress, useParams } from '#web/address.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useMe, useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { Document } from '../contract.ts'
import type { Direction } from '../domain/document.ts'
import type { Secrecy } from '../domain/secrecy.ts'
import { documents } from './api.ts'
import styles from './Documents.module.css'
import { explained } from './explained.ts'
import { ChosenFiles, FilePick, type Chosen } from './Files.tsx'
import { urgencyWords, words } from './words.ts'

const own = {
  incoming: text('Đăng ký văn bản đến', 'Register an incoming document'), outgoing: text('Lấy số văn bản đi', 'Number an outgoing document'), edit: text('Sửa đăng ký', 'Correct the registration'),
  secrecy: text('Độ mật của văn bản', 'Secrecy level of the document'), none: text('Không mật', 'None'),
  confidential: text('Mật', 'Confidential'), secret: text('Tối mật', 'Secret'), 'top-secret': text('Tuyệt mật', 'Top secret'),
  refused: text('Văn bản mang độ mật không được đưa vào hệ thống nối mạng (Luật Bảo vệ bí mật nhà nước). Nội dung vừa nhập đã bị xóa, không có gì được gửi đi hay lưu lại.', 'A document that carries a secrecy level must not enter a system on a network (Law on State Secrets). What was typed is gone; nothing was sent or kept.'),
  instead: text('Hãy đăng ký vào sổ văn bản mật trên giấy hoặc trên máy tính độc lập, không nối mạng. Văn bản mật không tính vào chỉ tiêu văn bản trên nền tảng số.', 'Enter it in the register of secret documents, on paper or on a computer that stands alone. It is not part of the target for documents on the platform.'),
  back: text('Đăng ký văn bản khác', 'Register another document'),
  nextIn: text('Số đến dự kiến: {n}. Số chính thức được cấp khi đăng ký.', 'Running number to expect: {n}. It is given on registration.'), nextOut: text('Số dự kiến: {n}. Số chính thức được cấp khi đăng ký.', 'Number to expect: {n}. It is given on registration.'),
  takeOver: text('Văn bản đã có số, nhập số in trên văn bản', 'It has its number already: enter it as printed'), anyway: text('Đây là văn bản khác, vẫn đăng ký', 'This is another document: register it anyway'),
  register: text('Đăng ký', 'Register'), done: text('Đã đăng ký văn bản', 'Document registered'), asPrinted: text('Ghi như in trên văn bản, ví dụ 237/KH-TLĐ', 'As printed: 237/KH-TLĐ'), handler: text('Giao cho', 'Handed to'), notation: text('Ký hiệu', 'Notation'),
  byName: text('Tên cơ quan, tổ chức như in trên văn bản', 'The organ by its name as printed'), sending: text('Đã đăng ký, đang gửi tệp {n}/{all}…', 'Registered; sending file {n} of {all}…'),
}
const levels = ['none', 'confidential', 'secret', 'top-secret'] as const satisfies readonly Secrecy[]

interface Draft {
  type: string | null; reference: string; printed: boolean; notation: string; series: string; issuedOn: Day | null; issuer: string; summary: string; signer: string; signerPosition: string; recipients: string
  urgency: 'urgent' | 'very-urgent' | 'express' | null; arrivedOn: Day | null; handler: string; dueOn: Day | null; anyway: boolean
}

export default function RegisterPage() {
  const t = useText()
  const me = useMe()
  const { documentId } = useParams<'documentId'>()
  const [{ so }] = useAddress({ so: 'den' })
  if (documentId) return <Edit id={documentId} />
  if (!me.unitId) return <Page title={t(words.documents)}><Empty title={t(words.noOffice)} /></Page>
  const direction = so === 'di' ? 'outgoing' : 'incoming'
  return <Guarded key={direction} direction={direction} unitId={me.unitId} />
}

function Edit({ id }: { id: string }) {
  const found = useQuery(documents.read.queryOptions({ input: { id }, staleTime: Infinity, gcTime: 0 }))
  return <Answer of={found}>{(data) => <Guarded direction={data.direction} unitId={data.unitId} known={data} />}</Answer>
}

function Guarded({ direction, unitId, known }: { direction: Direction; unitId: string; known?: Document }) {
  const t = useText()
  const [, go] = useAddress({ so: 'den' })
  const [level, setLevel] = useState<Secrecy>('none')
  const title = t(known ? own.edit : own[direction])
  const choose = (next: Secrecy) => {
    if (next !== 'none') forgetDraft(direction)
    setLevel(next)
  }
  return (
    <Page title={title} path={[{ label: t(words.documents), to: '/van-ban' }, ...(known ? [{ label: known.reference ?? t(known.typeName), to: `/van-ban/${known.id}` }] : [])]} width="reading">
      <Part>
        {!known && level === 'none' && (
          <div role="group" className={styles.way} aria-label={t(words.documents)}>
            {(['incoming', 'outgoing'] as const).map((one) => <button key={one} type="button" aria-pressed={direction === one} onClick={() => go({ so: one === 'outgoing' ? 'di' : 'den' })}>{t(words[one])}</button>)}
          </div>
        )}
        {!known && <label className={styles.secrecy}>
          <span>{t(own.secrecy)}</span>
          <select className={styles.pick} value={level} onChange={(event) => choose(event.currentTarget.value as Secrecy)}>{levels.map((one) => <option key={one} value={one}>{t(own[one])}</option>)}</select>
        </label>}
        {level === 'none' ? <Write direction={direction} unitId={unitId} known={known} /> : <Refused onBack={() => setLevel('none')} />}
      </Part>
    </Page>
  )
}

function Refused({ onBack }: { onBack: () => void }) {
  const t = useText()
  return (
    <div role="alert" className={styles.secret}>
      <p>{t(own.refused)}</p>
      <p>{t(own.instead)}</p>
      <Button onClick={onBack}>{t(own.back)}</Button>
    </div>
  )
}

const keyOf = (direction: Direction, known?: Document) => `document.${known?.id ?? direction}`
function forgetDraft(direction: Direction): void {
  try {
    sessionStorage.removeItem(`form ${keyOf(direction)}`)
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

const fresh = (direction: Direction, today: Day): Draft => ({
  type: direction === 'incoming' ? 'official-letter' : null, reference: '', printed: false, notation: '', series: '', issuedOn: direction === 'incoming' ? null : today, issuer: '', summary: '', signer: '', signerPosition: '', recipients: '',
  urgency: null, arrivedOn: direction === 'incoming' ? today : null, handler: '', dueOn: null, anyway: false,
})
const draftOf = (d: Document): Draft => ({
  type: d.type, reference: d.reference ?? '', printed: true, notation: '', series: d.series, issuedOn: d.issuedOn, issuer: d.issuer, summary: d.summary, signer: d.signer ?? '', signerPosition: d.signerPosition ?? '', recipients: d.recipients ?? '',
  urgency: d.urgency, arrivedOn: d.arrivedOn, handler: '', dueOn: null, anyway: false,
})

function Write({ direction, unitId, known }: { direction: Direction; unitId: string; known?: Document | undefined }) {
  const t = useText()
  const today = useToday()
  const navigate = useNavigate()
  const [files, setFiles] = useState<Chosen[]>([])
  const [sending, setSending] = useState(0)
  const sent = useRef(new Set<string>())
  const incoming = direction === 'incoming'
  const types = useQuery(documents.types.queryOptions({ staleTime: 3_600_000 }))
  const form = useForm<Draft, { id: string }>({
    key: keyOf(direction, known), start: known ? draftOf(known) : fresh(direction, today), renews: [documents.key()],
    check: (v) => ({ type: !v.type && common.required, issuedOn: !v.issuedOn && common.required, summary: !v.summary.trim() && common.required, arrivedOn: incoming && !v.arrivedOn && common.required, issuer: incoming && !v.issuer.trim() && common.required }),
    // Sent again after a lost line it is the same document: what was done of it is not done twice.
    send: async (v, newId) => {
      const id = known?.id ?? newId
      const printed = incoming || known || v.printed
      let made = await documents.write.call({
        id, unitId, direction, anyway: v.anyway, seen: known?.writing,
        head: {
          type: v.type!, secrecy: 'none', series: v.series.trim() || null, reference: printed ? v.reference.trim() || null : null, notation: v.notation.trim() || null, issuedOn: v.issuedOn!, issuer: incoming ? v.issuer : null,
          summary: v.summary, signer: v.signer || null, signerPosition: v.signerPosition || null, recipients: v.recipients || null, urgency: v.urgency, arrivedOn: v.arrivedOn,
        },
      })
      for (const [i, { id: fileId, file }] of files.entries()) {
        setSending(i + 1)
        if (!sent.current.has(fileId)) made = await documents.attach.call({ id, unitId, fileId, file })
        sent.current.add(fileId)
      }
      if (!known && v.handler.trim() && made.handler === null) made = await documents.deal.call({ id, unitId, handler: v.handler, dueOn: v.dueOn, doneOn: null, outcome: null, seen: made.writing })
      return made
    },
    done: ({ id }) => { toast(known ? words.saved : own.done); void navigate({ to: `/van-ban/${id}`, replace: true }) },
  })
  const { type, issuedOn, arrivedOn, series, printed } = form.values
  const facts = useQuery({ ...documents.facts.queryOptions({ input: { unitId, type: type ?? undefined, series: series.trim() || undefined, on: (incoming ? arrivedOn : issuedOn) ?? today } }), enabled: !known, retry: false })
  const expect = facts.data && (incoming ? t(own.nextIn, { n: facts.data.arrivalNumber }) : !printed && type ? t(own.nextOut, { n: `${facts.data.number}/${form.values.notation.trim() || facts.data.notation}` }) : '')
  const pages = !known && (
    <div className={`${styles.files} ${styles.wide}`}>
      <span>{t(words.files)}</span>
      <FilePick busy={form.busy} onChoose={(more) => setFiles((before) => [...before, ...more.map((file) => ({ id: newId(), file }))])} />
      <ChosenFiles files={files} onLeave={(id) => setFiles((before) => before.filter((one) => one.id !== id))} />
      {form.busy && sending > 0 && <p role="status" className={styles.note}>{t(own.sending, { n: sending, all: files.length })}</p>}
    </div>
  )
  return (
    <Form of={form} submit={t(known ? common.save : own.register)} columns={2} beside={<Button to={known ? `/van-ban/${known.id}` : '/van-ban'}>{t(common.cancel)}</Button>}>
      {expect && <p className={`${styles.given} ${styles.wide}`} role="status">{expect}</p>}
      {incoming && pages}
      {incoming && <DayField field={form.at('arrivedOn')} label={t(words.arrivedOn)} required to={today} />}
      <SelectField field={form.at('type')} label={t(words.type)} required placeholder="–" choices={(types.data ?? []).map((one) => ({ value: one.code, label: t(one.name) }))} />
      {incoming && <div className={styles.wide}><TextField field={form.at('issuer')} label={t(words.issuer)} help={t(own.byName)} required maxLength={200} /></div>}
      {(incoming || known || printed) && <TextField field={form.at('reference')} label={t(words.reference)} help={t(own.asPrinted)} required={!incoming} maxLength={60} />}
      <DayField field={form.at('issuedOn')} label={t(words.issuedOn)} required to={today} />
      {!incoming && !known && !printed && <TextField field={form.at('notation')} label={t(own.notation)} placeholder={facts.data?.notation ?? ''} maxLength={50} explain={t(explained.notation)} />}
      {!incoming && <TextField field={form.at('series')} label={t(words.series)} placeholder={issuedOn?.slice(0, 4) ?? ''} maxLength={40} explain={t(explained.series)} />}
      <div className={styles.wide}><TextArea field={form.at('summary')} label={t(words.summary)} required maxLength={500} /></div>
      <TextField field={form.at('signer')} label={t(words.signer)} maxLength={150} />
      <TextField field={form.at('signerPosition')} label={t(words.signerPosition)} maxLength={100} />
      {!incoming && <div className={styles.wide}><TextArea field={form.at('recipients')} label={t(words.recipients)} rows={2} maxLength={1000} /></div>}
      <SelectField field={form.at('urgency')} label={t(words.urgency)} placeholder={t(words.plain)} choices={(Object.keys(urgencyWords) as (keyof typeof urgencyWords)[]).map((value) => ({ value, label: t(urgencyWords[value]) }))} />
      {!known && <TextField field={form.at('handler')} label={t(incoming ? own.handler : words.keeper)} maxLength={200} />}
      {!known && incoming && <DayField field={form.at('dueOn')} label={t(words.dueOn)} />}
      {!incoming && !known && <div className={styles.wide}><CheckField field={form.at('printed')} label={t(own.takeOver)} /></div>}
      {!incoming && pages}
      {!known && (form.values.anyway || form.refusalsAt('anyway').length > 0) && <div className={styles.wide}><CheckField field={form.at('anyway')} label={t(own.anyway)} /></div>}
    </Form>
  )
}
