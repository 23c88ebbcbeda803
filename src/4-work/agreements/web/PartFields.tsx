// Contents whose term is not that of the agreement.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { newId } from '#base/id'
import { text } from '#base/text'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { FormOf } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import styles from './Agreements.module.css'
import type { DraftValues, PartLine } from './draft.ts'
import { explained } from './explained.ts'
import { words } from './words.ts'

const own = { add: text('Thêm nội dung có thời hạn riêng', 'Add a content with a term of its own'), name: text('Nội dung', 'Content'), from: text('Từ ngày', 'From'), removeNamed: text('Bỏ nội dung {name}', 'Remove {name}') }

export function PartFields({ form }: { form: FormOf<DraftValues> }) {
  const t = useText()
  const { parts } = form.values
  const put = (id: string, change: Partial<PartLine>) => form.set({ parts: parts.map((p) => (p.id === id ? { ...p, ...change } : p)) })
  const at = (i: number, field: string) => ({ name: `parts.${i}.${field}`, refusals: form.refusalsAt(`parts.${i}.${field}`), disabled: form.busy })
  return (
    <fieldset className={styles.line}>
      <header><legend>{t(words.parts)}</legend></header>
      <p className={styles.soft}>{t(explained.parts)}</p>
      {parts.map((p, i) => (
        <div key={p.id} className={styles.fields}>
          <div className={styles.row}>
            <TextField label={t(own.name)} required maxLength={500} field={{ ...at(i, 'name'), value: p.name, set: (name) => put(p.id, { name }) }} />
            <DayField label={t(own.from)} field={{ ...at(i, 'from'), value: p.from, set: (from) => put(p.id, { from }) }} />
            <DayField label={t(words.last)} field={{ ...at(i, 'term'), value: p.last, set: (last) => put(p.id, { last }) }} />
          </div>
          <div><IconButton label={t(own.removeNamed, { name: p.name })} icon={IconTrash} onClick={() => form.set({ parts: parts.filter((one) => one.id !== p.id) })} /></div>
        </div>
      ))}
      <div><Button icon={IconPlus} tone="quiet" onClick={() => form.set({ parts: [...parts, { id: newId(), name: '', from: null, last: null }] })}>{t(own.add)}</Button></div>
    </fieldset>
  )
}
