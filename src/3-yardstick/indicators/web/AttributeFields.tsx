// By which attributes a group or a fact is narrowed: those that its room describes, each with its own kind of field.
import { IconPlus, IconX } from '@tabler/icons-react'
import { text } from '#base/text'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { FormOf } from '#web/kit/form/useForm.ts'
import { Menu } from '#web/kit/Menu.tsx'
import { useText } from '#web/language.tsx'
import type { AttributePart, Parts } from '../domain/says.ts'
import { bound, type ComposeValues, type Filter } from './compose.ts'
import styles from './Compose.module.css'

const own = {
  add: text('Thêm điều kiện', 'Add a condition'), remove: text('Bỏ điều kiện: {name}', 'Remove the condition: {name}'), yes: text('Có', 'Yes'), no: text('Không', 'No'),
  from: text('{name}: từ', '{name}: from'), below: text('{name}: dưới', '{name}: below'), since: text('{name}: từ ngày', '{name}: since'), before: text('{name}: trước ngày', '{name}: before'),
}
type Span = { from?: string | number | null; to?: string | number | null }

export interface AttributeFieldsProps { form: FormOf<ComposeValues>; parts: Parts; source: 'subject' | 'fact'; code: string; filter: Filter; at: string; put: (filter: Filter) => void }

export function AttributeFields({ form, parts, source, code, filter, at, put }: AttributeFieldsProps) {
  const t = useText()
  const all = parts.attributes.filter((a) => a.source === source && a.code === code)
  const chosen = all.filter((a) => a.attr in filter), left = all.filter((a) => !(a.attr in filter))
  const start = (a: AttributePart): Filter[string] => (a.type === 'boolean' ? true : a.type === 'list' ? [] : a.type === 'text' ? '' : {})
  return (
    <>
      {chosen.map((a) => (
        <div key={a.attr} className={styles.condition}>
          <AttributeField form={form} part={a} value={filter[a.attr]!} at={`${at}.filter.${a.attr}`} set={(value) => put({ ...filter, [a.attr]: value })} />
          <IconButton icon={IconX} label={t(own.remove, { name: t(a.name) })} onClick={() => put(Object.fromEntries(Object.entries(filter).filter(([key]) => key !== a.attr)))} />
        </div>
      ))}
      {left.length > 0 && <div><Menu button={<Button tone="quiet" icon={IconPlus}>{t(own.add)}</Button>} deeds={left.map((a) => ({ label: sentence(t(a.name)), onClick: () => put({ ...filter, [a.attr]: start(a) }) }))} /></div>}
    </>
  )
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function AttributeField({ form, part, value, at, set }: { form: FormOf<ComposeValues>; part: AttributePart; value: Filter[string]; at: string; set: (value: Filter[string]) => void }) {
  const t = useText()
  const name = sentence(t(part.name))
  const span = (typeof value === 'object' && !Array.isArray(value) ? value : {}) as Span
  const end = (which: 'from' | 'to') => (v: string | number | null) => set({ ...span, [which]: v } as Filter[string])
  const choices = part.choices?.map((c) => ({ value: c.value, label: t(c.name) })) ?? []
  switch (part.type) {
    case 'boolean': return <SelectField label={name} required choices={[{ value: 'yes', label: t(own.yes) }, { value: 'no', label: t(own.no) }]} field={bound<'yes' | 'no' | null>(form, at, value === false ? 'no' : 'yes', (v) => set(v !== 'no'))} />
    case 'list': return <SelectField label={name} choices={choices} placeholder="…" field={bound(form, at, (Array.isArray(value) ? value[0] : null) ?? null, (v: string | null) => set(v === null ? [] : [v]))} />
    case 'text': return part.choices
      ? <SelectField label={name} choices={choices} placeholder="…" field={bound(form, at, (typeof value === 'string' ? value : '') || null, (v: string | null) => set(v ?? ''))} />
      : <TextField label={name} field={bound(form, at, typeof value === 'string' ? value : '', set)} />
    case 'number': return (
      <div className={styles.two}>
        <NumberField label={t(own.from, { name })} field={bound<number | null>(form, `${at}.from`, typeof span.from === 'number' ? span.from : null, end('from'))} />
        <NumberField label={t(own.below, { name })} field={bound<number | null>(form, `${at}.to`, typeof span.to === 'number' ? span.to : null, end('to'))} />
      </div>
    )
    case 'day': return (
      <div className={styles.two}>
        <DayField label={t(own.since, { name })} field={bound<string | null>(form, `${at}.from`, typeof span.from === 'string' ? span.from : null, end('from'))} />
        <DayField label={t(own.before, { name })} field={bound<string | null>(form, `${at}.to`, typeof span.to === 'string' ? span.to : null, end('to'))} />
      </div>
    )
  }
}
