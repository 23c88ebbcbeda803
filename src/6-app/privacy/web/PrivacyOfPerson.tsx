// On the page of a person: what this person asked and agreed to, what holds the record, and the deeds of the office in charge.
import { IconDots, IconDownload, IconFileCheck, IconGavel, IconLock, IconLockOpen, IconMessagePlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { people } from '#people/web'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Menu } from '#web/kit/Menu.tsx'
import { Row, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { saveFile } from '#web/saveFile.ts'
import { common } from '#web/words.ts'
import type { Concerned, LegalHold } from '../contract.ts'
import { aboutPrivacy, privacy } from './api.ts'
import { ConsentOnPaper, RequestOnPaper } from './OnPaper.tsx'
import { Readings } from './Readings.tsx'
import { RequestList } from './RequestList.tsx'
import { words } from './words.ts'

const own = {
  deeds: text('Việc về dữ liệu cá nhân', 'Deeds on personal data'), record: text('Ghi yêu cầu trên giấy', 'Record a request on paper'), consent: text('Ghi sự đồng ý trên giấy', 'Record a consent on paper'),
  restrict: text('Hạn chế xử lý', 'Restrict'), release: text('Thôi hạn chế', 'End the restriction'), hold: text('Đặt lệnh giữ', 'Place a legal hold'), lift: text('Gỡ lệnh giữ', 'Lift the hold'), export: text('Xuất bản sao', 'Export a copy'),
  restricted: text('Đang hạn chế xử lý', 'Restricted'), held: text('Lệnh giữ: {reason}', 'Legal hold: {reason}'), mine: text('Đây là hồ sơ của chính bạn; người phụ trách khác giải quyết.', 'This is your own record; another officer deals with it.'),
  readings: text('Lần xem thông tin nhạy cảm', 'Readings of sensitive fields'), requests: text('Yêu cầu', 'Requests'), consents: text('Sự đồng ý', 'Consents'), none: text('Chưa đồng ý', 'Not given'), given: text('Đồng ý ngày {day}', 'Given {day}'),
  restrictWhat: text('Hồ sơ vẫn nằm trong danh sách và số liệu; chi tiết chỉ mở cho người này và cán bộ bảo vệ dữ liệu.', 'The record stays in lists and figures; its details open to the person and data protection officers alone.'),
  holdWhat: text('Khi lệnh giữ còn hiệu lực, không gì của người này bị xóa.', 'While it stands nothing of this person is erased.'),
  exportWhat: text('Một tệp ZIP gồm mọi dữ liệu đang lưu. Lần xuất được ghi lại và người này xem được.', 'One ZIP of everything kept. It is recorded, and the person sees it.'), purpose: text('Mục đích', 'Purpose'),
}
type Deed = 'record' | 'consent' | 'restrict' | 'hold' | 'export' | LegalHold

export default function PrivacyOfPerson({ personId }: { personId: string }) {
  const person = useQuery(privacy.person.queryOptions({ input: { personId } }))
  useLive(privacy.key(), aboutPrivacy)
  return <Answer of={person}>{(shown) => <Shown person={shown} />}</Answer>
}

function Shown({ person }: { person: Concerned }) {
  const t = useText()
  const { day } = useFormat()
  const [deed, setDeed] = useState<Deed | null>(null)
  const close = () => setDeed(null)
  const holds = person.holds.filter((hold) => hold.liftedAt === null)
  return (
    <Stack>
      <Row>
        {person.restricted && <Badge tone="soon">{t(own.restricted)}</Badge>}
        {holds.map((hold) => <Row key={hold.id}><Badge tone="behind">{t(own.held, { reason: hold.reason })}</Badge>{!person.own && <Button tone="quiet" onClick={() => setDeed(hold)}>{t(own.lift)}</Button>}</Row>)}
        {!person.own && !person.deidentified && (
          <Menu width={280} button={<Button icon={IconDots}>{t(own.deeds)}</Button>} deeds={[
            { label: t(own.record), icon: IconMessagePlus, onClick: () => setDeed('record') },
            { label: t(own.consent), icon: IconFileCheck, onClick: () => setDeed('consent') },
            { label: t(own.export), icon: IconDownload, onClick: () => setDeed('export') },
            { label: t(person.restricted ? own.release : own.restrict), icon: person.restricted ? IconLockOpen : IconLock, onClick: () => setDeed('restrict') },
            { label: t(own.hold), icon: IconGavel, onClick: () => setDeed('hold') }]} />
        )}
        {person.own && <span>{t(own.mine)}</span>}
      </Row>
      <RequestList requests={person.requests} open />
      <Facts of={person.consents.map((c) => [t(c.name), c.given ? `${t(own.given, { day: day(c.given.on) })} (${t(c.given.by === 'paper' ? words.paper : words.ownPage)})` : t(own.none)])} />
      <h3>{t(own.readings)}</h3>
      <Readings readings={person.readings} />
      {deed === 'record' && <RequestOnPaper person={person} onClose={close} />}
      {deed === 'consent' && <ConsentOnPaper person={person} onClose={close} />}
      {deed === 'restrict' && <Because title={t(person.restricted ? own.release : own.restrict)} lead={t(own.restrictWhat)} draft={`privacy.restrict.${person.id}`} onClose={close} send={(reason) => privacy.restrict.call({ personId: person.id, restricted: !person.restricted, reason })} />}
      {deed === 'hold' && <Because title={t(own.hold)} lead={t(own.holdWhat)} draft={`privacy.hold.${person.id}`} onClose={close} send={(reason, id) => privacy.hold.call({ holdId: id, personId: person.id, reason })} />}
      {deed === 'export' && <Because title={t(own.export)} lead={t(own.exportWhat)} label={t(own.purpose)} draft={`privacy.export.${person.id}`} onClose={close} send={async (purpose) => { const file = await privacy.exportPerson.call({ personId: person.id, purpose }); saveFile(file, `${person.name}.zip`) }} />}
      {deed && typeof deed === 'object' && <Because title={t(own.lift)} lead={deed.reason} draft={`privacy.lift.${deed.id}`} onClose={close} send={(reason) => privacy.liftHold.call({ holdId: deed.id, reason })} />}
    </Stack>
  )
}

function Because({ title, lead, label, draft, onClose, send }: { title: string; lead: string; label?: string; draft: string; onClose: () => void; send: (reason: string, id: string) => Promise<unknown> }) {
  const t = useText()
  const form = useForm({
    key: draft, start: { reason: '' }, renews: [privacy.key(), people.key()], check: (v) => ({ reason: v.reason.trim().length < 5 && words.tooShort }),
    send: (v, id) => send(v.reason, id), done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={title} lead={lead} open onClose={onClose} width={560}>
      <Form of={form} submit={title} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextArea field={form.at('reason')} label={label ?? t(words.reason)} required maxLength={4000} />
      </Form>
    </Sheet>
  )
}
