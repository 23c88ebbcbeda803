// Administration of offices: who holds what in a unit, with appointing, ending and handing over.
import { useQuery } from '@tanstack/react-query'
import { findUnits, organisation } from '#organisation/web'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { SearchSelect } from '#web/kit/form/SearchSelect.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useActingUnit } from './acting.ts'
import OfficesOfUnit from './OfficesOfUnit.tsx'
import { words } from './words.ts'

const own = { title: text('Chức vụ', 'Offices'), lead: text('Quyền hạn đi theo chức vụ đang giữ: bàn giao hôm nay thì người nhận có quyền ngay, người giao hết quyền ngay.', 'Powers follow the office held: handed over today, the receiver has them at once and the giver no longer.') }

export default function OfficesPage() {
  const t = useText()
  const { on } = useAsOf()
  const acting = useActingUnit()
  const [{ 'don-vi': picked }, go] = useAddress({ 'don-vi': '' })
  const unitId = picked || acting
  const unit = useQuery({ ...organisation.unit.queryOptions({ input: { id: unitId ?? '', on } }), enabled: unitId !== undefined })
  return (
    <Page follows="day" title={t(own.title)} lead={t(own.lead)}>
      <Answer of={unit}>
        {({ id, name, parentName }) => (
          <>
            <SearchSelect
              field={{ name: 'don-vi', value: { id, label: name, detail: parentName ?? undefined }, set: (found) => go({ 'don-vi': found?.id ?? '' }), refusals: [], disabled: false }}
              label={t(words.unit)} of="units" search={(typed) => findUnits(typed, on, acting)}
            />
            <OfficesOfUnit unitId={id} on={on} />
          </>
        )}
      </Answer>
    </Page>
  )
}
