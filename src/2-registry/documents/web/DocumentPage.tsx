// One document: what it says, its files, who deals with it until when, and what came of it.
import { useQuery } from '@tanstack/react-query'
import { IconEdit, IconFileX, IconPaperclip, IconRoute, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { queries } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { AttachState, useAttaching } from '#web/kit/Attach.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Columns, Page, Part, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { Document } from '../contract.ts'
import { aboutDocuments, documents } from './api.ts'
import styles from './Documents.module.css'
import { FilePick } from './Files.tsx'
import { stateWords, urgencyWords, words } from './words.ts'

const own = {
  arrived: text('Văn bản đến số {n}, ngày {day}', 'Incoming {n}, {day}'), went: text('Văn bản đi, ngày {day}', 'Outgoing, {day}'), edit: text('Sửa đăng ký', 'Correct'), void: text('Hủy', 'Void'),
  voidWhat: text('Văn bản không còn được tính. Số đã cấp vẫn giữ trong sổ, không dùng lại.', 'The document counts no more. Its number stays in the register and is not used again.'), reason: text('Lý do', 'Reason'), voided: text('Đã hủy: {why}', 'Void: {why}'),
  content: text('Nội dung đăng ký', 'As registered'), handling: text('Xử lý', 'Handling'), sending: text('Phát hành', 'Sending out'), none: text('Chưa có tệp nào: văn bản mới được đăng ký trên giấy.', 'No file yet: the document is registered on paper alone.'),
  detach: text('Gỡ {name}', 'Take {name} off'), detachTitle: text('Gỡ tệp khỏi văn bản', 'Take the file off'), detachWhat: text('“{name}” không còn thuộc văn bản này.', '“{name}” is no longer part of this document.'), detachDeed: text('Gỡ tệp', 'Take it off'),
  kept: text('lưu ngày {day}', 'kept on {day}'), attached: text('Đã lưu {n} tệp', '{n} files kept'), plan: text('Mở kế hoạch trong hệ thống', 'Open the plan'), notHandled: text('Chưa ghi xử lý', 'Nothing recorded yet'),
  unit: text('Sổ của {unit}', 'Register of {unit}'),
}

export default function DocumentPage() {
  const { documentId } = useParams<'documentId'>()
  const found = useQuery(documents.read.queryOptions({ input: { id: documentId } }))
  useLive(documents.key(), aboutDocuments)
  return <Answer of={found}>{(data) => <One of={data} />}</Answer>
}

function One({ of: d }: { of: Document }) {
  const t = useText()
  const { day } = useFormat()
  const may = useMay()
  const [voiding, setVoiding] = useState(false)
  const [saves, setSaves] = useState(0)
  const incoming = d.direction === 'incoming', writes = may('document.write') && d.state !== 'void'
  return (
    <Page
      title={d.reference ? `${t(d.typeName)} ${d.reference}` : t(d.typeName)} path={[{ label: t(words.documents), to: '/van-ban' }]}
      lead={<>{incoming ? t(own.arrived, { n: d.arrivalNumber!, day: day(d.registeredOn) }) : t(own.went, { day: day(d.registeredOn) })} <Badge tone={stateWords[d.state].tone}>{t(stateWords[d.state].say)}</Badge></>}
      actions={<>
        {d.planId && <Button icon={IconRoute} to={`/ke-hoach/${d.planId}`}>{t(own.plan)}</Button>}
        {writes && <Button icon={IconEdit} to={`/van-ban/${d.id}/sua`}>{t(own.edit)}</Button>}
        {writes && <Button tone="quiet" icon={IconFileX} onClick={() => setVoiding(true)}>{t(own.void)}</Button>}
      </>}
    >
      {d.voidReason && <p className={styles.refused}>{t(own.voided, { why: d.voidReason })}</p>}
      <Columns columns="minmax(0, 7fr) minmax(0, 5fr)">
        <Stack>
          <Part title={t(own.content)}>
            <Facts of={[
              [t(words.summary), d.summary], [t(words.issuer), d.issuer], [t(words.issuedOn), day(d.issuedOn)],
              [t(words.signer), [d.signer, d.signerPosition].filter(Boolean).join(', ')], [t(words.recipients), d.recipients], [t(words.urgency), d.urgency && t(urgencyWords[d.urgency])],
              [t(words.unit), <Go key="unit" to={`/van-ban?donvi=${d.unitId}`}>{t(own.unit, { unit: d.unitName })}</Go>],
            ]} />
          </Part>
          <Files of={d} writes={writes} />
        </Stack>
        <Part title={t(incoming ? own.handling : own.sending)}>
          {writes ? <Deal key={saves} of={d} onSaved={() => setSaves((n) => n + 1)} /> : d.handler === null ? <p className={styles.note}>{t(own.notHandled)}</p> : (
            <Facts of={[[t(incoming ? words.handler : words.keeper), d.handler], [t(words.dueOn), day(d.dueOn)], [t(incoming ? words.doneOn : words.sentOn), day(d.doneOn)], [t(words.outcome), d.outcome]]} />
          )}
        </Part>
      </Columns>
      {voiding && <VoidDialog of={d} onClose={() => setVoiding(false)} />}
    </Page>
  )
}

/** What stood there when the form was opened is what it was written upon: a change by someone else meanwhile refuses it. */
function Deal({ of: d, onSaved }: { of: Document; onSaved: () => void }) {
  const t = useText()
  const today = useToday()
  const [seen] = useState(d.writing)
  const incoming = d.direction === 'incoming'
  const form = useForm({
    key: `document.deal.${d.id}`, start: { handler: d.handler ?? '', dueOn: d.dueOn as Day | null, doneOn: d.doneOn as Day | null, outcome: d.outcome ?? '' }, renews: [documents.key()],
    check: (v) => ({ handler: !v.handler.trim() && common.required }),
    send: (v) => documents.deal.call({ id: d.id, unitId: d.unitId, handler: v.handler, dueOn: v.dueOn, doneOn: v.doneOn, outcome: v.outcome || null, seen }),
    done: () => { toast(words.saved); onSaved() },
  })
  return (
    <Form of={form} submit={t(common.save)}>
      <TextField field={form.at('handler')} label={t(incoming ? words.handler : words.keeper)} required maxLength={200} />
      {incoming && <DayField field={form.at('dueOn')} label={t(words.dueOn)} />}
      <DayField field={form.at('doneOn')} label={t(incoming ? words.doneOn : words.sentOn)} to={today} />
      {incoming && <TextArea field={form.at('outcome')} label={t(words.outcome)} rows={2} maxLength={1000} />}
    </Form>
  )
}

function Files({ of: d, writes }: { of: Document; writes: boolean }) {
  const t = useText()
  const { day } = useFormat()
  const [leaving, setLeaving] = useState<Document['kept'][number] | null>(null)
  const attaching = useAttaching((file, fileId) => documents.attach.call({ id: d.id, unitId: d.unitId, fileId, file }), async (sent) => {
    await queries.invalidateQueries({ queryKey: documents.key() })
    if (sent > 0) toast({ vi: own.attached.vi.replace('{n}', String(sent)), en: own.attached.en.replace('{n}', String(sent)) })
  })
  return (
    <Part title={t(words.files)}>
      <Stack>
        {d.kept.length === 0 && <p className={styles.note}>{t(own.none)}</p>}
        {d.kept.length > 0 && (
          <ul className={styles.lines}>
            {d.kept.map((file) => (
              <li key={file.id}>
                <span><a href={`/api/files/${file.id}`} target="_blank" rel="noreferrer"><IconPaperclip size={16} stroke={1.75} aria-hidden /> {file.name}</a><small>{t(own.kept, { day: day(file.keptOn) })}</small></span>
                {writes && <IconButton label={t(own.detach, { name: file.name })} icon={IconX} onClick={() => setLeaving(file)} />}
              </li>
            ))}
          </ul>
        )}
        <AttachState of={attaching} />
        {writes && <FilePick onChoose={attaching.take} />}
      </Stack>
      <Confirm
        title={t(own.detachTitle)} open={leaving !== null} onClose={() => setLeaving(null)} deed={t(own.detachDeed)} grave
        act={async () => {
          await documents.detach.call({ id: d.id, unitId: d.unitId, fileId: leaving!.id })
          await queries.invalidateQueries({ queryKey: documents.key() })
        }}
      >
        {leaving && t(own.detachWhat, { name: leaving.name })}
      </Confirm>
    </Part>
  )
}

function VoidDialog({ of: d, onClose }: { of: Document; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: `document.void.${d.id}`, start: { reason: '' }, renews: [documents.key()],
    send: ({ reason }) => documents.void.call({ id: d.id, unitId: d.unitId, reason }), done: () => { toast(words.saved); onClose() },
  })
  return (
    <Dialog title={t(own.void)} open onClose={onClose}>
      <Stack>
        <p>{t(own.voidWhat)}</p>
        <Form of={form} submit={t(own.void)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}><TextArea field={form.at('reason')} label={t(own.reason)} required maxLength={500} /></Form>
      </Stack>
    </Dialog>
  )
}
