// A definition as one form: whom it counts, whom it leaves out, when it is met. What is typed is read out, tried on real data
// beside the form, and saved by itself; sending it saves and sends in one press.
import { IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { hold, type Entry } from '#web/offline/outbox.ts'
import type { Draft } from '../contract.ts'
import type { Parts } from '../domain/says.ts'
import { indicators } from './api.ts'
import { bodyOf, slotOf, stateTone, toValues, toWrite, words, type ComposeValues } from './compose.ts'
import styles from './Compose.module.css'
import { explained } from './explained.ts'
import { ExclusionFields, StageFields, SubjectFields } from './PartFields.tsx'
import { Sentences } from './Sentences.tsx'
import { TrialPanel } from './TrialPanel.tsx'

const own = {
  title: text('Soạn chỉ số', 'Compose an indicator'), next: text('Soạn phiên bản mới của {code}', 'Compose the next version of {code}'),
  about: text('Chỉ số', 'The indicator'), code: text('Mã chỉ số', 'Code'), name: text('Tên chỉ số', 'Name'), nameEn: text('Tên tiếng Anh (nếu có)', 'Name in English (optional)'),
  counts: text('Cái được đếm', 'What is counted'), countsEn: text('Cái được đếm, tiếng Anh (nếu có)', 'What is counted, in English (optional)'), from: text('Có hiệu lực từ', 'Holds from'),
  reads: text('Đọc thành lời', 'As it reads'), send: text('Gửi duyệt', 'Send for approval'), sent: text('Đã gửi duyệt', 'Sent for approval'), saved: text('Đã tự lưu', 'Saved'),
  returned: text('Được trả lại: {reason}', 'Returned: {reason}'), waits: text('Bản soạn này chưa gửi được và chờ bạn quyết định.', 'This draft could not be sent and waits for your decision.'), outbox: text('Xem hộp chờ gửi', 'See the outbox'),
  discard: text('Xóa bản soạn', 'Discard the draft'), discardTitle: text('Xóa bản soạn này?', 'Discard this draft?'), discardLead: text('Bản soạn mất hẳn. Các phiên bản đã ban hành không bị ảnh hưởng.', 'The draft is gone for good. Published versions are not touched.'), discarded: text('Đã xóa bản soạn', 'Draft discarded'),
}

/** After so long without typing it is saved. */
const PAUSE = 1500

export function Composer({ draft, parts, waiting }: { draft: Draft; parts: Parts; waiting: readonly Entry[] }) {
  const t = useText()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const [kept, setKept] = useState(false)
  const save = (v: ComposeValues) => hold(indicators.save, toWrite(v, draft), { vi: `Bản soạn chỉ số ${v.code}: ${v.nameVi}`, en: `Draft of indicator ${v.code}: ${v.nameVi}` },
    { slot: slotOf(draft.id), join: (before, now) => ({ ...now, seen: before.seen }), follows: { input: 'seen', answer: 'writing' }, here: true })
  const form = useForm<ComposeValues, Draft | 'kept'>({
    key: `indicator.${draft.id}`, start: toValues(draft),
    async send(v) {
      const fate = await save(v)
      if (fate.state !== 'sent') return 'kept'
      const saved = fate.answer ?? await indicators.draft.call({ id: draft.id })
      // Should it be refused, the form goes on from the text that was saved.
      form.set({ seen: saved.writing })
      return indicators.send.call({ id: draft.id, unitId: draft.unitId })
    },
    renews: [indicators.key()],
    done: (now) => {
      if (now === 'kept') return toast(own.waits)
      queries.setQueryData(indicators.draft.queryKey({ input: { id: draft.id } }), now)
      toast(own.sent)
      scrollTo({ top: 0 })
    },
  })
  const { values } = form
  const { seen: _seen, ...typed } = values
  const text = JSON.stringify(typed)
  const stored = useRef(text)
  const keep = useEffectEvent(() => {
    save(values).then((fate) => {
      stored.current = text
      if (fate.state !== 'sent') return
      setKept(true)
      if (fate.answer) form.set({ seen: fate.answer.writing })
    }, () => {})
  })
  const { typed: written, busy } = form
  useEffect(() => {
    if (!written || busy || text === stored.current) return
    setKept(false)
    const timer = setTimeout(keep, PAUSE)
    return () => clearTimeout(timer)
  }, [text, written, busy])
  const title = draft.replaces ? t(own.next, { code: draft.replaces }) : t(own.title)
  return (
    <Page title={title} path={[{ label: t(words.indicators), to: '/chi-so' }]} lead={<>{draft.unitName} · <Badge tone={stateTone[draft.state]}>{t(words.states[draft.state])}</Badge>{kept && <span role="status"> · {t(own.saved)}</span>}</>}
      actions={<Button tone="quiet" icon={IconTrash} onClick={() => setAsking(true)}>{t(own.discard)}</Button>}>
      {draft.state === 'returned' && <p role="status" className={styles.warning}>{t(own.returned, { reason: draft.reason ?? '' })}</p>}
      {waiting.some((one) => one.state !== 'waiting') && <p role="status" className={styles.warning}>{t(own.waits)} <Go to="/cho-gui">{t(own.outbox)}</Go></p>}
      <div className={styles.sides}>
        <div className={styles.form}>
          <Form of={form} submit={t(own.send)}>
            <Part title={t(own.about)}>
              <div className={styles.fields}>
                <div className={styles.two}>
                  <TextField field={form.at('code')} label={t(own.code)} explain={t(explained.code)} required maxLength={20} disabled={draft.replaces !== null} />
                  <DayField field={form.at('effectiveFrom')} label={t(own.from)} explain={t(explained.effectiveFrom)} required />
                </div>
                <TextArea field={form.at('nameVi')} label={t(own.name)} required rows={2} maxLength={300} />
                <div className={styles.two}>
                  <TextField field={form.at('countsVi')} label={t(own.counts)} explain={t(explained.counts)} required maxLength={100} />
                  <TextField field={form.at('countsEn')} label={t(own.countsEn)} maxLength={100} />
                </div>
                <TextField field={form.at('nameEn')} label={t(own.nameEn)} maxLength={300} />
              </div>
            </Part>
            <Part title={t(words.counted)}><SubjectFields form={form} parts={parts} /></Part>
            <Part title={t(words.stages)}><StageFields form={form} parts={parts} /></Part>
            <Part title={t(words.excluded)}><ExclusionFields form={form} parts={parts} /></Part>
          </Form>
        </div>
        <aside aria-label={t(words.trial)}>
          <Part title={t(own.reads)}><Sentences parts={parts} body={bodyOf(values)} /></Part>
          <Part title={t(words.trial)}><TrialPanel unitId={draft.unitId} body={bodyOf(values)} effectiveFrom={values.effectiveFrom} /></Part>
        </aside>
      </div>
      <Confirm title={t(own.discardTitle)} open={asking} onClose={() => setAsking(false)} deed={t(own.discard)} grave
        act={async () => {
          await indicators.discard.call({ id: draft.id, unitId: draft.unitId })
          form.reset()
          toast(own.discarded)
          await navigate({ to: '/chi-so' })
          void queries.invalidateQueries({ queryKey: indicators.key() })
        }}>
        {t(own.discardLead)}
      </Confirm>
    </Page>
  )
}
