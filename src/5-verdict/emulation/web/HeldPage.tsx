// The models of the office acted in.
import { IconPlus } from '@tabler/icons-react'
import { text } from '#base/text'
import { Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useMay, useMe } from '#web/session.ts'
import HeldModels from './HeldModels.tsx'
import { words } from './words.ts'

const own = { noOffice: text('Bạn chưa giữ chức vụ nào tại một đơn vị', 'You hold no office in a unit') }

export default function HeldPage() {
  const t = useText()
  const me = useMe()
  const may = useMay()
  const unit = me.offices.find((office) => office.id === me.officeId)
  return (
    <Page title={t(words.held)} path={[{ label: t(words.models), to: '/mo-hinh' }]} lead={unit?.unitName} actions={may('model.write') && me.unitId && <Button tone="main" icon={IconPlus} to="/mo-hinh/moi">{t(words.enter)}</Button>}>
      {me.unitId ? <Part bare><HeldModels unitId={me.unitId} /></Part> : <Part><Empty title={t(own.noOffice)} /></Part>}
    </Page>
  )
}
