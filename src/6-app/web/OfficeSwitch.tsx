// The unit and office acted in. Who holds several chooses one; every page is then read anew from there.
import { IconChevronDown } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { text } from '#base/text'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Menu } from '#web/kit/Menu.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useLanguage, useText } from '#web/language.tsx'
import { access, meQuery, useMe, type Me } from '#web/session.ts'
import styles from './OfficeSwitch.module.css'

const words = {
  none: text('Hôm nay không giữ chức vụ nào', 'No office held today'),
  choose: text('Làm việc với chức vụ', 'Act in the office of'),
  change: text('Đổi chức vụ đang dùng', 'Change the office acted in'),
}

export function OfficeSwitch() {
  const t = useText()
  const language = useLanguage()
  const me = useMe()
  const navigate = useNavigate()
  const title = (office: Me['offices'][number]) => (language === 'vi' ? office.titleVi : office.titleEn)
  const now = me.offices.find((office) => office.id === me.officeId)
  const inside = now ? (
    <>
      <span className={styles.unit}>{now.unitName}</span>
      <span className={styles.title}>{title(now)}</span>
    </>
  ) : <span className={styles.unit}>{t(words.none)}</span>
  if (me.offices.length < 2) return <div className={styles.office}><span className={styles.lines}>{inside}</span></div>
  const choose = async (officeId: string) => {
    try {
      await access.chooseOffice.call({ officeId })
      await queries.fetchQuery({ ...meQuery, staleTime: 0 })
      // What was read from the other office is not to be seen from this one, not even for a moment.
      const others = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => JSON.stringify(queryKey) !== JSON.stringify(meQuery.queryKey) }
      // At home already: stay, and read anew. Going there once more would call back whoever has clicked on meanwhile.
      if (location.pathname === '/') return void await queries.resetQueries(others)
      queries.removeQueries(others)
      await navigate({ to: '/' })
    } catch (error) {
      heed(error)
      toast(refusalsOf(error)[0]!.text)
    }
  }
  return (
    <Menu
      width={340}
      button={
        <button type="button" className={styles.office} aria-label={`${t(words.change)}: ${now ? `${title(now)}, ${now.unitName}` : t(words.none)}`}>
          <span className={styles.lines}>{inside}</span>
          <IconChevronDown size={16} aria-hidden />
        </button>
      }
      deeds={[
        { heading: t(words.choose) },
        ...me.offices.map((office) => ({ label: title(office), detail: office.unitName, chosen: office.id === me.officeId, onClick: () => void choose(office.id) })),
      ]}
    />
  )
}
