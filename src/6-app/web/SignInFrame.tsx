// What stands around every step of signing in: the road, the name of the house, the languages.
import type { ReactNode } from 'react'
import { text } from '#base/text'
import { LanguageSwitch } from '#web/kit/LanguageSwitch.tsx'
import { useText } from '#web/language.tsx'
import { Mark } from './Mark.tsx'
import styles from './SignInPage.module.css'

const words = {
  motto: text('Mỗi chỉ tiêu một con đường, mỗi con số một bằng chứng.', 'Every target a road, every figure its proof.'),
  what: text('Hệ thống làm việc của tổ chức Công đoàn', 'The working system of the trade-union confederation'),
}

export function SignInFrame({ children }: { children: ReactNode }) {
  const t = useText()
  return (
    <div className={styles.page}>
      <aside className={styles.road} aria-hidden="true">
        <svg viewBox="0 0 600 900" preserveAspectRatio="xMidYMid slice">
          <path d="M520 960C520 800 470 700 470 560S210 430 230 300 440 170 420 -40" className={styles.verge} />
          <path d="M520 960C520 800 470 700 470 560S210 430 230 300 440 170 420 -40" className={styles.way} />
          <path d="M520 960C520 800 470 700 470 560S210 430 230 300 440 170 420 -40" className={styles.line} />
          <g className={styles.stones}><circle cx="478" cy="640" r="11" /><circle cx="233" cy="330" r="9" /><circle cx="395" cy="122" r="7" /></g>
        </svg>
        <p>{t(words.motto)}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.language}><LanguageSwitch /></div>
        <div className={styles.card}>
          <div className={styles.brand}>
            <Mark size={52} />
            <div>
              <p className={styles.name}>Lộ Trình</p>
              <p className={styles.what}>{t(words.what)}</p>
            </div>
          </div>
          {children}
        </div>
      </main>
    </div>
  )
}
