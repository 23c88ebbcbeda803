// Several people in one field: chosen one after another, listed above, each can be taken off again.
import { IconX } from '@tabler/icons-react'
import type { Text } from '#base/text'
import { text } from '#base/text'
import { IconButton } from '#web/kit/Button.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import type { Bound } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import styles from './Committees.module.css'

const own = { remove: text('Bỏ {name}', 'Remove {name}') }

export interface ManyPeopleProps { field: Bound<Found[]>; label: string; of: string; search: (typed: string) => Promise<Found[]>; refusals?: Text[] }

export function ManyPeople({ field, label, of, search, refusals = [] }: ManyPeopleProps) {
  const t = useText()
  const chosen = field.value
  return (
    <div className={styles.chosen}>
      <SearchSelect
        field={{ name: field.name, value: null, disabled: field.disabled, refusals: [...field.refusals, ...refusals], set: (found) => { if (found && !chosen.some((one) => one.id === found.id)) field.set([...chosen, found]) } }}
        label={chosen.length > 0 ? `${label} (${chosen.length})` : label} of={of} search={search}
      />
      {chosen.length > 0 && (
        <ul className={styles.list} aria-label={label}>
          {chosen.map((one) => (
            <li key={one.id}>
              <span><strong>{one.label}</strong>{one.detail && <small>{one.detail}</small>}</span>
              <IconButton icon={IconX} label={t(own.remove, { name: one.label })} onClick={() => field.set(chosen.filter(({ id }) => id !== one.id))} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
