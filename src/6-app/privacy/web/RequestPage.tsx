// One request: what is asked, what was promised, and the deeds in their order: answer, extend, decide.
import { IconCheck, IconClockPlus, IconMessage, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type Day } from '#base/day'
import { text, type Text } from '#base/text'
import { personPath } from '#people/web'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part, Row, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMe } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { PrivacyRequest } from '../contract.ts'
import { aboutPrivacy, privacy } from './api.ts'
import { Due } from './Due.tsx'
import { kinds, words } from './words.ts'

const own = {
  what: text('Yêu cầu', 'Request'), course: text('Giải quyết', 'Course'), by: text('Cách gửi', 'Came'), scan: text('Mở bản quét', 'Open the scan'),
  answer: text('Trả lời bước đầu', 'First answer'), answered: text('Đã trả lời {day}', 'Answered {day}'), extend: text('Gia hạn', 'Extend'), extended: text('Gia hạn đến', 'Extended to'), grant: text('Chấp nhận', 'Grant'), refuse: text('Từ chối', 'Refuse'), decided: text('Quyết định {day}', 'Decided {day}'),
  others: text('Bên khác (bên xử lý, bên thứ ba) cũng phải thực hiện: thời hạn dài hơn', 'Others (a processor, a third party) must act too: the time is longer'), to: text('Gia hạn đến ngày', 'Extend to'),
  open: text('Hồ sơ của người này', 'Record of this person'), mine: text('Đây là yêu cầu của chính bạn; người phụ trách khác giải quyết.', 'This is your own request; another officer deals with it.'),
}
/** What granting does at once, or where what was asked for is done. */
const effects: Readonly<Record<PrivacyRequest['kind'], Text>> = {
  see: text('Tải bản sao ở hồ sơ của người này, giao cho họ rồi ghi quyết định.', 'Download the copy on the page of the person, hand it over, then record the decision.'),
  correct: text('Sửa ở hồ sơ của người này (cần quyền sửa hồ sơ), rồi ghi quyết định; nhật ký giữ lần sửa.', 'Correct the record on the page of the person, then record the decision; the log keeps the correction.'),
  restrict: text('Hồ sơ bị hạn chế xử lý ngay: vẫn được tính, chi tiết chỉ mở cho người này và cán bộ bảo vệ dữ liệu.', 'The record is restricted at once: it still counts, its details open to the person and privacy officers alone.'),
  erase: text('Hồ sơ bị khử nhận dạng ngay và không lấy lại được: họ tên, ngày sinh, liên hệ, số định danh, tài khoản bị xóa. Bản ghi luật buộc giữ còn dưới tên thay thế; số liệu không đổi.', 'The record is de-identified at once, for ever: name, birth, contacts, numbers and the account go. What the law keeps stays under a made-up name; no figure moves.'),
  object: text('Dừng việc bị phản đối, rồi ghi quyết định và lý do.', 'Stop what is objected to, then record the decision and why.'),
  withdraw: text('Sự đồng ý hết hiệu lực ngay, dữ liệu dựa vào nó bị xóa.', 'The consent ends at once; the data that rest on it are erased.'),
}
type Deed = 'answer' | 'extend' | 'grant' | 'refuse'

export default function RequestPage() {
  const { requestId } = useParams<'requestId'>()
  const request = useQuery(privacy.request.queryOptions({ input: { requestId } }))
  useLive(privacy.key(), aboutPrivacy)
  return <Answer of={request}>{(shown) => <Shown request={shown} />}</Answer>
}

function Shown({ request }: { request: PrivacyRequest }) {
  const t = useText()
  const me = useMe()
  const { day } = useFormat()
  const [deed, setDeed] = useState<Deed | null>(null)
  const mine = me.personId === request.personId
  return (
    <Page
      title={`${t(kinds[request.kind])}: ${request.personName}`} path={[{ label: t(words.privacy), to: '/du-lieu-ca-nhan' }]} lead={<Due request={request} />} width="reading"
      actions={!request.decidedOn && !mine && (
        <Row>
          {!request.answeredOn && <Button icon={IconMessage} onClick={() => setDeed('answer')}>{t(own.answer)}</Button>}
          {!request.extendedTo && <Button icon={IconClockPlus} onClick={() => setDeed('extend')}>{t(own.extend)}</Button>}
          <Button icon={IconX} onClick={() => setDeed('refuse')}>{t(own.refuse)}</Button>
          <Button tone="main" icon={IconCheck} onClick={() => setDeed('grant')}>{t(own.grant)}</Button>
        </Row>
      )}
    >
      <Stack>
        <Part title={t(own.what)}>
          <Facts of={[
            [t(words.person), <Go key="person" to={personPath(request.personId)}>{request.personName}</Go>], [t(words.asked), request.asked], [t(words.activity), request.activityName && t(request.activityName)],
            [t(words.askedOn), day(request.askedOn)], [t(own.by), t(request.madeBy === 'paper' ? words.paper : words.ownPage)], [t(words.scan), request.fileId && <a key="scan" href={`/api/files/${request.fileId}`} target="_blank" rel="noreferrer">{t(own.scan)}</a>]]} />
        </Part>
        <Part title={t(own.course)}>
          <Stack>
            <Facts of={[
              [t(words.answerBy), day(request.answerBy)], [request.answeredOn ? t(own.answered, { day: day(request.answeredOn) }) : '', request.answer],
              [t(words.finishBy), day(request.finishBy)], [t(own.extended), request.extendedTo && `${day(request.extendedTo)}: ${request.extendReason}`],
              [request.decidedOn ? t(own.decided, { day: day(request.decidedOn) }) : '', request.decidedOn && `${t(request.granted ? words.granted : words.refused)}. ${request.reason}`]]} />
            {!request.decidedOn && <p>{t(mine ? own.mine : effects[request.kind])}</p>}
          </Stack>
        </Part>
      </Stack>
      {deed === 'answer' && <AnswerSheet request={request} onClose={() => setDeed(null)} />}
      {deed === 'extend' && <ExtendSheet request={request} onClose={() => setDeed(null)} />}
      {(deed === 'grant' || deed === 'refuse') && <DecideSheet request={request} granted={deed === 'grant'} onClose={() => setDeed(null)} />}
    </Page>
  )
}

interface DeedProps { request: PrivacyRequest; onClose: () => void }
const short = (typed: string) => typed.trim().length < 5 && words.tooShort

function AnswerSheet({ request, onClose }: DeedProps) {
  const t = useText()
  const form = useForm({
    key: `privacy.answer.${request.id}`, start: { answer: '', others: false }, renews: [privacy.key()], check: (v) => ({ answer: short(v.answer) }),
    send: (v) => privacy.answer.call({ requestId: request.id, ...v }), done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.answer)} lead={request.personName} open onClose={onClose} width={560}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextArea field={form.at('answer')} label={t(own.answer)} required rows={4} maxLength={4000} />
        <CheckField field={form.at('others')} label={t(own.others)} />
      </Form>
    </Sheet>
  )
}

function ExtendSheet({ request, onClose }: DeedProps) {
  const t = useText()
  const form = useForm({
    key: `privacy.extend.${request.id}`, start: { to: addDays(request.finishBy, 7) as Day | null, reason: '' }, renews: [privacy.key()], check: (v) => ({ to: v.to === null && common.required, reason: short(v.reason) }),
    send: (v) => privacy.extend.call({ requestId: request.id, to: v.to!, reason: v.reason }), done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.extend)} lead={request.personName} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.extend)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <DayField field={form.at('to')} label={t(own.to)} required />
        <TextArea field={form.at('reason')} label={t(words.reason)} required maxLength={4000} />
      </Form>
    </Sheet>
  )
}

function DecideSheet({ request, granted, onClose }: DeedProps & { granted: boolean }) {
  const t = useText()
  const form = useForm({
    key: `privacy.decide.${request.id}.${granted}`, start: { reason: '' }, renews: [privacy.key()], check: (v) => ({ reason: short(v.reason) }),
    send: (v) => privacy.decide.call({ requestId: request.id, granted, reason: v.reason }), done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(granted ? own.grant : own.refuse)} lead={`${t(kinds[request.kind])}: ${request.personName}`} open onClose={onClose} width={560}>
      <Form of={form} submit={t(granted ? own.grant : own.refuse)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        {granted && <p>{t(effects[request.kind])}</p>}
        <TextArea field={form.at('reason')} label={t(words.reason)} required rows={4} maxLength={4000} />
      </Form>
    </Sheet>
  )
}
