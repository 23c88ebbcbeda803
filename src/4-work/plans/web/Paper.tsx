// The plan as a paper: issuer, number, date, title, basis, text; on paper also its targets and tasks as plain tables.
import type { ReactNode } from 'react'
import { addDays } from '#base/day'
import { text } from '#base/text'
import { Go } from '#web/kit/Go.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import type { Plan } from '../contract.ts'
import styles from './Paper.module.css'
import { stageSays, targetSays, words } from './words.ts'

const own = {
  state: text('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'SOCIALIST REPUBLIC OF VIET NAM'),
  motto: text('Độc lập – Tự do – Hạnh phúc', 'Independence – Freedom – Happiness'),
  number: text('Số: {reference}', 'No. {reference}'),
  date: text('Ngày {d} tháng {m} năm {y}', '{day}'),
  kind: text('KẾ HOẠCH', 'PLAN'),
  basis: text('Căn cứ:', 'On the basis of:'),
  answers: text('Hưởng ứng kế hoạch', 'In answer to plan'),
  held: text('Hiệu lực từ {from} đến hết {to}', 'In force from {from} until {to}'),
  heldOpen: text('Hiệu lực từ {from}', 'In force from {from}'),
  full: text('Căn cứ và toàn văn', 'Basis and full text'), basisOnly: text('Căn cứ', 'Basis'),
  sign: text('TM. BAN CHẤP HÀNH', 'FOR THE EXECUTIVE COMMITTEE'),
  signTop: text('TM. ĐOÀN CHỦ TỊCH', 'FOR THE PRESIDIUM'),
  signUpper: text('TM. BAN THƯỜNG VỤ', 'FOR THE STANDING COMMITTEE'),
}

export function Paper({ plan, status }: { plan: Plan; status: ReactNode }) {
  const t = useText()
  const language = useLanguage()
  const { day } = useFormat()
  const [y, m, d] = (plan.issuedOn ?? '').split('-')
  const last = plan.inForce?.to ? addDays(plan.inForce.to, -1) : null
  return (
    <article className={styles.paper}>
      <header className={styles.head}>
        <div>
          {plan.parentName && <p className={styles.parent}>{plan.parentName}</p>}
          <p className={styles.issuer}>{plan.unitName}</p>
          <p className={styles.number}>{t(own.number, { reference: plan.reference ?? '…' })}</p>
        </div>
        <div>
          <p className={styles.state}>{t(own.state)}</p>
          <p className={styles.motto}>{t(own.motto)}</p>
          {plan.issuedOn && <p className={styles.date}>{t(own.date, { d: Number(d) < 10 ? d! : Number(d), m: Number(m) < 3 ? m! : Number(m), y: y!, day: day(plan.issuedOn) })}</p>}
        </div>
      </header>
      <p className={styles.kind}>{t(own.kind)}</p>
      <p className={styles.title}>{plan.title}</p>
      <div className={styles.status}>
        {status}
        {plan.inForce?.from && <span>{last ? t(own.held, { from: day(plan.inForce.from), to: day(last) }) : t(own.heldOpen, { from: day(plan.inForce.from) })}</span>}
        {plan.answers && <span>{t(own.answers)} <Go to={`/ke-hoach/${plan.answers.id}`}>{plan.answers.reference}</Go></span>}
      </div>
      {(plan.basis.length > 0 || plan.body) && (
        <>
          <details className={`${styles.full} no-print`}><summary>{t(plan.body ? own.full : own.basisOnly)}</summary><Text plan={plan} /></details>
          <div className="only-print"><Text plan={plan} /></div>
        </>
      )}
      <div className="only-print">
        {plan.stages.filter((s) => plan.targets.some((x) => x.stage === s.code)).map((stage) => (
          <table key={stage.code} className={styles.table}>
            <caption>{t(words.targets)}, {t(words.stage, { stage: stageSays(stage.code) }).toLocaleLowerCase(language)}</caption>
            <tbody>
              {plan.targets.filter((x) => x.stage === stage.code).map((x) => (
                <tr key={x.code}><td>{x.code}</td><td>{t(x.met)}</td><td>{x.share === 0 ? t(words.notTaken) : targetSays(x, language)}</td></tr>
              ))}
            </tbody>
          </table>
        ))}
        {plan.tasks.length > 0 && (
          <table className={styles.table}>
            <caption>{t(words.tasks)}</caption>
            <tbody>{plan.tasks.map((x) => <tr key={x.id}><td>{x.text}</td><td>{x.unitName}</td><td>{day(x.dueOn)}</td></tr>)}</tbody>
          </table>
        )}
        <p className={styles.sign}>{t(plan.unitKind === 'confederation' ? own.signTop : plan.unitKind.includes('federation') ? own.signUpper : own.sign)}</p>
      </div>
    </article>
  )
}

function Text({ plan }: { plan: Plan }) {
  const t = useText()
  return (
    <>
      {plan.basis.length > 0 && (
        <div className={styles.basis}>
          <p>{t(own.basis)}</p>
          <ul>{plan.basis.map((line, i) => <li key={i}>{line}</li>)}</ul>
        </div>
      )}
      {plan.body && <div className={styles.body}>{plan.body}</div>}
    </>
  )
}
