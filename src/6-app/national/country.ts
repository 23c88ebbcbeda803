// The whole organisation worked out in memory before a row is written: who stands where from when, and how large. It is
// the same for the same seed and size of the country; a single province is cut out of it, with the same identities.
import type { FoundationIds } from '#organisation'
import { madeWorkplace, type Region } from '../demonstration/names.ts'
import { chance, type Chance } from '../demonstration/random.ts'
import { AGENCIES_END, COMMUNES_TAKE_OVER, LAST, NEVER, numberOf, OPENING, REFORM, type DayNumber } from './days.ts'
import { mix, type Numbered } from './ids.ts'
import { communesOf, companies, industries, madePlace, regionOf, shareOfProvince, shareOfUnion } from './places.ts'
import type { Size } from './sizes.ts'

/** A province as it is today, or a central union: what hangs directly below the Confederation. */
export interface Top {
  code: string; id: string; province: boolean; region: Region
  /** Three digits in the citizen numbers of its people, which no other top has. */
  home: string
  full: boolean
  olds: Old[]; uppers: Upper[]; grassroots: Grassroots[]
}
/** A province until the reform; one of them goes on as the new one. */
export interface Old { code: string; id: string; name: string; goesOn: boolean; districts: District[] }
/** number null: the foundation brought it. */
export interface District { number: number | null; id: string; name: string; old: Old }
export interface Upper { number: number; id: string; kind: string; name: string; old: Old | null; district: District | null }
export interface Grassroots {
  number: number; id: string; kind: string; name: string; field: string; sector: string
  /** Under whom it hangs since August 2025, besides the top itself. */
  upper: Upper | null
  old: Old | null; district: District | null
  founded: DayNumber; ends: DayNumber; into: Grassroots | null; newName: string | null
  /** People who work there at the end (or at its own end), and all who ever did. */
  size: number; ever: number
  /** Number of its first person; the others follow. */
  firstMember: number
  /** Workers known only by number, besides those. */
  unnamed: number
}
export interface Country { tops: Top[]; units: number; members: number; homeOfOfficers: string }

export const MERGED_ON = numberOf('2025-10-01')
export const RENAMED_ON = numberOf('2026-03-01')

export function plannedCountry(ids: FoundationIds, size: Size, seed: number, identity: (kind: Numbered, n: number) => string): Country {
  let units = 0
  const c = chance(mix(seed ^ 0x10c4))
  const unit = () => ({ number: units, id: identity('unit', units++) })
  const tops = topsOf(ids, size)
  const unions = tops.filter((t) => !t.province).length
  for (const top of tops) addUppers(top, ids, c, unit)
  for (const top of tops) {
    const count = Math.max(2, Math.round(size.grassroots * (top.province ? shareOfProvince(top.code) : shareOfUnion(unions))))
    addGrassroots(top, count, c, unit)
  }
  const members = numberMembers(tops, size, c)
  for (const top of tops) if (!top.full) top.grassroots = top.grassroots.filter((g) => g.ends === NEVER && g.newName === null && g.founded < OPENING && g.size < 200).slice(0, 2)
  for (const top of tops) if (!top.full) top.uppers = top.uppers.filter((u) => top.grassroots.some((g) => g.upper === u))
  for (const top of tops) if (!top.full) for (const old of top.olds) old.districts = old.districts.filter((d) => d.number === null || [...top.uppers, ...top.grassroots].some((u) => u.district === d))
  const used = new Set(tops.map((t) => t.home))
  return { tops, units, members, homeOfOfficers: [...ids.before.keys()].find((code) => !used.has(`0${code}`))! }
}

function topsOf(ids: FoundationIds, size: Size): Top[] {
  const olds = new Map([...ids.before].map(([code, { name }]): [string, Old] => [code, { code, id: ids.oldProvinces.get(code)!, name, goesOn: false, districts: [] }]))
  const homes = new Set(olds.keys())
  const home = (code: string) => { homes.delete(code); return `0${code}` }
  const provinces = [...ids.provinces].map(([code, id]): Top => {
    const of = [...olds.values()].filter((o) => ids.before.get(o.code)!.newCode === code)
    for (const old of of) old.goesOn = old.id === id
    return { code, id, province: true, region: regionOf(code), home: home(of.find((o) => o.goesOn)!.code), full: size.only === null || size.only === code, olds: of, uppers: [], grassroots: [] }
  })
  for (const [key, id] of ids.districts) {
    const old = olds.get(key.slice(0, 2))!
    old.districts.push({ number: null, id, name: key.slice(3), old })
  }
  const unions = [...ids.unions].filter(([code]) => code !== 'CDVC').map(([code, id]): Top => (
    { code, id, province: false, region: 'other', home: home([...homes][0]!), full: size.only === null, olds: [], uppers: [], grassroots: [] }))
  return [...provinces, ...unions]
}

function addUppers(top: Top, ids: FoundationIds, c: Chance, unit: () => { number: number; id: string }): void {
  if (!top.province) {
    for (let i = 0; i < 30; i++) top.uppers.push({ ...unit(), kind: 'company-union', name: `Công đoàn Công ty ${companies[i % companies.length]} ${top.code}${i < 10 ? '' : ` ${Math.floor(i / 10) + 1}`}`, old: null, district: null })
    return
  }
  const taken = new Set<string>()
  const oldOf = () => c.pick(top.olds)
  for (const old of top.olds) {
    if (old.districts.length > 0) continue
    for (let i = c.between(9, 13); i > 0; i--) old.districts.push({ ...unit(), name: `${c.percent(15) ? 'thị xã' : 'huyện'} ${madePlace(c, taken)}`, old })
  }
  const districts = top.olds.flatMap((o) => o.districts)
  for (let i = Math.round(communesOf(top.code) * 0.78); i > 0; i--) {
    const district = c.pick(districts)
    top.uppers.push({ ...unit(), kind: 'commune-union', name: `Công đoàn ${c.percent(25) ? 'phường' : 'xã'} ${madePlace(c, taken)}`, old: district.old, district })
  }
  for (let i = c.between(3, 6); i > 0; i--) {
    const old = oldOf()
    top.uppers.push({ ...unit(), kind: 'industrial-zone-union', name: `Công đoàn các khu công nghiệp ${madePlace(c, taken)}`, old, district: null })
  }
  for (const industry of industries) {
    const old = oldOf()
    top.uppers.push({ ...unit(), kind: 'local-industry-union', name: `Công đoàn ngành ${industry} ${old.name}`, old, district: null })
  }
}

function addGrassroots(top: Top, count: number, c: Chance, unit: () => { number: number; id: string }): void {
  const used = new Map<string, number>()
  const named = (name: string) => {
    const n = (used.get(name) ?? 0) + 1
    used.set(name, n)
    return n === 1 ? name : `${name} ${n}`
  }
  const by = Map.groupBy(top.uppers, (u) => u.kind)
  const draft = (upper: Upper | null, old: Old | null, district: District | null): Omit<Grassroots, 'number' | 'id'> => {
    const place = district?.name.replace(/^(thành phố|thị xã|huyện|quận) /, '') ?? old?.name ?? ''
    const work = madeWorkplace(c, place || 'Việt Nam', new Set())
    const occupational = top.province && c.percent(2)
    // A tenth was founded within the three years, none while the organisation was turned over.
    const young = c.percent(9)
    let founded = young ? c.between(OPENING, LAST - 20) : c.between(numberOf('1996-01-01'), OPENING - 1)
    if (founded >= REFORM - 30 && founded < COMMUNES_TAKE_OVER) founded = COMMUNES_TAKE_OVER + 5
    return {
      kind: occupational ? 'occupational-union' : 'grassroots-union', name: named(occupational ? `Nghiệp đoàn cơ sở ${c.pick(['Xe ôm', 'Bốc xếp', 'Nghề cá', 'Giúp việc gia đình', 'Thợ xây'])} ${place}` : `Công đoàn cơ sở ${work.name}`),
      field: work.field, sector: work.sector, upper, old, district, founded, ends: NEVER, into: null, newName: null, size: 0, ever: 0, firstMember: 0, unnamed: 0,
    }
  }
  const drafts: Omit<Grassroots, 'number' | 'id'>[] = []
  for (let i = 0; i < count; i++) {
    const where = c.next()
    if (!top.province) { drafts.push(draft(where < 0.8 ? c.pick(top.uppers) : null, null, null)); continue }
    if (where < 0.64) {
      const commune = c.pick(by.get('commune-union')!)
      // Not every commune has taken over yet: some of its unions still hang under the province.
      drafts.push(draft(c.percent(82) ? commune : null, commune.old, commune.district))
    } else if (where < 0.89) {
      const upper = c.pick(by.get(where < 0.79 ? 'industrial-zone-union' : 'local-industry-union')!)
      drafts.push(draft(upper, upper.old, null))
    } else drafts.push(draft(null, c.pick(top.olds), null))
  }
  // Unions of agencies: as many again as one in sixteen; they ended in June 2025.
  if (top.province) for (let i = Math.round(count / 16); i > 0; i--) {
    const district = c.pick(top.olds.flatMap((o) => o.districts))
    const it = draft(null, district.old, district)
    const place = district.name.replace(/^(thành phố|thị xã|huyện|quận) /, '')
    drafts.push({ ...it, kind: 'grassroots-union', name: named(`Công đoàn cơ sở ${c.pick(['Trường Trung học cơ sở', 'Trường Tiểu học', 'Ủy ban nhân dân', 'Trung tâm Y tế', 'Chi cục Thuế'])} ${place}`), field: 'education', sector: 'state', founded: Math.min(it.founded, OPENING - 100), ends: AGENCIES_END })
  }
  // In the order in which they hang, so that those of one upper unit lie beside one another.
  const order = new Map(top.uppers.map((u, i) => [u.id, i + 1]))
  drafts.sort((a, b) => (order.get(a.upper?.id ?? '') ?? 0) - (order.get(b.upper?.id ?? '') ?? 0) || (a.district?.name ?? '').localeCompare(b.district?.name ?? '') || a.founded - b.founded)
  top.grassroots = drafts.map((d) => ({ ...unit(), ...d }))
  const standing = top.grassroots.filter((g) => g.ends === NEVER && g.founded < OPENING)
  for (const g of c.sample(standing, Math.round(standing.length * 0.008))) {
    const into = standing.find((o) => o !== g && o.upper === g.upper && o.ends === NEVER && o.into === null && !standing.some((x) => x.into === g))
    if (into) Object.assign(g, { ends: MERGED_ON, into })
  }
  for (const g of standing) if (g.ends === NEVER && c.percent(1)) g.newName = `${g.name} (Tập đoàn mới)`
}

/** Sizes with a heavy tail: a third of all unions have fewer than ten people, the largest thirty thousand. Answers how many people there ever were. */
function numberMembers(tops: Top[], size: Size, c: Chance): number {
  const all = tops.flatMap((t) => t.grassroots)
  const drawn = all.map(() => c.size(20, 1.72, 30_000))
  const scale = size.members / all.reduce((sum, g, i) => sum + (g.ends === AGENCIES_END ? 0 : drawn[i]!), 0)
  let next = 0
  for (const [i, g] of all.entries()) {
    g.size = Math.max(5, Math.min(30_000, Math.round(drawn[i]! * scale)))
    // Six in a hundred left within the three years.
    g.ever = g.size + Math.round(g.size * 0.06)
    g.unnamed = c.percent(8) ? c.between(10, 240) : 0
    g.firstMember = next
    next += g.ever
  }
  return next
}
