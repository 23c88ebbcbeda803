// What waits for approval: how it reads beside the version in force, what both say of the tree today, and the decision.
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMay } from '#web/session.ts'
import type { Draft } from '../contract.ts'
import { changesOf } from '../domain/changes.ts'
import type { Body, Parts } from '../domain/says.ts'
import { indicators } from './api.ts'
import { stateTone, words } from './compose.ts'
import styles from './Compose.module.css'
import { Sentences } from './Sentences.tsx'
import { TrialPanel } from './TrialPanel.tsx'

const own = {
  new: text('Định nghĩa mới', 'The new definition'), old: text('Phiên bản {n} đang có hiệu lực', 'Version {n}, in force'), changes: text('Thay đổi so với phiên bản {n}', 'What changes against version {n}'), was: text('Trước', 'Before'), is: text('Nay', 'Now'), same: text('Đọc giống hệt phiên bản đang có hiệu lực.', 'Reads just as the version in force.'), none: text('Chỉ số mới, chưa có phiên bản nào trước đó.', 'A new indicator; there is no earlier version.'),
  written: text('Người soạn', 'Written by'), sent: text('Gửi duyệt', 'Sent'), decided: text('Quyết định', 'Decided'), from: text('Có hiệu lực từ', 'Holds from'), counts: text('Cái được đếm', 'What is counted'), someone: text('(người ngoài phạm vi)', '(someone out of reach)'), by: text('{who}, {when}', '{who}, {when}'),
  approve: text('Duyệt và ban hành', 'Approve and publish'), approveTitle: text('Ban hành chỉ số {code}?', 'Publish indicator {code}?'), approveLead: text('Từ ngày {day} số liệu tính theo định nghĩa này. Số liệu cả nước được tính lại dần trong lúc mọi người vẫn làm việc.', 'From {day} on figures follow this definition. All figures are computed anew while everybody goes on working.'), approved: text('Đã duyệt và ban hành', 'Approved and published'),
  return: text('Trả lại', 'Return'), returnTitle: text('Trả lại để sửa', 'Return to be mended'), reason: text('Lý do', 'Reason'), reasonHelp: text('Người soạn đọc đúng câu này. Ít nhất 10 ký tự.', 'Whoever wrote it reads this. At least 10 characters.'), returned: text('Đã trả lại', 'Returned'),
  ownDraft: text('Bạn đã soạn hoặc gửi bản này, nên người khác phải duyệt.', 'You wrote or sent this, so another person must approve it.'),
}

export function ReviewPage({ draft, parts }: { draft: Draft; parts: Parts }) {
  const t = useText()
  const { day, moment } = useFormat()
  const may = useMay()
  const [asking, setAsking] = useState<'no' | 'approve' | 'return'>('no')
  const who = (name: string | null, at: Date | null) => (at === null ? '–' : t(own.by, { who: name ?? t(own.someone), when: moment(new Date(at).toISOString()) }))
  const took = (now: Draft) => {
    queries.setQueryData(indicators.draft.queryKey({ input: { id: draft.id } }), now)
    void queries.invalidateQueries({ queryKey: indicators.key() })
  }
  const before = draft.inForce
  return (
    <Page title={`${draft.code} – ${draft.nameVi}`} path={[{ label: t(words.indicators), to: '/chi-so' }]} lead={<>{draft.unitName} · <Badge tone={stateTone[draft.state]}>{t(words.states[draft.state])}</Badge></>}
      actions={draft.mayDecide && <><Button onClick={() => setAsking('return')}>{t(own.return)}</Button><Button tone="main" icon={IconCheck} onClick={() => setAsking('approve')}>{t(own.approve)}</Button></>}>
      {draft.state === 'sent' && !draft.mayDecide && may('indicator.approve') && <p role="status" className={styles.warning}>{t(own.ownDraft)}</p>}
      <Part><Facts of={[[t(own.from), day(draft.effectiveFrom)], [t(own.counts), draft.countsVi], [t(own.written), who(draft.writtenBy, draft.writtenAt)], [t(own.sent), who(draft.sentBy, draft.sentAt)], [t(own.decided), `${who(draft.decidedBy, draft.decidedAt)}${draft.reason ? ` · ${draft.reason}` : ''}`]]} /></Part>
      {before && <Part title={t(own.changes, { n: before.version })}><Changes parts={parts} before={before.body} now={draft.body} /></Part>}
      <div className={styles.pair}>
        <Part title={t(own.new)}>
          <div className={styles.fields}><Sentences parts={parts} body={draft.body} />{may('indicator.write') && <TrialPanel unitId={draft.unitId} body={draft.body} effectiveFrom={draft.effectiveFrom} />}</div>
        </Part>
        <Part title={before ? t(own.old, { n: before.version }) : ''}>
          {before ? <div className={styles.fields}><Sentences parts={parts} body={before.body} />{may('indicator.write') && <TrialPanel unitId={draft.unitId} body={before.body as Draft['body']} effectiveFrom={before.effective.from} />}</div> : <p className={styles.soft}>{t(own.none)}</p>}
        </Part>
      </div>
      <Confirm title={t(own.approveTitle, { code: draft.code })} open={asking === 'approve'} onClose={() => setAsking('no')} deed={t(own.approve)}
        act={async () => { took(await indicators.approve.call({ id: draft.id, unitId: draft.unitId })); toast(own.approved) }}>
        {t(own.approveLead, { day: day(draft.effectiveFrom) })}
      </Confirm>
      <Dialog title={t(own.returnTitle)} open={asking === 'return'} onClose={() => setAsking('no')}><ReturnForm draft={draft} took={(now) => { took(now); setAsking('no'); toast(own.returned) }} /></Dialog>
    </Page>
  )
}

function Changes({ parts, before, now }: { parts: Parts; before: Body; now: Body }) {
  const t = useText()
  const changes = changesOf(parts, before, now)
  if (changes.length === 0) return <p className={styles.soft}>{t(own.same)}</p>
  return (
    <ul className={styles.changes}>
      {changes.map(({ was, is }, i) => (
        <li key={i}>
          {was && <p className={styles.was}><b>{t(own.was)}:</b> <del>{t(was)}</del></p>}
          {is && <p className={styles.is}><b>{t(own.is)}:</b> <ins>{t(is)}</ins></p>}
        </li>
      ))}
    </ul>
  )
}

function ReturnForm({ draft, took }: { draft: Draft; took: (now: Draft) => void }) {
  const t = useText()
  const form = useForm({ key: `indicator.return.${draft.id}`, start: { reason: '' }, send: (v) => indicators.return.call({ id: draft.id, unitId: draft.unitId, reason: v.reason }), done: took })
  return <Form of={form} submit={t(own.return)}><TextArea field={form.at('reason')} label={t(own.reason)} help={t(own.reasonHelp)} required rows={3} maxLength={1000} /></Form>
}
