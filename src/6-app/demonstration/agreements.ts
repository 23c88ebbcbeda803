// Collective agreements of the told confederation: a stock signed before 2025, those signed since, and what happened to some.
import { attachFile, recordAmendment, recordBargaining, recordJudgment, recordSigned, writeAgreement } from '#agreements'
import { addDays, addMonths, type Day } from '#base/day'
import { newId } from '#base/id'
import type { Work } from '#platform/work'
import { chance, type Chance } from './random.ts'
import { signedSheet } from './sheet.ts'
import type { Told } from './units.ts'

type Item = Parameters<typeof recordSigned>[1][number]
type Content = Item['content']
export interface ToldAgreement { id: string; unitId: string; employer: string; signedOn: Day; until: Day; workers: number }

/** By how an employer is called: its trade, and whose it is. */
const trades: [RegExp, string, Content['parties'][number]['sector']][] = [
  [/May/, '14', 'private'], [/Điện tử/, '26', 'foreign'], [/Thủy sản/, '10', 'private'], [/Xây dựng/, '41', 'private'], [/Khoáng sản/, '07', 'state'], [/Cơ khí/, '25', 'private'], [/Bệnh viện/, '86', 'public'], [/Trường/, '85', 'public'],
  [/Thương mại/, '46', 'private'], [/Vận tải/, '49', 'private'], [/Nông sản|Chè/, '10', 'private'], [/Khách sạn/, '55', 'private'], [/Dầu khí/, '06', 'state'],
]
const labourBody: Record<string, string> = { '01': 'Sở Nội vụ thành phố Hà Nội', '15': 'Sở Nội vụ tỉnh Lào Cai', '91': 'Sở Nội vụ tỉnh An Giang' }

/** As half the unions of the deep provinces have one. What is drawn here is drawn apart, so that the rest of the story stays as it is. */
function items(c: Chance, units: { id: string; name: string; provinceCode: string; workers: number }[], signing: () => { signedOn: Day; months: number }): Item[] {
  return units.map((u) => {
    const { signedOn, months } = signing()
    return { id: newId(), unitId: u.id, content: content(c, u, signedOn, addMonths(signedOn, months)) }
  })
}

function content(c: Chance, u: { id: string; name: string; provinceCode: string; workers: number }, signedOn: Day, until: Day, change: Partial<Content> = {}): Content {
  const employer = u.name.replace(/^Công đoàn cơ sở /, ''), [, trade, sector] = trades.find(([called]) => called.test(employer)) ?? [null, '96', 'private' as const]
  const votedOn = addDays(signedOn, -c.between(2, 12)), workers = Math.max(u.workers, 5), year = signedOn.slice(0, 4)
  const none = { votedOn: null, entitled: null, inFavour: null }
  // Enterprises of a central union have their seat in the capital.
  const province = labourBody[u.provinceCode] ? u.provinceCode : '01'
  return {
    kind: 'enterprise', title: `Thỏa ước lao động tập thể ${employer}`, number: `0${c.between(1, 3)}/${year}/TƯLĐTT`, signedOn, effectiveOn: null, until, workers, workersOn: votedOn,
    vote: { votedOn, entitled: workers, inFavour: Math.max(Math.floor(workers / 2) + 1, Math.round((workers * c.between(62, 98)) / 100)) }, sentOn: addDays(signedOn, c.between(2, 12)), sentTo: labourBody[province]!, replaces: null, parts: [],
    parties: [
      { id: newId(), side: 'employer', name: employer, unitId: null, taxCode: `${province}0${String(c.between(1, 9_999_999)).padStart(7, '0')}`, address: null, trade: trade ?? null, province, sector, workers, vote: none, joinedOn: null, leftOn: null },
      { id: newId(), side: 'workers', name: u.name, unitId: u.id, taxCode: null, address: null, trade: null, province: null, sector: null, workers: null, vote: none, joinedOn: null, leftOn: null },
    ], ...change,
  }
}

const toldOf = (list: Item[]): ToldAgreement[] => list.map(({ id, unitId, content: x }) => ({ id, unitId, employer: x.parties[0]!.name, signedOn: x.signedOn!, until: x.until!, workers: x.workers! }))

/** Signed before the story begins, and entered as it does. */
export async function agreementsBefore(w: Work, told: Told): Promise<ToldAgreement[]> {
  const c = chance(31)
  const units = told.grassroots.filter((g) => g.deep && !g.ended && g.name.startsWith('Công đoàn cơ sở') && g.founded < '2023')
  const list = items(c, c.sample(units, 110), () => ({ signedOn: addDays('2023-01-05', c.between(0, 840)), months: c.pick([24, 36, 36, 36]) }))
  await recordSigned(w, list)
  return toldOf(list)
}

/** Signed since, some in place of those that ran out; what courts and bargainers did; and the agreement of May Hoàng Liên, whose last ninety days have begun. */
export async function agreementsSince(w: Work, told: Told, before: ToldAgreement[], hoangLien: string): Promise<void> {
  const c = chance(32)
  const had = new Set(before.map((a) => a.unitId)), unit = (id: string) => told.grassroots.find((g) => g.id === id)!
  const over = before.filter((a) => a.until <= '2026-11-15')
  const renewed = over.filter(() => c.percent(60)).map((a): Item => {
    const signedOn = [addDays(a.until, -c.between(0, 25)), '2026-11-12'].sort()[0]!
    return { id: newId(), unitId: a.unitId, content: content(c, unit(a.unitId), signedOn, addMonths(a.until, c.pick([24, 36])), { effectiveOn: a.until, replaces: a.id }) }
  })
  const fresh = items(c, c.sample(told.grassroots.filter((g) => g.deep && !g.ended && !had.has(g.id) && g.name.startsWith('Công đoàn cơ sở')), 60), () => ({ signedOn: addDays('2025-07-10', c.between(0, 480)), months: c.pick([12, 24, 36, 36]) }))
  const may = { id: hoangLien, name: 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên', provinceCode: '15', workers: 212 }
  const own: Item = { id: newId(), unitId: hoangLien, content: content(c, may, '2026-01-26', '2027-02-01', {
    number: '01/2026/TƯLĐTT', effectiveOn: '2026-02-01', vote: { votedOn: '2026-01-22', entitled: 212, inFavour: 187 }, sentOn: '2026-01-30' }) }
  const late: Item = { ...fresh[0]!, content: { ...fresh[0]!.content, ...moved(c, '2026-10-28'), sentOn: null, sentTo: null } }
  // Some leave wages and meals to be bargained sooner than the rest.
  for (const { content: x } of fresh) if (x.until === addMonths(x.signedOn!, 36) && c.percent(50)) x.parts = [{ id: newId(), name: 'Tiền lương, tiền ăn ca', term: { from: null, to: addMonths(x.signedOn!, 12) } }]
  await recordSigned(w, [...renewed, late, ...fresh.slice(1), own, sectoral(told)])
  await attachFile(w, { id: own.id, unitId: hoangLien, fileId: newId(), kind: 'vote', name: 'Biên bản lấy ý kiến người lao động.pdf', bytes: signedSheet('Bien ban lay y kien') })
  await becameOfSome(w, c, before, renewed)
  const beginner = told.grassroots.find((g) => g.deep && g.provinceCode === '15' && !g.ended && !had.has(g.id) && !fresh.some((f) => f.unitId === g.id))!
  await writeAgreement(w, { id: newId(), unitId: beginner.id, content: content(c, beginner, '2026-11-10', '2026-11-10', { number: null, signedOn: null, until: null, sentOn: null, sentTo: null, vote: { votedOn: null, entitled: null, inFavour: null } }) })
}

const moved = (c: Chance, signedOn: Day) => ({ signedOn, until: addMonths(signedOn, 24), workersOn: addDays(signedOn, -4), vote: { votedOn: addDays(signedOn, -4), entitled: 96, inFavour: c.between(60, 90) }, workers: 96 })

/** Of the enterprises of one trade in the country, by its union. */
function sectoral(told: Told): Item {
  const unitId = told.ids.unions.get('CDDM') ?? told.ids.unions.get('CDCT') ?? told.ids.tld, none = { votedOn: null, entitled: null, inFavour: null }
  return { id: newId(), unitId, content: {
    kind: 'sectoral', title: 'Thỏa ước lao động tập thể ngành Dệt May Việt Nam', number: '01/2025/TƯLĐTT-DM', signedOn: '2025-08-15', effectiveOn: '2025-09-01', until: '2028-09-01', workers: 138_000, workersOn: '2025-06-30', vote: { votedOn: '2025-08-05', entitled: 118, inFavour: 104 },
    sentOn: '2025-08-20', sentTo: 'Bộ Nội vụ', replaces: null, parts: [], parties: [{ id: newId(), side: 'employer', name: 'Hiệp hội Dệt May Việt Nam', unitId: null, taxCode: null, address: 'Hà Nội', trade: '14', province: '01', sector: null, workers: null, vote: none, joinedOn: null, leftOn: null }],
  } }
}

async function becameOfSome(w: Work, c: Chance, before: ToldAgreement[], renewed: Item[]): Promise<void> {
  const replaced = new Set(renewed.map((r) => r.content.replaces))
  const open = before.filter((a) => !replaced.has(a.id))
  for (const a of open.filter((x) => x.until > '2026-09-20' && x.until <= '2027-01-20').slice(0, 4)) {
    await recordBargaining(w, a, { id: newId(), during: { from: [addDays(a.until, -c.between(20, 80)), '2026-11-10'].sort()[0]!, to: null }, aim: 'renew', note: null })
  }
  const standing = open.filter((x) => x.until > '2027-02-01')
  for (const [i, a] of standing.slice(0, 12).entries()) {
    const on = addDays('2026-02-02', i * 21), votedOn = addDays(on, -5)
    await recordAmendment(w, a, { id: newId(), number: `0${(i % 3) + 1}/2026/PL-TƯ`, what: c.pick(['Nâng mức tiền ăn ca từ 25.000 đồng lên 30.000 đồng một suất', 'Bổ sung 01 ngày nghỉ hưởng nguyên lương khi con kết hôn', 'Điều chỉnh phụ cấp chuyên cần']), signedOn: on, effectiveOn: on, extendsTo: null, vote: { votedOn, entitled: a.workers, inFavour: Math.ceil(a.workers * 0.8) }, sentOn: addDays(on, 6) })
  }
  const [partly, whole] = standing.slice(-2)
  if (partly) await recordJudgment(w, partly, { id: newId(), number: '03/2026/LĐ-ST', court: 'Tòa án nhân dân khu vực 2 – Lào Cai', judgedOn: '2026-05-14', whole: false, what: 'Khoản 2 Điều 9 về khấu trừ tiền thưởng khi nghỉ ốm', voidsOn: '2026-05-14', parts: [] })
  if (whole) await recordJudgment(w, whole, { id: newId(), number: '07/2026/LĐ-ST', court: 'Tòa án nhân dân khu vực 1 – Hà Nội', judgedOn: '2026-08-20', whole: true, what: null, voidsOn: '2026-08-20', parts: [] })
}
