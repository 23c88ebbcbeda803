// What the room of people answers and takes. Who is seen: whoever has, or had, a place or an office within the reach of
// the office acted in.
import * as z from 'zod'
import { day, id, page, paging, range, route, text } from '#platform/http/contract'

const standing = z.enum(['member', 'worker'])
const basis = z.enum(['elected', 'appointed', 'provisional'])
const reason = z.enum(['maternity', 'long-illness', 'study-leave', 'secondment'])

const office = z.object({
  id, personId: id, personName: z.string(), unitId: id, unitName: z.string(), title: z.string(), titleName: text, rank: z.number().int(),
  fullTime: z.boolean(), basis, term: range.nullable(), decisionNumber: z.string().nullable(), during: range,
})
export type OfficeRow = z.infer<typeof office>

const paper = z.object({ number: z.string(), on: day.nullable() })
const committee = z.object({
  id, basis: z.enum(['elected', 'provisional']), term: range.describe('As decided; a provisional one may have no end'),
  during: range.describe('The days on which it sits'), sits: z.boolean().describe('On the day asked for'),
  decision: paper.nullable().describe('By which it came to be'), recognition: paper.nullable().describe('By the union above'), decidedBy: z.object({ id, name: z.string(), shown: z.boolean().describe('Its card may be opened') }).nullable(),
  offices: z.array(office),
})
export type CommitteeRow = z.infer<typeof committee>
const committeesOfUnit = z.object({
  rows: z.array(committee),
  may: z.object({ report: z.boolean().describe('Record what was elected here'), decide: z.boolean().describe('Appoint, recognise and end, as the union above') }),
})
export type Committees = z.infer<typeof committeesOfUnit>

const listed = z.object({
  id, name: z.string(), female: z.boolean().nullable(), born: day.nullable(), bornPrecision: z.enum(['day', 'year']),
  standing: standing.nullable(), unitId: id.nullable(), unitName: z.string().nullable(), since: day.nullable().describe('Since when in this place'),
  offices: z.array(z.object({ title: z.string(), titleName: text, unitName: z.string(), fullTime: z.boolean() })),
})
export type ListedPerson = z.infer<typeof listed>

const found = z.object({ id, name: z.string(), born: day.nullable(), bornPrecision: z.enum(['day', 'year']), unitName: z.string().nullable(), titleName: text.nullable() })
export type FoundPerson = z.infer<typeof found>

const unitShown = z.boolean().describe('The unit lies within the reach of the office acted in, or above it: its card may be opened')

const card = z.object({
  id, name: z.string(), female: z.boolean().nullable(), born: day.nullable(), bornPrecision: z.enum(['day', 'year']), phone: z.string().nullable(), email: z.string().nullable(),
  placements: z.array(z.object({ id, unitId: id, unitName: z.string(), unitShown, standing, during: range })).describe('The newest first; unit names as on the first day of each'),
  offices: z.array(office.extend({ unitShown })),
  absences: z.array(z.object({ id, reason, during: range })),
  restricted: z.boolean().describe('Processing is restricted: details are shown to the person and privacy officers alone'), deidentified: z.boolean(),
  writable: z.boolean().describe('The office acted in may correct and move this person'),
  sensitive: z.boolean().describe('The office acted in may read the sensitive fields, for a purpose'),
})
export type PersonCard = z.infer<typeof card>

const person = {
  name: z.string().trim().min(1).max(200), born: day.nullable(), bornPrecision: z.enum(['day', 'year']).default('day'), female: z.boolean().nullable(),
  phone: z.string().max(20).nullish(), email: z.email().nullish(),
  citizenId: z.string().regex(/^\d{12}$/).nullish(), oldId: z.string().regex(/^\d{9}$/).nullish(),
}
const newOffice = { title: z.string().min(1), fullTime: z.boolean(), basis, term: range.nullish(), decisionNumber: z.string().max(100).nullish(), from: day, to: day.nullish(), committeeId: id.nullish() }
const newPaper = { number: z.string().trim().min(1).max(100) }
const done = z.object({ done: z.literal(true) })

export const peopleContract = {
  ofUnit: route({ method: 'GET', path: '/units/{unitId}/people', summary: 'People of a unit on a day, by given name', needs: { verb: 'person.see', unit: 'unitId' } })
    .input(z.object({
      unitId: id, on: day, tree: day.optional().describe('Of all units that stand below it in the tree of this day'), within: z.enum(['unit', 'below']).default('below').describe('The unit alone, or all below it too'),
      who: z.enum(['all', 'member', 'worker', 'official', 'full-time']).default('all'), ...paging,
    })).output(page(listed)),
  counts: route({ method: 'GET', path: '/units/{unitId}/people-counts', summary: 'Members, workers and officials of a unit and all below it on a day', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id, on: day, tree: day.optional() }))
    .output(z.object({ members: z.number().int(), workers: z.number().int(), officials: z.number().int(), fullTime: z.number().int(), declared: z.number().int().nullable().describe('Head-count declared for the unit itself') })),
  offices: route({ method: 'GET', path: '/units/{unitId}/offices', summary: 'Offices of a unit held on a day, the highest first', needs: { verb: 'person.see', unit: 'unitId' } })
    .input(z.object({ unitId: id, on: day })).output(z.array(office)),
  titles: route({ method: 'GET', path: '/titles', summary: 'Titles of offices', needs: { verb: 'see' } })
    .output(z.array(z.object({ code: z.string(), name: text, rank: z.number().int() }))),
  search: route({ method: 'GET', path: '/people/search', summary: 'People in reach by words of the name, without diacritics', needs: { verb: 'person.see' } })
    .input(z.object({ search: z.string().trim().min(1).max(200), on: day, limit: z.coerce.number().int().min(1).max(100).default(20) })).output(z.array(found)),
  person: route({ method: 'GET', path: '/people/{id}', summary: 'A person with the whole history', needs: { verb: 'person.see' } })
    .input(z.object({ id })).output(card),
  readSensitive: route({ method: 'POST', path: '/people/{id}/sensitive-reads', summary: 'Read the sensitive fields of a person; leaves a line with the purpose', needs: { verb: 'person.sensitive' }, secret: true })
    .input(z.object({ id, purpose: z.string().trim().min(5).max(500) }))
    .output(z.object({ citizenId: z.string().nullable(), oldId: z.string().nullable(), ethnicity: z.string().nullable(), religion: z.string().nullable(), partyMember: z.boolean().nullable(), withheld: z.boolean().describe('The fields that rest on consent stay shut: there is none') })),

  admit: route({ method: 'PUT', path: '/people/{id}', summary: 'Admit a person with a place of work, an office, or both', needs: { verb: 'person.write', unit: 'unitId' } })
    .input(z.object({
      id, unitId: id, ...person,
      place: z.object({ id, standing, from: day }).nullish(), office: z.object({ id, ...newOffice }).nullish(),
      evenIfAlike: z.boolean().default(false).describe('False: refused with code "alike" where a person of this name and birth is known'),
    })).output(done),
  correct: route({ method: 'PUT', path: '/people/{id}/details', summary: 'Correct what is known of a person', needs: { verb: 'person.write' } })
    .input(z.object({ id, ...person })).output(done),
  place: route({ method: 'PUT', path: '/placements/{id}', summary: 'Give a person a place of work', needs: { verb: 'person.write', unit: 'unitId' } })
    .input(z.object({ id, personId: id, unitId: id, standing, from: day, to: day.nullish() })).output(done),
  move: route({ method: 'PUT', path: '/placements/{id}/move', summary: 'Move a person: ends the present place and begins the next', needs: { verb: 'person.write', unit: 'toUnitId' } })
    .input(z.object({ id, personId: id, toUnitId: id, standing, on: day })).output(done),
  endPlacement: route({ method: 'PUT', path: '/placements/{placementId}/end', summary: 'End a place of work', needs: { verb: 'person.write' } })
    .input(z.object({ placementId: id, on: day })).output(done),
  appoint: route({ method: 'PUT', path: '/offices/{id}', summary: 'Record that a person takes an office', needs: { verb: 'person.write', unit: 'unitId' } })
    .input(z.object({ id, personId: id, unitId: id, ...newOffice })).output(done),
  endOffice: route({ method: 'PUT', path: '/offices/{officeId}/end', summary: 'End an office; its powers end with it', needs: { verb: 'person.write' } })
    .input(z.object({ officeId: id, on: day })).output(done),
  handOver: route({ method: 'PUT', path: '/offices/{officeId}/hand-over', summary: 'Hand an office over to another person', needs: { verb: 'person.write' } })
    .input(z.object({ officeId: id, toPersonId: id, newOfficeId: id, on: day, basis, decisionNumber: z.string().max(100).nullish(), term: range.nullish() })).output(done),
  absence: route({ method: 'PUT', path: '/absences/{id}', summary: 'Record a long lawful absence', needs: { verb: 'person.write' } })
    .input(z.object({ id, personId: id, reason, from: day, to: day.nullable() })).output(done),
  workforce: route({ method: 'PUT', path: '/units/{unitId}/workforce', summary: 'Declare how many members and workers are in the field of a unit', needs: { verb: 'person.write', unit: 'unitId' } })
    .input(z.object({ unitId: id, workers: z.number().int().min(0).max(10_000_000), from: day, evidence: z.string().trim().min(1).max(300) })).output(done),

  committees: route({ method: 'GET', path: '/units/{unitId}/committees', summary: 'Committees of a unit over time, the newest first', needs: { verb: 'person.see', unit: 'unitId' } })
    .input(z.object({ unitId: id, on: day })).output(committeesOfUnit),
  formCommittee: route({ method: 'PUT', path: '/committees/{id}', summary: 'Record a committee with its offices: elected, recognised at once or later; or appointed provisionally', needs: { verb: 'person.write', unit: 'unitId' } })
    .input(z.object({
      id, unitId: id, basis: z.enum(['elected', 'provisional']), term: z.object({ from: day, to: day.nullable() }), from: day, to: day.nullish(),
      decision: z.object({ ...newPaper, on: day.nullable() }).nullish(), recognition: z.object({ ...newPaper, on: day }).nullish(),
      offices: z.array(z.object({ id, personId: id, title: z.string().min(1), fullTime: z.boolean().optional() })).min(1).max(200),
    })).output(done),
  recogniseCommittee: route({ method: 'PUT', path: '/committees/{committeeId}/recognition', summary: 'Recognise an elected committee, as the union above', needs: { verb: 'person.write' } })
    .input(z.object({ committeeId: id, recognition: z.object({ ...newPaper, on: day }) })).output(done),
  endCommittee: route({ method: 'PUT', path: '/committees/{committeeId}/end', summary: 'End a committee before its term is over; its offices end with it', needs: { verb: 'person.write' } })
    .input(z.object({ committeeId: id, on: day })).output(done),
}
