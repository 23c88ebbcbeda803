// The register of certificates that the unit acted in, or one below it, has issued, year by year.
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { Empty } from '#web/kit/Answer.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { CertificateTable } from './CertificateTable.tsx'
import styles from './Learning.module.css'
import { words } from './words.ts'

const own = {
  year: text('Năm', 'Year'), none: text('Sổ năm {year} chưa có chứng nhận nào', 'The register of {year} is empty'), noneWhy: text('Chứng nhận được cấp tại trang của lớp đã kết thúc.', 'Certificates are issued on the page of a closed class.'),
}

export default function RegisterPage() {
  const t = useText()
  const today = useToday()
  const thisYear = Number(today.slice(0, 4))
  const [{ nam }, go] = useAddress({ nam: String(thisYear) })
  const year = Number(nam) || thisYear
  return (
    <Page
      title={t(words.register)} path={[{ label: t(words.classes), to: '/lop-hoc' }]}
      actions={<select className={styles.pick} aria-label={t(own.year)} value={year} onChange={(event) => go({ nam: event.currentTarget.value })}>
        {Array.from({ length: 10 }, (_, i) => thisYear - i).map((one) => <option key={one} value={one}>{one}</option>)}
      </select>}
    >
      <CertificateTable key={year} withClass label={`${t(words.register)} ${year}`} of={{ year }} empty={<Empty title={t(own.none, { year })}>{t(own.noneWhy)}</Empty>} />
    </Page>
  )
}
