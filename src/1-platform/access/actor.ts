// Who acts, from which office, with which powers. Powers belong to the office held today, never to the account.
import type { Language } from '#base/text'

/** What an office lets its holder do within the unit it belongs to and all below. */
export const verbs = [
  'see',            // units, plans, classes and figures
  'person.see',     // people by name
  'person.write',   // admit, move, correct people; appoint and end offices
  'person.sensitive', // read sensitive fields, with a purpose
  'structure',      // establish, rename, transfer, merge units
  'plan.write',     // draft and issue a plan of the own unit
  'plan.decide',    // accept or refuse a lower target of a unit below
  'document.write', // registers of documents, the catalogue of procedures
  'agreement.write', // record collective agreements and what happens to them
  'model.write',    // innovation models of the own unit: write, take over, confirm
  'model.recognise', // recognise or return a model of a unit below
  'class.write',    // programmes, classes, nominations, closing
  'class.attend',   // record attendance
  'import',         // bring in spreadsheets
  'account',        // accounts of people
  'indicator.write', // compose indicators, try them and send them for approval
  'indicator.approve', // approve what another person has composed, and publish it
  'audit',          // read the audit log
  'privacy',        // requests of the persons concerned, restriction, holds, retention, the register of processing
] as const
export type Verb = (typeof verbs)[number]

/** What a key for another program may be given: verbs that read. */
export const keyVerbs = ['see', 'person.see', 'audit'] as const satisfies readonly Verb[]
export type KeyVerb = (typeof keyVerbs)[number]

export interface HeldOffice {
  id: string; unitId: string; unitName: string; title: string; titleVi: string; titleEn: string
}

/** An office as the room of people answers it: with its powers, and lft and rgt of its unit in today's tree. */
export interface HeldOfficeRow extends HeldOffice { verbs: readonly Verb[]; lft: number; rgt: number }

/** The office acted in. lft and rgt bound its subtree today; 0 is the whole house (commands of the machine). */
export interface Acting { officeId: string | null; unitId: string | null; lft: number; rgt: number; verbs: ReadonlySet<Verb> }

export interface Actor {
  accountId: string | null; name: string; personId: string | null
  offices: HeldOffice[]; acting: Acting | null; language: Language
  /** Came by this key: reads, by the verbs of the key alone, and nothing of the account itself. */
  readsBy?: string
}

/** lft and rgt of the whole house. */
export const wholeHouse = { lft: 0, rgt: 2_147_483_647 }

/** The machine's own administrator: setting up, commands, told stories. Reaches everything; the audit names it `name`. */
export function systemActor(name: string): Actor {
  return { accountId: name, name, personId: null, offices: [], language: 'vi', acting: { officeId: null, unitId: null, ...wholeHouse, verbs: new Set(verbs) } }
}
