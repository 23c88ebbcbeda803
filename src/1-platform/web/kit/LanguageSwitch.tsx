/** Tiếng Việt or English. The shell passes `onSwitch` to keep the choice in the account too. */
import type { Language } from '#base/text'
import { switchLanguage, useLanguage } from '../language.tsx'
import styles from './LanguageSwitch.module.css'

const languages: [Language, string, string][] = [['vi', 'VI', 'Tiếng Việt'], ['en', 'EN', 'English']]

export function LanguageSwitch({ onSwitch }: { onSwitch?: (language: Language) => void }) {
  const now = useLanguage()
  return (
    <div role="group" aria-label="Ngôn ngữ · Language" className={`${styles.switch} no-print`}>
      {languages.map(([language, short, name]) => (
        <button key={language} type="button" lang={language} aria-label={name} title={name} aria-pressed={now === language} onClick={() => { switchLanguage(language); onSwitch?.(language) }}>
          {short}
        </button>
      ))}
    </div>
  )
}
