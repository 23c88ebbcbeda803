// What is past its retention waits for a decision; what is held by law stands beside it. Nothing goes by itself.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { personPath } from '#people/web'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { Expiry, LegalHold } from '../contract.ts'
import { privacy } from './api.ts'
import { words } from './words.ts'

const own = {
  past: text('Hết thời hạn lưu, chờ quyết định', 'Past retention, to be decided'), none: text('Không có gì hết thời hạn lưu. Thời hạn đặt ở Sổ đăng ký; mỗi đêm hệ thống tìm một lần.', 'Nothing is past its retention. Periods are set in the register; the house looks every night.'),
  what: text('Dữ liệu', 'Data'), dueOn: text('Hết hạn', 'Since'), erase: text('Xóa phần nhận dạng', 'De-identify'), empty: text('Xóa tệp', 'Remove the file'), keep: text('Giữ lại', 'Keep'),
  eraseWhat: text('Không lấy lại được. Số liệu không đổi; bản ghi luật buộc giữ còn dưới tên thay thế.', 'For ever. No figure moves; what the law keeps stays under a made-up name.'), emptyWhat: text('Không lấy lại được. Tệp gốc và nội dung các dòng bị xóa; bản ghi đã nhập vẫn còn.', 'For ever. The file and the rows as read go; the records stay.'),
  holds: text('Lệnh giữ dữ liệu', 'Legal holds'), noHolds: text('Chưa có lệnh giữ nào. Lệnh giữ đặt ở hồ sơ của từng người.', 'No legal hold. One is placed on the page of a person.'), standing: text('Đang giữ', 'Stands'), lifted: text('Đã gỡ', 'Lifted'), at: text('Đặt lúc', 'Placed'), first: text('Đang hiện {n} mục đầu trong {all}.', 'The first {n} of {all}.'),
}
const FIRST = 200

export function RetentionTab() {
  const t = useText()
  const { moment } = useFormat()
  const past = useQuery({ ...privacy.retention.queryOptions({ input: { limit: FIRST, offset: 0 } }), placeholderData: keepPreviousData })
  const holds = useQuery(privacy.holds.queryOptions())
  const [settling, setSettling] = useState<{ expiry: Expiry; keep: boolean } | null>(null)
  const columns: Column<Expiry>[] = [
    { key: 'name', title: own.what, main: true, value: (e) => e.name, show: (e) => (e.personId ? <Go to={personPath(e.personId)}>{e.name}</Go> : <Go to={`/nhap-du-lieu/${e.importId}`}>{e.name}</Go>) },
    { key: 'activity', title: words.activity, value: (e) => t(e.activityName) },
    { key: 'dueOn', title: own.dueOn, kind: 'day', value: (e) => e.dueOn, width: '120px' },
    { key: 'deeds', title: text('', ''), value: () => null, show: (e) => <Row><Button tone="grave" onClick={() => setSettling({ expiry: e, keep: false })}>{t(e.personId ? own.erase : own.empty)}</Button><Button tone="quiet" onClick={() => setSettling({ expiry: e, keep: true })}>{t(own.keep)}</Button></Row> },
  ]
  const holdColumns: Column<LegalHold>[] = [
    { key: 'person', title: words.person, main: true, value: (h) => h.personName, show: (h) => <Go to={personPath(h.personId)}>{h.personName}</Go> },
    { key: 'reason', title: words.reason, value: (h) => h.reason },
    { key: 'at', title: own.at, value: (h) => moment(h.placedAt), from: 'tablet' },
    { key: 'state', title: words.state, value: (h) => t(h.liftedAt ? own.lifted : own.standing), show: (h) => (h.liftedAt ? <>{t(own.lifted)}: {h.liftReason}</> : <Badge tone="behind">{t(own.standing)}</Badge>) },
  ]
  return (
    <Stack>
      <Part title={t(own.past)}>
        <Answer of={past}>{({ rows, total }) => <>{total > rows.length && <p>{t(own.first, { n: rows.length, all: total })}</p>}<DataTable label={t(own.past)} columns={columns} rows={rows} keyOf={(e) => e.id} dress="list" empty={<p>{t(own.none)}</p>} /></>}</Answer>
      </Part>
      <Part title={t(own.holds)}><Answer of={holds}>{(rows) => <DataTable label={t(own.holds)} columns={holdColumns} rows={rows} keyOf={(h) => h.id} dress="list" empty={<p>{t(own.noHolds)}</p>} />}</Answer></Part>
      {settling && <SettleSheet {...settling} onClose={() => setSettling(null)} />}
    </Stack>
  )
}

function SettleSheet({ expiry, keep, onClose }: { expiry: Expiry; keep: boolean; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { reason: '' }, renews: [privacy.key()], check: (v) => ({ reason: keep && v.reason.trim().length < 5 && words.tooShort }),
    send: (v) => privacy.settleExpiry.call({ expiryId: expiry.id, keep, reason: v.reason.trim() || null }), done: () => { toast(words.saved); onClose() },
  })
  const deed = t(keep ? own.keep : expiry.personId ? own.erase : own.empty)
  return (
    <Sheet title={deed} lead={expiry.name} open onClose={onClose} width={560}>
      <Form of={form} submit={deed} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        {keep ? <TextArea field={form.at('reason')} label={t(words.reason)} required maxLength={4000} /> : <p>{t(expiry.personId ? own.eraseWhat : own.emptyWhat)}</p>}
      </Form>
    </Sheet>
  )
}
