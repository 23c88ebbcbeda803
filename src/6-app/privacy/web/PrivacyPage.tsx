// The page of the office that answers for personal data: requests with their clocks, the register, retention and holds, days.
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { Page } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { aboutPrivacy, privacy } from './api.ts'
import { ClocksTab } from './ClocksTab.tsx'
import { RegisterTab } from './RegisterTab.tsx'
import { RequestsTab } from './RequestsTab.tsx'
import { RetentionTab } from './RetentionTab.tsx'
import { words } from './words.ts'

const own = {
  lead: text('Yêu cầu của người có dữ liệu, sổ đăng ký hoạt động xử lý, thời hạn lưu và lệnh giữ.', 'Requests of the persons concerned, the register of processing, retention and legal holds.'),
  requests: text('Yêu cầu', 'Requests'), register: text('Sổ đăng ký', 'Register'), retention: text('Lưu và giữ', 'Retention and holds'), clocks: text('Thời hạn, ngày nghỉ', 'Days'),
}

export default function PrivacyPage() {
  const t = useText()
  const [{ phan }, go] = useAddress({ phan: 'yeu-cau' })
  useLive(privacy.key(), aboutPrivacy)
  return (
    <Page title={t(words.privacy)} lead={t(own.lead)}>
      <Tabs label={t(words.privacy)} open={phan} onOpen={(key) => go({ phan: key })} tabs={[
        { key: 'yeu-cau', title: t(own.requests), body: <RequestsTab /> },
        { key: 'so-dang-ky', title: t(own.register), body: <RegisterTab /> },
        { key: 'luu-giu', title: t(own.retention), body: <RetentionTab /> },
        { key: 'thoi-han', title: t(own.clocks), body: <ClocksTab /> },
      ]} />
    </Page>
  )
}
