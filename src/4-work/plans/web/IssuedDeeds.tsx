// What can be done with an issued plan: print, a version that replaces it, the day to answer by, withdrawal.
import { IconCalendarDue, IconDots, IconFilePlus, IconFiles, IconFileX, IconVersions } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { newId } from '#base/id'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { indicators } from '#indicators/web'
import { useQuery } from '@tanstack/react-query'
import { useText } from '#web/language.tsx'
import { useMay, useMe, useToday } from '#web/session.ts'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Menu } from '#web/kit/Menu.tsx'
import { toast } from '#web/kit/toast.tsx'
import { common } from '#web/words.ts'
import type { Plan } from '../contract.ts'
import { plans } from './api.ts'
import { explained } from './explained.ts'
import { PaperMenu } from './PaperMenu.tsx'
import styles from './Plans.module.css'

const own = {
  more: text('Việc khác', 'More'),
  answer: text('Lập kế hoạch của đơn vị', 'Make the plan of the unit'),
  goOn: text('Tiếp tục bản nháp', 'Go on with the draft'),
  register: text('Vào sổ văn bản đi', 'Enter into the outgoing register'), registerLead: text('Kế hoạch vào sổ với đúng số, ngày, trích yếu của nó, không nhập lại. Sau đó gắn bản ký vào văn bản trong sổ.', 'The plan enters the register with its number, day and title; nothing is typed again. Then attach the signed file there.'), document: text('Mở trong sổ văn bản', 'Open in the register'),
  version: text('Lập bản thay thế', 'Make a version that replaces it'),
  versionLead: text('Bản nháp mới mang toàn bộ nội dung của kế hoạch này. Khi bản mới có hiệu lực, kế hoạch này hết hiệu lực.', 'A draft with all of this plan is made. The day it holds, this plan goes out of force.'),
  make: text('Lập bản nháp', 'Make the draft'),
  answerBy: text('Đặt hạn hưởng ứng', 'Set the day to answer by'),
  answerByField: text('Đơn vị dưới ban hành kế hoạch trước hết ngày', 'Units below issue their plans by the end of'),
  withdraw: text('Thu hồi kế hoạch', 'Withdraw the plan'),
  from: text('Thu hồi từ ngày', 'Withdrawn from'),
  why: text('Lý do', 'Reason'),
  counts: text('Từ ngày đó đơn vị không còn được tính là có kế hoạch.', 'From that day the unit no longer counts as having a plan.'),
  withdrawn: text('Đã thu hồi kế hoạch', 'Plan withdrawn'), saved: text('Đã lưu', 'Saved'),
}

export function IssuedDeeds({ plan }: { plan: Plan }) {
  const t = useText()
  const may = useMay()
  const me = useMe()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'no' | 'version' | 'answerBy' | 'withdraw' | 'register'>('no')
  const [draftId] = useState(() => newId())
  const mine = plan.unitId === me.unitId && may('plan.write')
  const list = useQuery({ ...plans.list.queryOptions({ input: { unitId: me.unitId ?? '' } }), enabled: me.unitId !== null && !mine && may('plan.write') })
  const waiting = list.data?.toAnswer.find((p) => p.id === plan.id)
  const close = () => setOpen('no')
  return (
    <>
      {waiting && <Button tone="main" icon={IconFilePlus} to={waiting.draftId ? `/ke-hoach/${waiting.draftId}` : `/ke-hoach/${plan.id}/huong-ung`}>{t(waiting.draftId ? own.goOn : own.answer)}</Button>}
      <PaperMenu plan={plan} />
      {mine && plan.status === 'issued' && (
        <Menu button={<IconButton label={t(own.more)} icon={IconDots} />} deeds={[
          ...(plan.answers ? [{ label: t(own.version), icon: IconVersions, onClick: () => setOpen('version') }] : []),
          ...(plan.documentId ? [{ label: t(own.document), icon: IconFiles, to: `/van-ban/${plan.documentId}` }] : may('document.write') ? [{ label: t(own.register), icon: IconFiles, onClick: () => setOpen('register') }] : []),
          { label: t(own.answerBy), icon: IconCalendarDue, onClick: () => setOpen('answerBy') },
          'line', { label: t(own.withdraw), icon: IconFileX, grave: true, onClick: () => setOpen('withdraw') },
        ]} />
      )}
      <Confirm
        title={t(own.version)} open={open === 'version'} onClose={close} deed={t(own.make)}
        act={async () => {
          await plans.version.call({ id: draftId, unitId: plan.unitId, replaces: plan.id })
          await navigate({ to: `/ke-hoach/${draftId}` })
        }}
      >
        {t(own.versionLead)}
      </Confirm>
      <Confirm
        title={t(own.register)} open={open === 'register'} onClose={close} deed={t(own.register)}
        act={async () => {
          const { documentId } = await plans.register.call({ id: plan.id, unitId: plan.unitId })
          await navigate({ to: `/van-ban/${documentId}` })
        }}
      >
        {t(own.registerLead)}
      </Confirm>
      {open === 'answerBy' && <AnswerByDialog plan={plan} onClose={close} />}
      {open === 'withdraw' && <WithdrawDialog plan={plan} onClose={close} />}
    </>
  )
}

function AnswerByDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { answerBy: plan.answerBy as Day | null }, renews: [plans.key()],
    send: (v) => plans.answerBy.call({ id: plan.id, unitId: plan.unitId, answerBy: v.answerBy }),
    done: () => { toast(own.saved); onClose() },
  })
  return (
    <Dialog title={t(own.answerBy)} open onClose={onClose}>
      <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <DayField field={form.at('answerBy')} label={t(own.answerByField)} explain={t(explained.answerBy)} autoFocus />
      </Form>
    </Dialog>
  )
}

function WithdrawDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `plan.withdraw.${plan.id}`, start: { on: today as Day | null, reason: '' }, renews: [plans.key(), indicators.key()],
    check: (v) => ({ on: v.on === null && common.required }),
    send: (v) => plans.withdraw.call({ id: plan.id, unitId: plan.unitId, on: v.on!, reason: v.reason }),
    done: () => { toast(own.withdrawn); onClose() },
  })
  return (
    <Dialog title={t(own.withdraw)} open onClose={onClose}>
      <div className={styles.dialog}>
        {plan.answers && <p>{t(own.counts)}</p>}
        <Form of={form} submit={t(own.withdraw)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
          <DayField field={form.at('on')} label={t(own.from)} required />
          <TextArea field={form.at('reason')} label={t(own.why)} required maxLength={2000} />
        </Form>
      </div>
    </Dialog>
  )
}
