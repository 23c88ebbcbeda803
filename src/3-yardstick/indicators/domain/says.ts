// A definition read out in sentences, by the names under which rooms publish their parts. The screens of whoever writes it, of
// whoever approves it and of everybody who looks it up say the same words.
import { addDays, writeDay } from '#base/day'
import { writeNumber, writeShare, type Text } from '#base/text'
import type { Definition } from './definition.ts'
import type { DraftBody } from './draft.ts'
import { byNumber } from './gap.ts'

export interface Choice { value: string; name: Text }
export interface AttributePart { source: 'subject' | 'fact'; code: string; attr: string; name: Text; type: 'text' | 'number' | 'day' | 'boolean' | 'list'; choices: Choice[] | null }
export interface Parts {
  kinds: { code: string; name: Text; /** What the first day means; null: nothing can be asked of it. */ begins: Text | null; facts: string[] }[]
  facts: { code: string; name: Text }[]
  attributes: AttributePart[]
}
export type Body = DraftBody | Definition
export interface Sentences { counts: Text; excludes: Text | null; stages: { code: string; days: Text; met: Text }[] }

type Filter = Body['subjects'][number]['filter']
type Requirement = Body['stages'][number]['requires'][number]
type Span = { from?: string | number | null | undefined; to?: string | number | null | undefined }

const both = (say: (x: 'vi' | 'en') => string): Text => ({ vi: say('vi'), en: say('en') })
const joined = (list: Text[], vi: string, en: string) => both((x) => list.map((t) => t[x]).join(x === 'vi' ? vi : en))
const unset: Text = { vi: '…', en: '…' }

/** Between two days or numbers, half-open, as one says it. */
export function saysSpan({ from, to }: Span): Text {
  const word = (value: string | number, x: 'vi' | 'en') => typeof value === 'number' ? writeNumber(value, x) : writeDay(value)
  const days = typeof (from ?? to) === 'string'
  const begins = (x: 'vi' | 'en') => (from === undefined || from === null ? '' : x === 'vi' ? `từ ${word(from, x)}` : days ? `since ${word(from, x)}` : `${word(from, x)} or more`)
  const ends = (x: 'vi' | 'en') => (to === undefined || to === null ? '' : x === 'vi' ? `${days ? 'trước' : 'dưới'} ${word(to, x)}` : `${days ? 'before' : 'below'} ${word(to, x)}`)
  return both((x) => [begins(x), ends(x)].filter(Boolean).join(x === 'vi' ? ' và ' : ' and ') || '…')
}

function saysValue(attribute: AttributePart, value: Filter[string]): Text {
  const named = (one: string) => attribute.choices?.find((c) => c.value === one)?.name ?? both(() => one || '…')
  if (Array.isArray(value)) return value.length === 0 ? unset : joined(value.map(named), ', ', ', ')
  if (typeof value === 'object') return saysSpan(value as Span)
  return typeof value === 'string' ? named(value) : both((x) => typeof value === 'number' ? writeNumber(value, x) : String(value))
}

/** The conditions of a filter, in the order in which its attributes are published. */
export function saysFilter(parts: Parts, source: 'subject' | 'fact', code: string, filter: Filter): Text[] {
  const known = parts.attributes.filter((a) => a.source === source && a.code === code && a.attr in filter)
  const strange = Object.keys(filter).filter((attr) => !known.some((a) => a.attr === attr))
  return [
    ...known.map((a) => {
      const value = filter[a.attr]!
      if (typeof value === 'boolean') return value ? a.name : both((x) => (x === 'vi' ? `không ${a.name.vi}` : `not ${a.name.en}`))
      const said = saysValue(a, value)
      return both((x) => `${a.name[x]}${typeof value === 'object' && !Array.isArray(value) ? '' : ':'} ${said[x]}`)
    }),
    ...strange.map((attr) => both(() => `${attr}: ${JSON.stringify(filter[attr])}`)),
  ]
}

function saysSubject(parts: Parts, subject: Body['subjects'][number]): Text {
  const kind = parts.kinds.find((k) => k.code === subject.kind)
  const name = kind?.name ?? both(() => subject.kind || '…')
  const conditions = saysFilter(parts, 'subject', subject.kind, subject.filter)
  if (subject.since && kind?.begins) {
    const span = saysSpan(subject.since as Span), begins = kind.begins
    conditions.push(both((x) => `${begins[x]} ${span[x]}`))
  }
  return conditions.length === 0 ? lower(name) : both((x) => `${lower(name)[x]} (${joined(conditions, '; ', '; ')[x]})`)
}

function saysFact(parts: Parts, { fact, filter }: { fact: string; filter: Filter }): Text {
  const name = lower(parts.facts.find((f) => f.code === fact)?.name ?? both(() => fact || '…'))
  const conditions = saysFilter(parts, 'fact', fact, filter)
  return conditions.length === 0 ? name : both((x) => `${name[x]} (${joined(conditions, '; ', '; ')[x]})`)
}

function saysRequirement(parts: Parts, body: Body, r: Requirement): Text {
  const fact = saysFact(parts, r)
  const begins = parts.kinds.find((k) => k.code === body.subjects[0]?.kind)?.begins
  const times = (r.atLeast ?? 1) > 1 ? { vi: `có ít nhất ${r.atLeast} lần `, en: `at least ${r.atLeast} times ` } : { vi: '', en: '' }
  const within = r.withinDays === undefined || r.withinDays === null ? { vi: '', en: '' }
    : { vi: `, trong vòng ${r.withinDays} ngày kể từ ngày ${begins?.vi ?? 'bắt đầu'}`, en: `, within ${r.withinDays} days of being ${begins?.en ?? 'counted'}` }
  return both((x) => `${times[x]}${fact[x]}${within[x]}`)
}

/** A number is always a least, and of the whole tree: a part of it is nobody's below. */
const number = (n: number | null | undefined, x: 'vi' | 'en') => x === 'vi' ? `ít nhất ${n ? writeNumber(n, x) : '…'} trong toàn đơn vị sở hữu chỉ số` : `at least ${n ? writeNumber(n, x) : '…'} in the whole of the unit whose indicator it is`

const lower = (t: Text): Text => both((x) => t[x].charAt(0).toLowerCase() + t[x].slice(1))

/** The whole definition: whom it counts, whom it leaves out, and for each stage when it is met and how much must be. */
export function saysDefinition(parts: Parts, body: Body): Sentences {
  const subjects = body.subjects.map((s) => saysSubject(parts, s))
  return {
    counts: both((x) => `${x === 'vi' ? 'Đếm: ' : 'Counted: '}${(subjects.length > 0 ? joined(subjects, '; và ', '; and ') : unset)[x]}.`),
    excludes: body.exclusions.length === 0 ? null : both((x) => `${x === 'vi' ? 'Không tính: ' : 'Left out: '}${joined(body.exclusions.map((e) => saysFact(parts, e)), '; ', '; ')[x]}.`),
    stages: body.stages.map((s) => {
      const required = s.requires.map((r) => saysRequirement(parts, body, r))
      const share = (x: 'vi' | 'en') => byNumber(s) ? number(s.number, x) : s.share === null || s.share === undefined ? '…' : `${s.operator === '>=' && s.share < 1 ? (x === 'vi' ? 'ít nhất ' : 'at least ') : ''}${writeShare(s.share, 1, x)}`
      const all = s.need === 'all' ? joined(required, '; và ', '; and ') : joined(required, '; hoặc ', '; or ')
      return {
        code: s.code,
        days: both((x) => (x === 'vi' ? `Từ ${writeDay(s.from) || '…'} đến hết ${s.to ? writeDay(addDays(s.to, -1)) : '…'}` : `From ${writeDay(s.from) || '…'} to the end of ${s.to ? writeDay(addDays(s.to, -1)) : '…'}`)),
        met: both((x) => (x === 'vi' ? `Đạt khi: ${required.length > 0 ? all.vi : '…'}. Phải đạt ${share('vi')}.` : `Met when: ${required.length > 0 ? all.en : '…'}. Required: ${share('en')}.`)),
      }
    }),
  }
}

/** As one text, line by line. */
export function readOut(parts: Parts, body: Body, x: 'vi' | 'en'): string {
  const { counts, excludes, stages } = saysDefinition(parts, body)
  return [counts[x], ...stages.map((s) => `${s.days[x]}. ${s.met[x]}`), ...(excludes ? [excludes[x]] : [])].join('\n')
}
