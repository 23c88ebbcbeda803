// What an office lets its holder do, by the row of people.title.powers. The table is the rule: routes name a verb, an
// office answers it, and nothing else gives powers.
import { refuse, type Verdict } from '#base/refusal'
import { verbs, type Verb } from '#platform/access/actor'

export const powers = {
  lead: except('account', 'audit', 'person.sensitive', 'privacy'),
  deputy: except('account', 'audit', 'person.sensitive', 'privacy', 'structure', 'plan.decide'),
  officer: ['see', 'person.see', 'person.write', 'class.write', 'class.attend', 'import', 'plan.write', 'document.write', 'agreement.write', 'model.write', 'indicator.write'],
  committee: ['see', 'person.see', 'class.attend'],
  inspector: ['see', 'person.see', 'audit'],
  administrator: verbs,
  auditor: ['see', 'audit'],
  privacy: ['see', 'person.see', 'person.sensitive', 'privacy'],
  clerk: ['see', 'document.write'],
  none: ['see'],
} as const satisfies Record<string, readonly Verb[]>

export type Powers = keyof typeof powers

/** The verbs of a row; a row that the table does not know gives nothing. */
export function verbsOf(row: string): readonly Verb[] {
  return row in powers ? powers[row as Powers] : []
}

function except(...left: Verb[]): readonly Verb[] {
  return verbs.filter((verb) => !left.includes(verb))
}

// Powers over accounts, sensitive fields and personal data are given only by who holds them.
const guarded: readonly Verb[] = ['account', 'person.sensitive', 'privacy']

/**
 * Who records an office gives its powers. In a unit below that is the daily work of an officer; in the own unit, or to
 * oneself, nobody gives powers beyond the own ones (the right to read the audit log, which an inspector has, apart).
 */
export function mayGive(given: readonly Verb[], giver: { verbs: ReadonlySet<Verb>; ownUnit: boolean; toSelf: boolean }): Verdict {
  const lacking = given.filter((verb) => !giver.verbs.has(verb))
  const barred = giver.ownUnit || giver.toSelf ? lacking.filter((verb) => verb !== 'audit') : lacking.filter((verb) => guarded.includes(verb))
  return barred.length === 0 || refuse('beyond-own-powers', 'title', 'Chức danh này có quyền vượt quá quyền của chức vụ bạn đang dùng.', 'This title carries powers beyond those of the office you act in.')
}
