// People of the unit that one acts for, and of all below it.
import { useQuery } from '@tanstack/react-query'
import { organisation } from '#organisation/web'
import { useAsOf } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Page } from '#web/kit/Page.tsx'
import { Stats } from '#web/kit/Stat.tsx'
import { useText } from '#web/language.tsx'
import { useActingUnit } from './acting.ts'
import PeopleFigures from './PeopleFigures.tsx'
import PeopleOfUnit from './PeopleOfUnit.tsx'
import { words } from './words.ts'

export default function PeoplePage() {
  const t = useText()
  const { on, structure } = useAsOf()
  const unitId = useActingUnit()
  const unit = useQuery({ ...organisation.unit.queryOptions({ input: { id: unitId ?? '', on: structure } }), enabled: unitId !== undefined })
  return (
    <Answer of={unit}>
      {({ id, name }) => (
        <Page follows="tree" title={t(words.people)} lead={name}>
          <Stats><PeopleFigures unitId={id} on={on} /></Stats>
          <PeopleOfUnit unitId={id} on={on} />
        </Page>
      )}
    </Answer>
  )
}
