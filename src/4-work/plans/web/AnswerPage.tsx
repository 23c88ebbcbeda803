// The first step of answering a plan: what is answered, and one tap to a complete draft.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { queries } from '#web/api.ts'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part } from '#web/kit/Page.tsx'
import type { Plan } from '../contract.ts'
import { plans } from './api.ts'
import styles from './Plans.module.css'
import { stageSays, targetSays, words } from './words.ts'

const own = {
  title: text('Lập kế hoạch của đơn vị', 'Make the plan of the unit'),
  answers: text('Hưởng ứng kế hoạch', 'In answer to'),
  make: text('Lập từ mẫu', 'Make it from the template'),
  ready: text('Mẫu đã điền sẵn tên, số, căn cứ, chỉ tiêu và nhiệm vụ. Đơn vị chỉ cần xem lại, sửa chỗ chưa hợp rồi ban hành.', 'The template fills in title, number, basis, targets and tasks. Review it, change what does not fit, then issue it.'),
  has: text('Đơn vị đã có bản nháp cho kế hoạch này.', 'The unit already has a draft for this plan.'),
  goOn: text('Tiếp tục bản nháp', 'Go on with the draft'),
  done: text('Đơn vị không cần hưởng ứng kế hoạch này', 'The unit has no need to answer this plan'),
  doneWhy: text('Đơn vị đã có kế hoạch riêng, hoặc kế hoạch này không gửi đến đơn vị.', 'It has its own plan already, or this plan does not reach it.'),
  own: text('Xem kế hoạch của đơn vị', 'See the plans of the unit'),
}

export default function AnswerPage() {
  const t = useText()
  const { planId } = useParams<'planId'>()
  const unitId = useMe().unitId!
  const plan = useQuery(plans.read.queryOptions({ input: { id: planId } }))
  const list = useQuery(plans.list.queryOptions({ input: { unitId } }))
  return (
    <Page title={t(own.title)} path={[{ label: t(words.plans), to: '/ke-hoach' }]} width="reading">
      <Answer of={plan}>
        {(data) => (
          <Answer of={list}>
            {(mine) => {
              const waiting = mine.toAnswer.find((p) => p.id === planId)
              if (!waiting) return <Part><Empty title={t(own.done)} action={<Button to="/ke-hoach">{t(own.own)}</Button>}>{t(own.doneWhy)}</Empty></Part>
              if (waiting.draftId) return <Part><Empty title={t(own.has)} action={<Button tone="main" size="md" to={`/ke-hoach/${waiting.draftId}`}>{t(own.goOn)}</Button>} /></Part>
              return <Start plan={data} unitId={unitId} />
            }}
          </Answer>
        )}
      </Answer>
    </Page>
  )
}

function Start({ plan, unitId }: { plan: Plan; unitId: string }) {
  const t = useText()
  const language = useLanguage()
  const { day } = useFormat()
  const navigate = useNavigate()
  const form = useForm({
    key: null,
    start: {},
    send: (_, id) => plans.template.call({ id, unitId, answers: plan.id }).catch(async (error: unknown) => {
      // Another tab or person may have made the draft since: then the page offers to go on with that one.
      await queries.invalidateQueries({ queryKey: plans.list.key() })
      throw error
    }),
    done: (draft) => {
      queries.setQueryData(plans.read.queryKey({ input: { id: draft.id } }), draft)
      void queries.invalidateQueries({ queryKey: plans.list.key() })
      void navigate({ to: `/ke-hoach/${draft.id}`, replace: true })
    },
  })
  return (
    <Part title={t(own.answers)}>
      <p className={styles.reference}>{t(words.plan, { reference: plan.reference ?? '' })} · {day(plan.issuedOn)}</p>
      <p>{plan.title}</p>
      <p className={styles.soft}>{plan.unitName}</p>
      {plan.stages.map((stage) => (
        <details key={stage.code} className={styles.stageBrief}>
          <summary>{t(words.stage, { stage: stageSays(stage.code) })} · {plan.targets.filter((x) => x.stage === stage.code).length} {t(words.targets).toLocaleLowerCase(language)}</summary>
          <ul>{plan.targets.filter((x) => x.stage === stage.code).map((x) => <li key={x.code}>{t(x.met)}: <b>{targetSays(x, language)}</b></li>)}</ul>
        </details>
      ))}
      <p className={styles.note}>{t(own.ready)}</p>
      <Form of={form} submit={t(own.make)}>{null}</Form>
    </Part>
  )
}
