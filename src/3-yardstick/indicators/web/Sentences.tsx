// A definition read out, as everybody reads it.
import { useText } from '#web/language.tsx'
import { saysDefinition, type Body, type Parts } from '../domain/says.ts'
import styles from './Compose.module.css'

export function Sentences({ parts, body }: { parts: Parts; body: Body }) {
  const t = useText()
  const { counts, excludes, stages } = saysDefinition(parts, body)
  return (
    <div className={styles.said}>
      <p>{t(counts)}</p>
      {stages.map((s, i) => <p key={i}>{t(s.days)}. {t(s.met)}</p>)}
      {excludes && <p>{t(excludes)}</p>}
    </div>
  )
}
