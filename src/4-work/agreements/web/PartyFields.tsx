// The parties of an agreement in its form. Of several employers each has its own vote.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { text } from '#base/text'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SearchSelect } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { Bound, FormOf } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import type { Sector } from '../domain/agreement.ts'
import { sectorWords } from '../domain/kinds.ts'
import styles from './Agreements.module.css'
import { searchUnits, useLists } from './api.ts'
import { newParty, type DraftValues } from './draft.ts'
import { explained } from './explained.ts'
import { words } from './words.ts'

type Party = DraftValues['parties'][number]
const own = {
  employer: text('Người sử dụng lao động {n}', 'Employer {n}'), union: text('Bên người lao động {n}', 'Workers\' side {n}'), name: text('Tên doanh nghiệp, đơn vị', 'Name'), unionUnit: text('Công đoàn', 'Union'), workersThere: text('Số lao động của doanh nghiệp', 'Its workers'),
  addEmployer: text('Thêm người sử dụng lao động', 'Add an employer'), addUnion: text('Thêm công đoàn ký', 'Add a union that signs'), taxHelp: text('10 hoặc 12 chữ số, hoặc 10 chữ số kèm -001', '10 or 12 digits, or 10 digits with -001'),
  joinedOn: text('Gia nhập sau, từ ngày', 'Joined later, on'), leftOn: text('Rút khỏi từ ngày', 'Left on'), others: text('Công đoàn cùng ký (bên người lao động)', 'Unions that sign (workers\' side)'), removeNamed: text('Bỏ {name}', 'Remove {name}'),
}

function usePut(form: FormOf<DraftValues>) {
  const { parties } = form.values
  const put = (id: string, change: Partial<Party>) => form.set({ parties: parties.map((p) => (p.id === id ? { ...p, ...change } : p)) })
  const bind = <T,>(p: Party, field: string, value: T, set: (value: T) => void): Bound<T> => {
    const name = `parties.${parties.indexOf(p)}.${field}`
    return { name, value, set, refusals: form.refusalsAt(name), disabled: form.busy }
  }
  const remove = (id: string) => form.set({ parties: parties.filter((p) => p.id !== id) })
  return { parties, put, bind, remove }
}

export function EmployerFields({ form }: { form: FormOf<DraftValues> }) {
  const t = useText()
  const { trades, provinces } = useLists()
  const { parties, put, bind, remove } = usePut(form)
  const several = form.values.kind === 'multi-enterprise'
  const employers = parties.filter((p) => p.side === 'employer')
  const alone = form.values.kind === 'enterprise' && employers.length === 1
  return (
    <div className={styles.fields}>
      {form.refusalsAt('parties').map((said, i) => <p key={i} role="alert" tabIndex={-1} className={styles.refused}>{t(said)}</p>)}
      {employers.map((p, n) => {
        const title = t(own.employer, { n: employers.length > 1 ? n + 1 : '' }).trim()
        return (
          <fieldset key={p.id} className={alone ? styles.plain : styles.line} aria-label={title}>
            {!alone && <header>{title}{employers.length > 1 && <IconButton label={t(own.removeNamed, { name: p.name || title })} icon={IconTrash} onClick={() => remove(p.id)} />}</header>}
            <TextField label={t(own.name)} required maxLength={500} field={bind(p, 'name', p.name, (name) => put(p.id, { name }))} />
            <div className={styles.row}>
              <TextField label={t(words.taxCode)} help={t(own.taxHelp)} maxLength={20} inputMode="numeric" field={bind(p, 'taxCode', p.taxCode ?? '', (taxCode) => put(p.id, { taxCode: taxCode || null }))} />
              {!alone && <NumberField label={t(own.workersThere)} field={bind(p, 'workers', p.workers, (workers) => put(p.id, { workers }))} />}
            </div>
            <div className={styles.row}>
              <SelectField label={t(words.trade)} choices={trades.map((one) => ({ value: one.code, label: `${one.code} ${t(one.name)}` }))} field={bind(p, 'trade', p.trade, (trade) => put(p.id, { trade }))} />
              <SelectField label={t(words.province)} choices={provinces.map((one) => ({ value: one.code, label: one.name }))} field={bind(p, 'province', p.province, (province) => put(p.id, { province }))} />
              <SelectField label={t(words.sector)} choices={Object.entries(sectorWords).map(([value, said]) => ({ value: value as Sector, label: t(said) }))} field={bind(p, 'sector', p.sector, (sector) => put(p.id, { sector }))} />
            </div>
            <TextField label={t(words.address)} maxLength={500} field={bind(p, 'address', p.address ?? '', (address) => put(p.id, { address: address || null }))} />
            {several && (
              <div className={styles.row}>
                <DayField label={t(words.votedOn)} field={bind(p, 'votedOn', p.vote.votedOn, (votedOn) => put(p.id, { vote: { ...p.vote, votedOn } }))} />
                <NumberField label={t(words.entitled)} explain={t(explained.entitled)} field={bind(p, 'entitled', p.vote.entitled, (entitled) => put(p.id, { vote: { ...p.vote, entitled } }))} />
                <NumberField label={t(words.inFavour)} field={bind(p, 'inFavour', p.vote.inFavour, (inFavour) => put(p.id, { vote: { ...p.vote, inFavour } }))} />
              </div>
            )}
            {form.values.kind !== 'enterprise' && (
              <div className={styles.row}>
                <DayField label={t(own.joinedOn)} field={bind(p, 'joinedOn', p.joinedOn, (joinedOn) => put(p.id, { joinedOn }))} />
                <DayField label={t(own.leftOn)} field={bind(p, 'leftOn', p.leftOn, (leftOn) => put(p.id, { leftOn }))} />
              </div>
            )}
          </fieldset>
        )
      })}
      {form.values.kind !== 'enterprise' && <div><Button icon={IconPlus} tone="quiet" onClick={() => form.set({ parties: [...parties, newParty('employer')] })}>{t(own.addEmployer)}</Button></div>}
    </div>
  )
}

export function UnionFields({ form }: { form: FormOf<DraftValues> }) {
  const t = useText()
  const today = useToday()
  const { parties, put, bind, remove } = usePut(form)
  const unions = parties.filter((p) => p.side === 'workers')
  return (
    <fieldset className={styles.line}>
      <header><legend>{t(own.others)}</legend></header>
      {unions.map((p, n) => (
        <div key={p.id} className={styles.row} style={{ gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'end' }}>
          <SearchSelect
            label={t(own.union, { n: n + 1 })} of="units" search={(typed) => searchUnits(typed, today)}
            field={bind(p, 'name', p.unit, (unit) => put(p.id, { unit, unitId: unit?.id ?? null, name: unit?.label ?? '' }))}
          />
          <IconButton label={t(own.removeNamed, { name: p.name })} icon={IconTrash} onClick={() => remove(p.id)} />
        </div>
      ))}
      <div><Button icon={IconPlus} tone="quiet" onClick={() => form.set({ parties: [...parties, newParty('workers')] })}>{t(own.addUnion)}</Button></div>
    </fieldset>
  )
}
