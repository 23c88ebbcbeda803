// Lower targets of one plan, decided by the union above: accepted, the plan counts; refused, a new version is due.
import { useQuery } from '@tanstack/react-query'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { indicators } from '#indicators/web'
import { useParams } from '#web/address.ts'
import { queries } from '#web/api.ts'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useMay, useMe } from '#web/session.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part, Row } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { common } from '#web/words.ts'
import type { LowerLine } from '../contract.ts'
import { plans } from './api.ts'
import { explained } from './explained.ts'
import styles from './Plans.module.css'
import { percent, stageSays, words } from './words.ts'

const own = {
  title: text('Chỉ tiêu thấp hơn chờ quyết định', 'Lower targets that wait for a decision'),
  none: text('Không có chỉ tiêu nào chờ đơn vị của bạn quyết định', 'No target waits for a decision of your unit'),
  asks: text('Đơn vị đặt {own}, cấp trên giao {above}', 'The unit sets {own}, asked from above: {above}'),
  accept: text('Chấp nhận', 'Accept'), refuse: text('Không chấp nhận', 'Refuse'),
  acceptLead: text('Kế hoạch được tính là đã hưởng ứng từ hôm nay, khi không còn chỉ tiêu nào khác đang chờ.', 'The plan counts as an answer from today, once no other target waits.'),
  refuseLead: text('Kế hoạch không được tính; đơn vị phải lập bản thay thế.', 'The plan does not count; the unit has to make a new version.'),
  note: text('Lý do không chấp nhận', 'Why it is refused'),
  decided: text('Đã ghi quyết định', 'Decision recorded'),
  seePlan: text('Xem kế hoạch', 'See the plan'),
}

export default function LowerPage() {
  const t = useText()
  const { planId } = useParams<'planId'>()
  const unitId = useMe().unitId!
  const list = useQuery(plans.lower.queryOptions({ input: { unitId, planId } }))
  return (
    <Page title={t(own.title)} path={[{ label: t(words.plans), to: '/ke-hoach' }]} width="reading" actions={<Button to={`/ke-hoach/${planId}`}>{t(own.seePlan)}</Button>}>
      <Answer of={list}>
        {(rows) => <Part>{rows.length === 0 ? <Empty title={t(own.none)} /> : rows.map((row) => <Lower key={`${row.stage} ${row.code}`} row={row} unitId={unitId} />)}</Part>}
      </Answer>
    </Page>
  )
}

function Lower({ row, unitId }: { row: LowerLine; unitId: string }) {
  const t = useText()
  const language = useLanguage()
  const { day } = useFormat()
  const may = useMay()
  const [open, setOpen] = useState<'no' | 'accept' | 'refuse'>('no')
  const close = () => setOpen('no')
  const name = `${row.code}, ${t(words.stage, { stage: stageSays(row.stage) }).toLocaleLowerCase(language)}`
  return (
    <section className={styles.lower} aria-label={name}>
      <p className={styles.soft}>{row.unitName} · {t(words.plan, { reference: row.reference })} · {day(row.issuedOn)}</p>
      <p><b>{name}</b>: {t(row.met)}</p>
      <p>{t(own.asks, { own: row.share === 0 ? t(words.notTaken) : percent(row.share, language), above: percent(row.aboveShare, language) })}</p>
      <p className={styles.why}>{row.reason}</p>
      {may('plan.decide') && (
        <Row>
          <Button tone="main" icon={IconCheck} onClick={() => setOpen('accept')}>{t(own.accept)}</Button>
          <Button tone="grave" icon={IconX} onClick={() => setOpen('refuse')}>{t(own.refuse)}</Button>
        </Row>
      )}
      <Confirm
        title={`${t(own.accept)} ${name}?`} open={open === 'accept'} onClose={close} deed={t(own.accept)}
        act={async () => {
          await plans.decide.call({ id: row.planId, unitId, code: row.code, stage: row.stage, accept: true, note: null })
          toast(own.decided)
          await Promise.all([plans.key(), indicators.key()].map((queryKey) => queries.invalidateQueries({ queryKey })))
        }}
      >
        {t(own.acceptLead)}
      </Confirm>
      {open === 'refuse' && <RefuseDialog row={row} unitId={unitId} name={name} onClose={close} />}
    </section>
  )
}

function RefuseDialog({ row, unitId, name, onClose }: { row: LowerLine; unitId: string; name: string; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: `plan.refuse.${row.planId}.${row.stage}.${row.code}`, start: { note: '' }, renews: [plans.key(), indicators.key()],
    send: (v) => plans.decide.call({ id: row.planId, unitId, code: row.code, stage: row.stage, accept: false, note: v.note }),
    done: () => { toast(own.decided); onClose() },
  })
  return (
    <Dialog title={`${t(own.refuse)} ${name}?`} open onClose={onClose}>
      <div className={styles.dialog}>
        <p>{t(own.refuseLead)}</p>
        <Form of={form} submit={t(own.refuse)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
          <TextArea field={form.at('note')} label={t(own.note)} explain={t(explained.refuse)} required maxLength={2000} autoFocus />
        </Form>
      </div>
    </Dialog>
  )
}
