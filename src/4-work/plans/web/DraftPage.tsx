// A draft as one form: read it, change what does not fit, issue it. What is typed stays in the browser until the server has
// it; issuing saves and issues in one press, and what is refused comes back to its field.
import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { text } from '#base/text'
import { indicators } from '#indicators/web'
import { queries } from '#web/api.ts'
import { useFormat, useText } from '#web/language.tsx'
import { hold, type Entry } from '#web/offline/outbox.ts'
import { Button } from '#web/kit/Button.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import type { Plan } from '../contract.ts'
import { plans } from './api.ts'
import { lowerNow, toContent, toValues, unreadable, type DraftValues } from './draft.ts'
import styles from './Draft.module.css'
import { explained } from './explained.ts'
import { slotOf } from './waiting.ts'
import { TargetFields } from './TargetFields.tsx'
import { TaskFields } from './TaskFields.tsx'
import { words } from './words.ts'

const own = {
  paper: text('Văn bản', 'The paper'),
  answers: text('Hưởng ứng kế hoạch {reference}', 'In answer to plan {reference}'),
  replaces: text('Thay thế kế hoạch {reference} từ ngày có hiệu lực.', 'Replaces plan {reference} from the day it holds.'),
  series: text('Sổ đăng ký', 'Register'),
  from: text('Có hiệu lực từ', 'In force from'),
  last: text('Đến hết ngày', 'Until the end of'),
  numberHelp: text('Số đề xuất theo số cuối trong sổ; sổ đăng ký thường là năm.', 'The number is proposed from the last one in the register, which is usually the year.'),
  answerBy: text('Hạn để đơn vị dưới hưởng ứng', 'Units below answer by'),
  more: text('Căn cứ và nội dung', 'Basis and text'),
  basis: text('Căn cứ (mỗi dòng một văn bản)', 'Basis (one document a line)'),
  body: text('Nội dung', 'Text'),
  saveDraft: text('Lưu nháp', 'Save the draft'),
  saved: text('Đã lưu bản nháp', 'Draft saved'),
  held: text('Đã giữ bản nháp trên máy này, sẽ tự gửi khi có mạng', 'The draft is kept on this device and is sent once there is a network'),
  heldUnissued: text('Chưa ban hành: bản nháp đang chờ gửi trên máy này', 'Not issued: the draft waits on this device to be sent'),
  stillHere: text('Bản nháp này đang chờ gửi trên máy này.', 'This draft waits on this device to be sent.'),
  outbox: text('Xem hộp chờ gửi', 'See the outbox'),
  decide: text('Bản nháp này chưa gửi được và chờ bạn quyết định.', 'This draft could not be sent and waits for your decision.'),
  issued: text('Đã ban hành kế hoạch', 'Plan issued'),
  issueTitle: text('Ban hành kế hoạch số {reference}?', 'Issue plan {reference}?'),
  issueLead: text('Ngày {day}. Sau khi ban hành, nội dung và chỉ tiêu không sửa được; muốn đổi phải lập bản thay thế.', 'On {day}. Once issued, text and targets cannot be changed; a change takes a version that replaces it.'),
  waits: text('{n} chỉ tiêu thấp hơn cấp trên: kế hoạch chỉ được tính là đã hưởng ứng khi cấp trên chấp nhận.', '{n} targets are lower than above: the plan counts as an answer only once they are accepted.'),
  counts: text('Đơn vị được tính là đã hưởng ứng phong trào ngay khi ban hành.', 'The unit counts as having answered the moment it is issued.'),
  notYet: text('Xem lại', 'Back to the draft'),
  discard: text('Xóa bản nháp', 'Discard the draft'),
  discardTitle: text('Xóa bản nháp này?', 'Discard this draft?'),
  discardLead: text('Bản nháp mất hẳn; có thể lập lại từ mẫu.', 'The draft is gone for good; it can be made again from the template.'),
  discarded: text('Đã xóa bản nháp', 'Draft discarded'),
}

export function DraftPage({ plan, waiting }: { plan: Plan; waiting: readonly Entry[] }) {
  const t = useText()
  const { day } = useFormat()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<'no' | 'issue' | 'discard'>('no')
  const wish = useRef<'save' | 'issue'>('save')
  const form = useForm<DraftValues, Plan | 'waiting' | 'refused' | 'conflict'>({
    key: `plan.${plan.id}`,
    start: toValues(plan),
    check: (v) => unreadable(v) as object,
    async send(v) {
      const { id, unitId } = plan
      const fate = await hold(plans.save, { id, unitId, answers: plan.answers?.id ?? null, content: toContent(v), seen: v.seen },
        { vi: `Bản nháp kế hoạch: ${v.title}`, en: `Draft plan: ${v.title}` },
        { slot: slotOf(id), join: (before, now) => ({ ...now, seen: before.seen }), follows: { input: 'seen', answer: 'writing' }, here: true })
      if (fate.state !== 'sent') return fate.state
      const saved = fate.answer ?? await plans.read.call({ id })
      if (wish.current === 'save') return saved
      // Should the issue be refused, the form goes on from the text that was saved.
      form.set({ seen: saved.writing })
      return plans.issue.call({ id, unitId })
    },
    renews: [plans.key(), indicators.key()],
    done: (now) => {
      // It stands in the outbox now; an issue waits until the server has the text.
      if (typeof now === 'string') return toast(now !== 'waiting' ? own.decide : wish.current === 'save' ? own.held : own.heldUnissued)
      queries.setQueryData(plans.read.queryKey({ input: { id: plan.id } }), now)
      toast(wish.current === 'save' ? own.saved : own.issued)
      if (wish.current === 'issue') scrollTo({ top: 0 })
    },
  })
  const send = (what: 'save' | 'issue') => {
    wish.current = what
    setAsking('no')
    form.submit()
  }
  const { values } = form
  const lowered = values.targets.filter(lowerNow).length
  const reference = `${values.number || '…'}/${values.notation || '…'}`
  const stages = plan.stages.map((s) => s.code).filter((code) => values.targets.some((x) => x.stage === code))
  const inForceRefused = form.refusalsAt('inForce')
  return (
    <Page
      title={t(words.draft)} width="reading" path={[{ label: t(words.plans), to: '/ke-hoach' }]}
      lead={<>{plan.unitName}{plan.answers && <> · {t(own.answers, { reference: plan.answers.reference })}</>}{plan.replaces && <> · {t(own.replaces, { reference: plan.replaces.reference })}</>}</>}
      actions={<Button tone="quiet" icon={IconTrash} onClick={() => setAsking('discard')}>{t(own.discard)}</Button>}
    >
      {waiting.length > 0 && <p role="status" className={styles.soft}>{t(waiting.some((one) => one.state !== 'waiting') ? own.decide : own.stillHere)} <Go to="/cho-gui">{t(own.outbox)}</Go></p>}
      <div
        className={styles.form}
        // The one main deed asks once more before it is done; Enter in a field only brings the question.
        onSubmitCapture={(event) => { event.preventDefault(); event.stopPropagation(); setAsking('issue') }}
      >
        <Form of={form} submit={t(words.issue)} beside={<Button icon={IconDeviceFloppy} disabled={form.busy} onClick={() => send('save')}>{t(own.saveDraft)}</Button>}>
          <Part title={t(own.paper)}>
            <div className={styles.fields}>
              <TextArea field={form.at('title')} label={t(words.title)} required rows={2} maxLength={1000} />
              <div className={styles.three}>
                <TextField field={form.at('number')} label={t(words.number)} explain={t(explained.number)} required maxLength={20} />
                <TextField field={form.at('notation')} label={t(words.notation)} required maxLength={60} />
                <TextField field={form.at('series')} label={t(own.series)} required maxLength={40} />
              </div>
              <p className={styles.soft}>{t(own.numberHelp)}</p>
              <div className={styles.three}>
                <DayField field={form.at('issuedOn')} label={t(words.issuedOn)} explain={t(explained.issuedOn)} required />
                <DayField field={form.at('from')} label={t(own.from)} required />
                <DayField field={form.at('last')} label={t(own.last)} />
              </div>
              {inForceRefused.length > 0 && <p role="alert" tabIndex={-1} className={styles.refused}>{inForceRefused.map((w) => t(w)).join(' ')}</p>}
            </div>
          </Part>
          <Part title={t(words.targets)}>
            {form.refusalsAt('targets').map((w, i) => <p key={i} role="alert" tabIndex={-1} className={styles.refused}>{t(w)}</p>)}
            <TargetFields form={form} stages={stages} />
          </Part>
          <Part title={t(words.tasks)}><TaskFields form={form} unit={{ id: plan.unitId, name: plan.unitName }} /></Part>
          <Part>
            <details className={styles.text} open={form.refusalsAt('body').length > 0 || form.refusalsAt('basis').length > 0 || undefined}>
              <summary>{t(own.more)}</summary>
              <div className={styles.fields}>
                <TextArea field={form.at('basis')} label={t(own.basis)} rows={3} />
                <TextArea field={form.at('body')} label={t(own.body)} rows={8} maxLength={50_000} />
                <DayField field={form.at('answerBy')} label={t(own.answerBy)} explain={t(explained.answerBy)} />
              </div>
            </details>
          </Part>
        </Form>
      </div>
      <Dialog title={t(own.issueTitle, { reference })} open={asking === 'issue'} onClose={() => setAsking('no')}>
        <div className={styles.ask}>
          <p>{t(own.issueLead, { day: day(values.issuedOn) })}</p>
          <p className={lowered > 0 ? styles.waits : styles.counts}>{lowered > 0 ? t(own.waits, { n: lowered }) : t(own.counts)}</p>
          <div className={styles.askDeeds}>
            <Button onClick={() => setAsking('no')}>{t(own.notYet)}</Button>
            <Button tone="main" onClick={() => send('issue')}>{t(words.issue)}</Button>
          </div>
        </div>
      </Dialog>
      <Confirm
        title={t(own.discardTitle)} open={asking === 'discard'} onClose={() => setAsking('no')} deed={t(own.discard)} grave
        act={async () => {
          await plans.discard.call({ id: plan.id, unitId: plan.unitId })
          form.reset()
          toast(own.discarded)
          await navigate({ to: '/ke-hoach' })
          queries.removeQueries({ queryKey: plans.read.queryKey({ input: { id: plan.id } }) })
          void queries.invalidateQueries({ queryKey: plans.key() })
        }}
      >
        {t(own.discardLead)}
      </Confirm>
    </Page>
  )
}
