// What the office acted in may do with the structure here. Each form is loaded when it is asked for.
import { IconArrowMerge, IconArrowsJoin, IconArrowsSplit, IconArrowsTransferUp, IconCategory, IconCirclePlus, IconCircleX, IconDots, IconPencil } from '@tabler/icons-react'
import { lazy, Suspense, useState, type ComponentType } from 'react'
import { text } from '#base/text'
import { IconButton } from '#web/kit/Button.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { useText } from '#web/language.tsx'
import type { UnitCard } from '../contract.ts'
import type { ChangeProps } from './changes.tsx'
import { deedNames } from './words.ts'

const own = { change: text('Thay đổi tổ chức', 'Change the structure') }

const form = (load: () => Promise<ComponentType<ChangeProps>>) => lazy(async () => ({ default: await load() }))
const forms = {
  establish: form(async () => (await import('./changes.tsx')).Establish), rename: form(async () => (await import('./changes.tsx')).Rename),
  kind: form(async () => (await import('./changes.tsx')).ChangeKind), transfer: form(async () => (await import('./changes.tsx')).Transfer),
  merge: form(async () => (await import('./changes.tsx')).Merge), dissolve: form(async () => (await import('./changes.tsx')).Dissolve),
  consolidate: form(async () => (await import('./Consolidate.tsx')).Consolidate), split: form(async () => (await import('./Split.tsx')).Split),
}
type Deed = keyof typeof forms

export function UnitDeeds({ unit }: { unit: UnitCard }) {
  const t = useText()
  const [deed, setDeed] = useState<Deed | null>(null)
  if (!unit.extensible && !unit.changeable) return null
  const entry = (key: Deed, icon: typeof IconDots, grave = false) => ({ label: t(deedNames[key]), icon, grave, onClick: () => setDeed(key) })
  const Sheet = deed && forms[deed]
  return (
    <>
      <Menu
        width={340} button={<IconButton label={t(own.change)} icon={IconDots} />}
        deeds={[
          ...(unit.extensible ? [entry('establish', IconCirclePlus)] : []),
          ...(unit.changeable ? [
            entry('rename', IconPencil), entry('kind', IconCategory), 'line' as const,
            entry('transfer', IconArrowsTransferUp), entry('merge', IconArrowMerge), entry('consolidate', IconArrowsJoin), entry('split', IconArrowsSplit), 'line' as const,
            entry('dissolve', IconCircleX, true),
          ] : []),
        ]}
      />
      {Sheet && <Suspense><Sheet unit={unit} onClose={() => setDeed(null)} /></Suspense>}
    </>
  )
}
