// Help: the tour again, the guide to print, and what the words mean.
import { IconPlayerPlay, IconPrinter } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { text, type Text } from '#base/text'
import { fold } from '#base/vietnamese/text'
import { Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { Page, Part, Row, Stack } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { glossary } from '../domain/glossary.ts'
import guideEn from './guide.en.generated.pdf'
import guideVi from './guide.vi.generated.pdf'
import styles from './HelpPage.module.css'
import { useTour } from './tour.tsx'

const words = {
  title: text('Trợ giúp', 'Help'),
  tour: text('Hướng dẫn từng bước', 'The tour'),
  tourWhat: text('Năm bước qua các trang của chức vụ bạn đang dùng. Thoát ở bước nào cũng được.', 'Five steps through the pages of the office you act in. It can be left at any step.'),
  begin: text('Bắt đầu lại', 'Begin again'),
  guide: text('Bản hướng dẫn để in', 'The guide to print'),
  guideWhat: text('Hai trang A4, chữ to, dành cho chủ tịch công đoàn cơ sở: đăng nhập, việc của đơn vị, kế hoạch, cử người đi học, điểm danh, số liệu, khi mất mạng.', 'Two A4 pages in large type for the chair of a grassroots union: signing in, duties, the plan, nominating, attendance, figures, and working without a network.'),
  vi: text('Bản tiếng Việt (PDF)', 'In Vietnamese (PDF)'), en: text('Bản tiếng Anh (PDF)', 'In English (PDF)'),
  more: text('Vẫn còn vướng?', 'Still stuck?'),
  moreFields: text('Dấu ? bên cạnh một ô của biểu mẫu giải thích ô ấy.', 'The ? beside a field of a form explains that field.'),
  moreWho: text('Quên mật khẩu, mất điện thoại, sai chức vụ: nhờ người quản trị tài khoản ở công đoàn cấp trên trực tiếp.', 'A forgotten password, a lost phone, a wrong office: ask the account administrator of the union directly above.'),
  glossary: text('Các từ dùng trong hệ thống', 'What the words mean'),
  find: text('Tìm một từ', 'Find a word'),
  none: text('Không có từ này', 'No such word'),
}

export default function HelpPage() {
  const t = useText()
  const begin = useTour()
  return (
    <Page title={t(words.title)} width="reading">
      <Part title={t(words.tour)}>
        <Stack>
          <p>{t(words.tourWhat)}</p>
          <Row><Button icon={IconPlayerPlay} onClick={() => void begin()}>{t(words.begin)}</Button></Row>
        </Stack>
      </Part>
      <Part title={t(words.guide)}>
        <Stack>
          <p>{t(words.guideWhat)}</p>
          <ul className={styles.files}>
            {([[words.vi, guideVi], [words.en, guideEn]] as [Text, string][]).map(([name, file]) => (
              <li key={file}><a href={file} target="_blank" rel="noreferrer"><IconPrinter size={18} stroke={1.75} aria-hidden />{t(name)}</a></li>
            ))}
          </ul>
        </Stack>
      </Part>
      <Part title={t(words.more)}>
        <Stack gap={8}>
          <p>{t(words.moreFields)}</p>
          <p>{t(words.moreWho)}</p>
        </Stack>
      </Part>
      <Part title={t(words.glossary)}><Glossary /></Part>
    </Page>
  )
}

function Glossary() {
  const t = useText()
  const [typed, setTyped] = useState('')
  const sought = fold(useDeferredValue(typed).trim())
  const groups = glossary.map((group) => ({ ...group, words: group.words.filter(({ word, says }) => fold(`${t(word)} ${t(says)}`).includes(sought)) })).filter((group) => group.words.length > 0)
  return (
    <div className={styles.glossary}>
      <div className="no-print"><TextField field={{ name: 'tu', value: typed, set: setTyped, refusals: [], disabled: false }} label={t(words.find)} inputMode="search" /></div>
      {groups.length === 0 && <Empty title={t(words.none)} />}
      {groups.map((group) => (
        <section key={group.title.en}>
          <h3>{t(group.title)}</h3>
          <dl>
            {group.words.map(({ word, says }) => (
              <div key={word.en}>
                <dt>{t(word)}</dt>
                <dd>{t(says)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
