// Reading one row of a roster into a person: each field read, mended or refused by itself, then
// checked against the others. What could be read is given even for a refused row, so that the
// screen shows it; a field that could not be read is null.

import { writeDay } from '#base/day'
import { readIdentity } from '#base/identity'
import { readPhone } from '#base/phone'
import { fromLegacy } from '#base/vietnamese/legacy'
import { nameCase, properName } from '#base/vietnamese/names'
import { tidy } from '#base/vietnamese/text'
import type { Cell } from '#platform/sheets/grid'
import { cellShown, cellText, saysNothing } from './cells.ts'
import { birthCentury, type DayRead, readDay, recentCentury } from './days.ts'
import type { RosterField } from './fields.ts'
import { readMark, readPost, readSex } from './marks.ts'
import { type Reason, reason, type ReasonCode, type Repair } from './reasons.ts'
import type { KnownUnit } from './unit-keys.ts'
import type { UnitIndex } from './unit-names.ts'

export interface RosterPerson {
  name: string | null
  /** ISO day, or the year alone ("1990") where bornPrecision is 'year'. */
  born: string | null
  bornPrecision: 'day' | 'year' | null
  female: boolean | null
  /** Twelve digits; nine for an old card, which cannot be turned into twelve. */
  id: string | null
  /** National form, 0xxxxxxxxx. */
  phone: string | null
  email: string | null
  /** The unit's name as the house has it. */
  unit: string | null
  unitId: string | null
  post: string | null
  fullTime: boolean
  /** ISO day. */
  from: string | null
  /** ISO day. */
  trained: string | null
}

export interface PersonReading {
  person: RosterPerson
  reasons: Reason[]
  warnings: Reason[]
  repairs: Repair[]
}

export interface PersonContext {
  units: UnitIndex<KnownUnit>
  /** ISO day on which the import is judged. */
  today: string
  /** Unit of every row that names none (a file of one grassroots union). */
  defaultUnit?: KnownUnit | undefined
}

/** Reads the row's fields through `cellOf`; pure, and never throws. */
export function readPerson(cellOf: (field: RosterField) => Cell, context: PersonContext): PersonReading {
  const reasons: Reason[] = []
  const warnings: Reason[] = []
  const repairs: Repair[] = []
  const refuse = (code: ReasonCode, values: Record<string, string | number> = {}) => void reasons.push(reason(code, values))
  const warn = (code: ReasonCode, values: Record<string, string | number> = {}) => void warnings.push(reason(code, values))
  const mend = (codes: readonly string[], field: string, from: string, to: string) => {
    for (const code of codes) repairs.push({ code, field, from, to })
  }

  const name = readName()
  const birth = readBirth()
  const identity = readId()
  let female = readFemale()
  let born = birth?.born ?? null
  let bornPrecision = birth?.precision ?? null
  checkIdentity()
  return {
    person: { name, born, bornPrecision, female, id: identity?.number ?? null, phone: phone(), email: email(), ...unit(), ...office(), trained: trained() },
    reasons,
    warnings,
    repairs,
  }

  function readName(): string | null {
    // Either one column, or family and middle names beside the given name; a given name that only
    // repeats the end of the full one (kept for sorting) is not said twice.
    const first = cellShown(saysNothing(cellOf('name')) ? cellOf('familyName') : cellOf('name'))
    const given = cellShown(cellOf('givenName'))
    const raw = given === '' || tidy(first).endsWith(` ${tidy(given)}`) ? first : `${first} ${given}`.trim()
    if (saysNothing(raw) || !/\p{L}/u.test(raw)) {
      refuse('no-name')
      return null
    }
    const codes: string[] = []
    const read = fromLegacy(raw, 'name')
    if (read.was) codes.push(read.was)
    let name = tidy(read.text)
    if (name !== read.text) codes.push('spaces')
    const looks = nameCase(name)
    if (looks !== 'proper' || read.was === 'tcvn3') {
      // TCVN3 has no codes for capitals with a tone: they come back small and are no fault of their own.
      const proper = properName(name)
      if (looks !== 'proper' && read.was !== 'tcvn3') codes.push(looks)
      name = proper
    }
    mend(codes, 'name', raw, name)
    return name
  }

  function readBirth(): { born: string; precision: 'day' | 'year' } | null | undefined {
    const cell = [cellOf('born'), cellOf('bornWoman'), cellOf('bornMan')].find((cell) => !saysNothing(cell)) ?? null
    if (cell === null) return null
    const value = cellShown(cell)
    const read = readDay(cell, birthCentury(context.today))
    if (read.is === 'impossible') return void refuse('impossible-date', { value })
    const year = read.is === 'year' ? read.year : Number(read.day.slice(0, 4))
    const thisYear = Number(context.today.slice(0, 4))
    const born = read.is === 'year' ? String(read.year) : read.day
    if (read.is === 'year' ? year > thisYear : born > context.today) return void refuse('future-birth', { value })
    if (year < thisYear - 110) return void refuse('impossible-date', { value })
    if (year > thisYear - 15) return void refuse('too-young', { value })
    mend(read.repairs, 'born', value, read.is === 'year' ? born : writeDay(born))
    return { born, precision: read.is }
  }

  function readId() {
    const cell = cellOf('id')
    if (saysNothing(cell)) return null
    const read = typeof cell === 'string' || typeof cell === 'number' ? readIdentity(cell) : null
    if (read === null) return void refuse('bad-id', { value: cellText(cell) })
    mend(read.repairs, 'id', cellShown(cell), read.id.number)
    return read.id
  }

  function readFemale(): boolean | null {
    const cell = cellOf('sex')
    const text = fromLegacy(cellText(cell)).text
    if (!saysNothing(cell)) {
      const sex = readSex(text)
      if (sex === null) refuse('bad-sex', { value: text })
      return sex
    }
    if (!saysNothing(cellOf('bornWoman'))) return true
    if (!saysNothing(cellOf('bornMan'))) return false
    const mark = cellText(cellOf('womanMark'))
    return mark === '' ? null : readMark(mark)
  }

  // The number knows sex and year of birth: it fills what is missing and contradicts what is mistyped.
  function checkIdentity(): void {
    const sexRefused = reasons.some(({ code }) => code === 'bad-sex')
    if (identity?.kind === 'citizen') {
      const { number } = identity
      if (identity.province === null) warn('id-province', { value: number.slice(0, 3) })
      if (female === null && !sexRefused) {
        female = identity.female
        mend(['sex-from-id'], 'sex', cellText(cellOf('sex')), female ? 'Nữ' : 'Nam')
      } else if (female !== null && female !== identity.female) {
        refuse('id-sex-mismatch', identity.female ? { vi: 'nữ', en: 'woman’s' } : { vi: 'nam', en: 'man’s' })
      }
      if (birth === null) {
        born = String(identity.yearOfBirth)
        bornPrecision = 'year'
        mend(['born-from-id'], 'born', '', born)
      } else if (birth) {
        if (Number(birth.born.slice(2, 4)) !== identity.yearOfCentury) refuse('id-birth-mismatch', { value: number.slice(4, 6) })
        else if (Number(birth.born.slice(0, 4)) !== identity.yearOfBirth) warn('id-century')
      }
    } else {
      if (birth === null) refuse('no-birth')
      if (female === null && !sexRefused) warn('no-sex')
    }
  }

  function phone(): string | null {
    const cell = cellOf('phone')
    if (saysNothing(cell)) return null
    const read = typeof cell === 'string' || typeof cell === 'number' ? readPhone(cell) : null
    if (read === null) {
      refuse('bad-phone', { value: cellText(cell) })
      return null
    }
    mend(read.repairs, 'phone', cellShown(cell), read.phone)
    return read.phone
  }

  function email(): string | null {
    const text = cellText(cellOf('email')).toLowerCase()
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : null
  }

  function unit(): { unit: string | null; unitId: string | null } {
    const none = { unit: null, unitId: null }
    const cell = cellOf('unit')
    if (saysNothing(cell)) {
      if (context.defaultUnit) return { unit: context.defaultUnit.name, unitId: context.defaultUnit.id }
      refuse('no-unit')
      return none
    }
    const raw = cellShown(cell)
    const found = context.units.find(raw)
    if (found.is !== 'one') {
      refuse(found.is === 'several' ? 'ambiguous-unit' : 'unknown-unit', unitHint(tidy(raw), found))
      return none
    }
    const codes = [...textRepairs(raw), ...found.repairs]
    mend(codes, 'unit', raw, found.unit.name)
    return { unit: found.unit.name, unitId: found.unit.id }
  }

  function office(): { post: string | null; fullTime: boolean; from: string | null } {
    const postRaw = cellShown(cellOf('post'))
    let post: string | null = null
    if (!saysNothing(postRaw)) {
      const text = tidy(fromLegacy(postRaw).text)
      post = readPost(text)
      if (post === null) warn('post-unlisted', { value: text })
      post ??= text
      const codes = textRepairs(postRaw)
      if (post !== text) codes.push('post-spelt')
      mend(codes, 'post', postRaw, post)
    }
    return { post, fullTime: fullTime(), from: workingDay('from', 'impossible-start-date', 'start-date-incomplete') }
  }

  function fullTime(): boolean {
    const text = fromLegacy(cellText(cellOf('fullTime'))).text
    const mark = readMark(text)
    if (mark === null) refuse('bad-full-time', { value: text })
    if (text === '' && readMark(cellText(cellOf('partTime'))) === true) return false
    return mark ?? false
  }

  function trained(): string | null {
    const day = workingDay('trained', 'impossible-training-date', 'training-date-incomplete')
    if (day === null || day <= context.today) return day
    refuse('future-training-date', { value: cellShown(cellOf('trained')) })
    return null
  }

  // Being a date cell is no fault; it is noted for the birth date alone, where Excel's own swapping of
  // day and month at typing would change who the person is.
  function workingDay(field: 'from' | 'trained', impossible: ReasonCode, incomplete: ReasonCode): string | null {
    const cell = cellOf(field)
    const text = cellText(cell)
    if (cell === null || saysNothing(cell) || /^(?:chưa|không|ko)(?:\s|$)/iu.test(fromLegacy(text).text)) return null
    const read: DayRead = readDay(cell, recentCentury(context.today))
    if (read.is === 'impossible') refuse(/\d/.test(text) ? impossible : incomplete, { value: text })
    if (read.is === 'year') refuse(incomplete, { value: text })
    if (read.is !== 'day') return null
    const codes = read.repairs.filter((code) => code !== 'date-cell')
    mend(codes, field, cellShown(cell), writeDay(read.day))
    return read.day
  }
}

function textRepairs(raw: string): string[] {
  const read = fromLegacy(raw)
  return [...(read.was ? [read.was] : []), ...(tidy(read.text) === read.text ? [] : ['spaces'])]
}

/** What the messages about an unknown or ambiguous unit say besides its name. */
export function unitHint(value: string, found: { is: 'several'; candidates: KnownUnit[] } | { is: 'none'; near: KnownUnit[] }): Record<string, string> {
  const names = (units: KnownUnit[]) => units.map((unit) => (unit.parent ? `${unit.name} (${unit.parent})` : unit.name)).join('; ')
  if (found.is === 'several') return { value, candidates: names(found.candidates.slice(0, 5)) }
  if (found.near.length === 0) {
    return { value, viHint: 'Hãy ghi đúng tên hoặc lập đơn vị trước.', enHint: 'Enter the right name, or establish the unit first.' }
  }
  return { value, viHint: `Có phải: ${names(found.near)}?`, enHint: `Did you mean: ${names(found.near)}?` }
}
