import { text } from '#base/text'
import { useFormat, useText } from '#web/language.tsx'
import styles from './Learning.module.css'
import type { useNominate } from './useNominate.ts'

const own = {
  nominated: text('{n} người đã có chỗ', '{n} have a seat'), waiting: text('{n} người vào danh sách chờ', '{n} are waiting'), refused: text('{n} người không cử được:', '{n} could not be nominated:'),
}

/** What came of each: how many have a seat, how many wait, and by name who was refused and why. */
export function NominationResult({ of: { answer, refused }, names }: { of: ReturnType<typeof useNominate>; names: ReadonlyMap<string, string> }) {
  const t = useText()
  const { number } = useFormat()
  if (refused.length > 0) return <div role="alert" className={styles.refused}>{refused.map((one, i) => <p key={i}>{t(one)}</p>)}</div>
  if (!answer) return null
  return (
    <div role="status" className={styles.result}>
      {answer.nominated.length > 0 && <p>{t(own.nominated, { n: number(answer.nominated.length) })}</p>}
      {answer.waiting.length > 0 && <p>{t(own.waiting, { n: number(answer.waiting.length) })}</p>}
      {answer.refused.length > 0 && <>
        <p>{t(own.refused, { n: number(answer.refused.length) })}</p>
        <ul>{answer.refused.map(({ personId, refusal }) => <li key={personId}>{names.get(personId) ?? ''}: {t(refusal.text)}</li>)}</ul>
      </>}
    </div>
  )
}
