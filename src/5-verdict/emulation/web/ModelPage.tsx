// One model: what it does and what came of it, who runs it and who took it over from whom, and what people say. What the
// office acted in has to do about it stands first.
import { useQuery } from '@tanstack/react-query'
import { IconChecks, IconCopyPlus, IconDots, IconEdit, IconSend, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { queries } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { Columns, Page, Part, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMe, useToday } from '#web/session.ts'
import type { Model } from '../contract.ts'
import { aboutModels, emulation, renew } from './api.ts'
import { Attachments } from './Attachments.tsx'
import { Comments } from './Comments.tsx'
import { AdoptDialog, ReturnDialog } from './ModelDialogs.tsx'
import styles from './Models.module.css'
import { OwnUse } from './OwnUse.tsx'
import { ResultsTable } from './Results.tsx'
import { Spread } from './Spread.tsx'
import { fields, kinds, statusWords, words } from './words.ts'

const own = {
  edit: text('Sửa', 'Change'), submit: text('Gửi xin công nhận', 'Send for recognition'), submitWhy: text('Công đoàn cấp trên xem ảnh, số liệu rồi công nhận hoặc trả lại. Trong lúc chờ, nội dung không sửa được.', 'The union above looks at it and recognises or returns it. It cannot be changed while it waits.'), sent: text('Đã gửi lên cấp trên', 'Sent to the union above'),
  adopt: text('Áp dụng ở đơn vị tôi', 'Use it in my unit'), recognise: text('Công nhận', 'Recognise'), recogniseWhy: text('Mọi công đoàn đều thấy và áp dụng lại được. Mô hình được tính cho đơn vị từ hôm nay, khi đơn vị đã xác nhận đang áp dụng.', 'Every union will see it and may take it over. It counts for the unit from today, once the unit has confirmed that it runs.'), recognised: text('Đã công nhận', 'Recognised'),
  giveBack: text('Trả lại', 'Return'), takeBack: text('Rút công nhận', 'Take the recognition back'), discard: text('Xóa', 'Discard'), discardTitle: text('Xóa mô hình này?', 'Discard this model?'), discardWhy: text('Nội dung, ảnh và bình luận của mô hình mất hẳn.', 'Its text, photos and comments are gone.'), more: text('Việc khác', 'More'),
  does: text('Mô hình làm gì', 'What it does'), authors: text('Tác giả', 'Authors'), cost: text('Chi phí', 'Cost'), benefit: text('Lợi ích tính bằng tiền', 'Benefit in money'), vnd: text('{n} đồng', '{n} VND'), from: text('Căn cứ: {from}', 'From: {from}'), links: text('Liên kết', 'Links'),
  results: text('Kết quả đo được', 'Measured results'), photos: text('Ảnh và tệp', 'Photos and files'), draft: text('Bản nháp, chỉ đơn vị và cấp trên thấy. Thêm ảnh rồi gửi xin công nhận.', 'A draft that only the unit and those above see. Add photos, then send it for recognition.'),
  waits: text('Đã gửi ngày {day}, chờ công đoàn cấp trên công nhận.', 'Sent on {day}; it waits for the union above.'), returned: text('{unit} trả lại ngày {day}: {note}', 'Returned by {unit} on {day}: {note}'), by: text('{unit} công nhận ngày {day}', 'Recognised by {unit} on {day}'), carried: text('nay do {unit} tiếp tục', 'carried on by {unit}'),
}

export default function ModelPage() {
  const { modelId } = useParams<'modelId'>()
  const model = useQuery(emulation.read.queryOptions({ input: { id: modelId } }))
  useLive(emulation.key(), aboutModels)
  return <Answer of={model}>{(data) => <Shown key={data.id} model={data} />}</Answer>
}

type Open = 'submit' | 'recognise' | 'return' | 'adopt' | 'discard' | null

function Shown({ model }: { model: Model }) {
  const t = useText()
  const { day, number } = useFormat()
  const me = useMe()
  const today = useToday()
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const unitId = me.unitId ?? ''
  const changeable = model.status === 'draft' || model.status === 'returned'
  const ownUse = model.uses.find((u) => u.takenFrom === null)
  const mine = model.uses.filter((u) => u.mine)
  const money = (amount: number | null, from: string | null) => (amount === null ? null : <>{t(own.vnd, { n: number(amount) })}<br /><span className={styles.soft}>{t(own.from, { from: from ?? '' })}</span></>)
  const decide = async (accept: boolean, note: string | null) => { await renew(await emulation.decide.call({ id: model.id, unitId, accept, note })); if (accept) toast(own.recognised) }
  return (
    <Page
      title={model.title} path={[{ label: t(words.models), to: '/mo-hinh' }]}
      lead={<><Badge tone={statusWords[model.status].tone}>{t(statusWords[model.status].name)}</Badge> {[model.unitName, model.holderId !== model.unitId && t(own.carried, { unit: model.holderName }), model.province].filter(Boolean).join(' · ')}</>}
      actions={<>
        {model.may.adopt && <Button tone="main" icon={IconCopyPlus} onClick={() => setOpen('adopt')}>{t(own.adopt)}</Button>}
        {model.may.recognise && model.status === 'submitted' && <><Button tone="main" icon={IconChecks} onClick={() => setOpen('recognise')}>{t(own.recognise)}</Button><Button onClick={() => setOpen('return')}>{t(own.giveBack)}</Button></>}
        {model.may.write && changeable && <><Button tone="main" icon={IconSend} onClick={() => setOpen('submit')}>{t(own.submit)}</Button><Button icon={IconEdit} to={`/mo-hinh/${model.id}/sua`}>{t(own.edit)}</Button></>}
        {(model.may.write && changeable) || (model.may.recognise && model.status === 'recognised') ? (
          <Menu button={<IconButton label={t(own.more)} icon={IconDots} />} deeds={[
            ...(model.may.write && changeable ? [{ label: t(own.discard), icon: IconTrash, grave: true, onClick: () => setOpen('discard') }] : []),
            ...(model.may.recognise && model.status === 'recognised' ? [{ label: t(own.takeBack), grave: true, onClick: () => setOpen('return') }] : []),
          ]} />
        ) : null}
      </>}
    >
      {model.may.write && model.status === 'draft' && <p className={styles.good}>{t(own.draft)}</p>}
      {model.status === 'submitted' && <p className={styles.good}>{t(own.waits, { day: day(model.submittedOn) })}</p>}
      {model.status === 'returned' && <p className={styles.bad}>{t(own.returned, { unit: model.decidedBy ?? '', day: day(model.decidedOn), note: model.note ?? '' })}</p>}
      {mine.map((use) => <OwnUse key={use.id} model={model} use={use} unitId={unitId} />)}
      <Columns columns="minmax(0, 3fr) minmax(0, 2fr)">
        <Stack>
          <Part title={t(own.does)}>
            <p className={styles.text}>{model.does}</p>
            {model.links.length > 0 && <ul className={styles.files} aria-label={t(own.links)}>{model.links.map((link) => <li key={link.url}><a href={link.url} target="_blank" rel="noreferrer noopener">{link.title}</a></li>)}</ul>}
          </Part>
          {model.results.length > 0 && <Part title={t(own.results)}><ResultsTable results={model.results} /></Part>}
          {ownUse && (ownUse.attachments.length > 0 || model.may.write) && <Part title={t(own.photos)}><Attachments use={ownUse} unitId={unitId} write={model.may.write} /></Part>}
        </Stack>
        <Part>
          <Facts of={[
            [t(words.owner), model.unitName], [t(words.province), model.province], [t(words.kind), t(kinds[model.kind])], [t(words.field), t(fields[model.field])],
            [t(own.authors), model.authors.map((a) => a.name).join(', ')], [t(words.startedOn), day(model.startedOn)], [t(own.cost), money(model.costVnd, model.costFrom)], [t(own.benefit), money(model.benefitVnd, model.benefitFrom)],
            [t(words.state), model.status === 'recognised' ? t(own.by, { unit: model.decidedBy ?? '', day: day(model.decidedOn) }) : t(statusWords[model.status].name)],
          ]} />
        </Part>
      </Columns>
      {model.status === 'recognised' && <Spread model={model} />}
      <Comments model={model} unitId={unitId} />
      {open === 'submit' && <Confirm title={t(own.submit)} open onClose={close} deed={t(own.submit)} act={async () => { await renew(await emulation.submit.call({ id: model.id, unitId })); toast(own.sent) }}>{t(own.submitWhy)}</Confirm>}
      {open === 'recognise' && <Confirm title={t(own.recognise)} open onClose={close} deed={t(own.recognise)} act={() => decide(true, null)}>{t(own.recogniseWhy)}</Confirm>}
      {open === 'return' && <ReturnDialog model={model} send={(note) => decide(false, note)} onClose={close} />}
      {open === 'adopt' && <AdoptDialog model={model} unitId={unitId} today={today} onClose={close} />}
      {open === 'discard' && (
        <Confirm title={t(own.discardTitle)} open onClose={close} deed={t(own.discard)} grave act={async () => {
          await emulation.discard.call({ id: model.id, unitId })
          void navigate({ to: '/mo-hinh/cua-don-vi', replace: true })
          void queries.invalidateQueries({ queryKey: emulation.held.key() })
        }}>{t(own.discardWhy)}</Confirm>
      )}
    </Page>
  )
}
