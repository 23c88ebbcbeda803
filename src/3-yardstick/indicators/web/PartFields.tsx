// The parts of a definition in the order in which it is read: groups that are counted, who is left out, stages with their
// conditions.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { addDays } from '#base/day'
import { text } from '#base/text'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { FormOf } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import { byNumber } from '../domain/gap.ts'
import type { Parts } from '../domain/says.ts'
import { AttributeFields } from './AttributeFields.tsx'
import { bound, freshStage, type ComposeValues, type Requirement, type Stage, type Subject } from './compose.ts'
import styles from './Compose.module.css'
import { explained } from './explained.ts'

const own = {
  group: text('Nhóm {n}', 'Group {n}'), kind: text('Đếm', 'Count'), addGroup: text('Thêm nhóm đối tượng', 'Add a group'), removeGroup: text('Bỏ nhóm {n}', 'Remove group {n}'),
  begunFrom: text('{begins} từ ngày', '{begins} since'), begunTo: text('{begins} trước ngày', '{begins} before'),
  fact: text('Sự kiện', 'Fact'), addExclusion: text('Thêm trường hợp không tính', 'Add who is left out'), removeExclusion: text('Bỏ trường hợp {n}', 'Remove case {n}'), case: text('Trường hợp {n}', 'Case {n}'),
  stage: text('Giai đoạn {n}', 'Stage {n}'), stageName: text('Tên giai đoạn', 'Name of the stage'), from: text('Từ ngày', 'From'), last: text('Đến hết ngày', 'To the end of'),
  share: text('Phải đạt', 'Required'), operator: text('So với chỉ tiêu', 'Against the target'), all: text('đúng bằng', 'exactly'), atLeastShare: text('ít nhất', 'at least'),
  asks: text('Chỉ tiêu', 'Target'), byShare: text('theo tỷ lệ', 'as a share'), byNumber: text('theo số lượng', 'as a number'), number: text('Phải đạt ít nhất', 'Required at least'),
  need: text('Đạt khi có', 'Met with'), needAll: text('tất cả điều kiện', 'all conditions'), needAny: text('một trong các điều kiện', 'any of the conditions'),
  addStage: text('Thêm giai đoạn', 'Add a stage'), removeStage: text('Bỏ giai đoạn {n}', 'Remove stage {n}'),
  condition: text('Điều kiện đạt {n}', 'Condition {n}'), addCondition: text('Thêm điều kiện đạt', 'Add a condition'), removeCondition: text('Bỏ điều kiện đạt {n}', 'Remove condition {n}'),
  atLeast: text('Ít nhất mấy lần', 'At least how many'), within: text('Trong vòng bao nhiêu ngày từ khi {begins}', 'Within how many days of being {begins}'), days: text('ngày', 'days'),
}

interface PartProps { form: FormOf<ComposeValues>; parts: Parts }
const changed = <T,>(list: readonly T[], i: number, one: Partial<T>): T[] => list.map((x, at) => (at === i ? { ...x, ...one } : x))
const without = <T,>(list: readonly T[], i: number): T[] => list.filter((_, at) => at !== i)
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function Refusals({ form, at }: { form: FormOf<ComposeValues>; at: string }) {
  const t = useText()
  return <>{form.refusalsAt(at).map((w, i) => <p key={i} role="alert" tabIndex={-1} className={styles.refused}>{t(w)}</p>)}</>
}

export function SubjectFields({ form, parts }: PartProps) {
  const t = useText()
  const { subjects } = form.values
  const put = (i: number, one: Partial<Subject>) => form.set({ subjects: changed(subjects, i, one) })
  return (
    <div className={styles.fields}>
      <Refusals form={form} at="subjects" />
      {subjects.map((s, i) => {
        const kind = parts.kinds.find((k) => k.code === s.kind)
        const since = s.since ?? {}
        return (
          <section key={i} className={styles.group} aria-label={t(own.group, { n: i + 1 })}>
            <div className={styles.head}><h3>{t(own.group, { n: i + 1 })}</h3><IconButton icon={IconTrash} label={t(own.removeGroup, { n: i + 1 })} onClick={() => form.set({ subjects: without(subjects, i) })} /></div>
            <Refusals form={form} at={`subjects.${i}`} />
            <SelectField label={t(own.kind)} required placeholder="…" choices={parts.kinds.filter((k) => k.facts.length > 0).map((k) => ({ value: k.code, label: t(k.name) }))}
              field={bound(form, `subjects.${i}.kind`, s.kind || null, (code: string | null) => put(i, { kind: code ?? '', filter: {}, since: null }))} />
            {kind && <AttributeFields form={form} parts={parts} source="subject" code={kind.code} filter={s.filter} at={`subjects.${i}`} put={(filter) => put(i, { filter })} />}
            {kind?.begins && (
              <div className={styles.two}>
                <DayField label={sentence(t(own.begunFrom, { begins: t(kind.begins) }))} explain={t(explained.since)} field={bound<string | null>(form, `subjects.${i}.since.from`, (since.from as string | null | undefined) ?? null, (from) => put(i, { since: { ...since, from } }))} />
                <DayField label={sentence(t(own.begunTo, { begins: t(kind.begins) }))} field={bound<string | null>(form, `subjects.${i}.since.to`, (since.to as string | null | undefined) ?? null, (to) => put(i, { since: { ...since, to } }))} />
              </div>
            )}
          </section>
        )
      })}
      <div><Button icon={IconPlus} onClick={() => form.set({ subjects: [...subjects, { kind: '', filter: {} }] })}>{t(own.addGroup)}</Button></div>
    </div>
  )
}

/** Facts that a room records about one of the chosen groups. */
function factsOf(form: FormOf<ComposeValues>, parts: Parts) {
  const codes = new Set(form.values.subjects.flatMap((s) => parts.kinds.find((k) => k.code === s.kind)?.facts ?? []))
  return parts.facts.filter((f) => codes.has(f.code))
}

export function ExclusionFields({ form, parts }: PartProps) {
  const t = useText()
  const { exclusions } = form.values
  const put = (i: number, one: Partial<(typeof exclusions)[number]>) => form.set({ exclusions: changed(exclusions, i, one) })
  return (
    <div className={styles.fields}>
      {exclusions.map((e, i) => (
        <section key={i} className={styles.group} aria-label={t(own.case, { n: i + 1 })}>
          <div className={styles.head}><h3>{t(own.case, { n: i + 1 })}</h3><IconButton icon={IconTrash} label={t(own.removeExclusion, { n: i + 1 })} onClick={() => form.set({ exclusions: without(exclusions, i) })} /></div>
          <Refusals form={form} at={`exclusions.${i}`} />
          <SelectField label={t(own.fact)} explain={t(explained.excluded)} required placeholder="…" choices={factsOf(form, parts).map((f) => ({ value: f.code, label: t(f.name) }))}
            field={bound(form, `exclusions.${i}.fact`, e.fact || null, (fact: string | null) => put(i, { fact: fact ?? '', filter: {} }))} />
          {e.fact && <AttributeFields form={form} parts={parts} source="fact" code={e.fact} filter={e.filter} at={`exclusions.${i}`} put={(filter) => put(i, { filter })} />}
        </section>
      ))}
      <div><Button tone="quiet" icon={IconPlus} onClick={() => form.set({ exclusions: [...exclusions, { fact: '', filter: {} }] })}>{t(own.addExclusion)}</Button></div>
    </div>
  )
}

export function StageFields({ form, parts }: PartProps) {
  const t = useText()
  const { stages } = form.values
  const put = (i: number, one: Partial<Stage>) => form.set({ stages: changed(stages, i, one) })
  const fresh = (): Stage => {
    const last = stages.at(-1)
    return last ? { ...last, code: '', from: last.to, to: null } : freshStage(form.values.effectiveFrom)
  }
  return (
    <div className={styles.fields}>
      <Refusals form={form} at="stages" />
      <Refusals form={form} at="requires" />
      {stages.map((s, i) => {
        const at = `stages.${i}`
        return (
          <section key={i} className={styles.group} aria-label={t(own.stage, { n: i + 1 })}>
            <div className={styles.head}><h3>{t(own.stage, { n: i + 1 })}</h3><IconButton icon={IconTrash} label={t(own.removeStage, { n: i + 1 })} onClick={() => form.set({ stages: without(stages, i) })} /></div>
            <Refusals form={form} at={`${at}.requires`} />
            <div className={styles.three}>
              <TextField label={t(own.stageName)} required maxLength={40} explain={t(explained.stage)} field={bound(form, `${at}.code`, s.code, (code) => put(i, { code }))} />
              <DayField label={t(own.from)} required field={bound<string | null>(form, `${at}.from`, s.from, (from) => put(i, { from }))} />
              <DayField label={t(own.last)} required field={bound<string | null>(form, `${at}.to`, s.to && addDays(s.to, -1), (last) => put(i, { to: last && /^\d{4}-/.test(last) ? addDays(last, 1) : null }))} />
            </div>
            <div className={styles.three}>
              <SelectField label={t(own.asks)} required explain={t(explained.asks)} choices={[{ value: 'share', label: t(own.byShare) }, { value: 'number', label: t(own.byNumber) }]} field={bound<'share' | 'number' | null>(form, `${at}.asks`, byNumber(s) ? 'number' : 'share', (asks) => put(i, asks === 'number' ? { share: null, number: null, operator: '>=' } : { share: null, number: undefined }))} />
              {byNumber(s) ? <NumberField label={t(own.number)} required field={bound<number | null>(form, `${at}.number`, s.number ?? null, (number) => put(i, { number }))} /> : <>
              <SelectField label={t(own.operator)} required choices={[{ value: '>=', label: t(own.atLeastShare) }, { value: '=', label: t(own.all) }]} field={bound<'=' | '>=' | null>(form, `${at}.operator`, s.operator, (operator) => put(i, { operator: operator ?? '>=' }))} />
              <NumberField label={t(own.share)} required unit="%" field={bound<number | null>(form, `${at}.share`, s.share === null ? null : Math.round(s.share * 10_000) / 100, (percent) => put(i, { share: percent === null ? null : percent / 100 }))} />
              </>}
              {s.requires.length > 1 && <SelectField label={t(own.need)} required choices={[{ value: 'all', label: t(own.needAll) }, { value: 'any', label: t(own.needAny) }]} field={bound<'all' | 'any' | null>(form, `${at}.need`, s.need, (need) => put(i, { need: need ?? 'all' }))} />}
            </div>
            {s.requires.map((r, j) => <RequirementFields key={j} form={form} parts={parts} r={r} at={`${at}.requires.${j}`} n={j + 1} put={(one) => put(i, { requires: changed(s.requires, j, one) })} remove={() => put(i, { requires: without(s.requires, j) })} />)}
            <div><Button tone="quiet" icon={IconPlus} onClick={() => put(i, { requires: [...s.requires, { fact: '', filter: {}, atLeast: 1 }] })}>{t(own.addCondition)}</Button></div>
          </section>
        )
      })}
      <div><Button icon={IconPlus} onClick={() => form.set({ stages: [...stages, fresh()] })}>{t(own.addStage)}</Button></div>
    </div>
  )
}

interface RequirementProps extends PartProps { r: Requirement; at: string; n: number; put: (one: Partial<Requirement>) => void; remove: () => void }

function RequirementFields({ form, parts, r, at, n, put, remove }: RequirementProps) {
  const t = useText()
  const kinds = form.values.subjects.map((s) => parts.kinds.find((k) => k.code === s.kind))
  const begins = kinds.length > 0 && kinds.every((k) => k?.begins) ? kinds[0]!.begins : null
  return (
    <section className={styles.group} aria-label={t(own.condition, { n })}>
      <div className={styles.head}><h4>{t(own.condition, { n })}</h4><IconButton icon={IconTrash} label={t(own.removeCondition, { n })} onClick={remove} /></div>
      <Refusals form={form} at={at} />
      <SelectField label={t(own.fact)} required placeholder="…" choices={factsOf(form, parts).map((f) => ({ value: f.code, label: t(f.name) }))}
        field={bound(form, `${at}.fact`, r.fact || null, (fact: string | null) => put({ fact: fact ?? '', filter: {} }))} />
      {r.fact && <AttributeFields form={form} parts={parts} source="fact" code={r.fact} filter={r.filter} at={at} put={(filter) => put({ filter })} />}
      <div className={styles.two}>
        <NumberField label={t(own.atLeast)} explain={t(explained.atLeast)} field={bound<number | null>(form, `${at}.atLeast`, r.atLeast, (atLeast) => put({ atLeast }))} />
        {begins && <NumberField label={t(own.within, { begins: t(begins) })} explain={t(explained.within)} unit={t(own.days)} field={bound<number | null>(form, `${at}.withinDays`, r.withinDays ?? null, (withinDays) => put({ withinDays }))} />}
      </div>
    </section>
  )
}
