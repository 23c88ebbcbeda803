// The units that the rows of a file may name: of the whole confederation 135,000, packed, each an object again when it is asked for.
import type { Day } from '#base/day'
import { Lookup, Texts } from './packed.ts'
import type { KnownUnit, UnitList } from './unit-keys.ts'

/** A unit that rows may name. */
export interface IntakeUnit extends KnownUnit {
  parentId: string | null
  /** Its people are members of it: a grassroots union or what is below one. */
  hasMembers: boolean
  /** The first day on which it exists; null: since always. */
  since: Day | null
}

export class PackedUnits implements UnitList<IntakeUnit> {
  readonly #units = new Texts()
  readonly #byId = new Lookup()
  /** A hundred thousand hang under a few thousand, and each tells who it hangs under. */
  readonly #parents = new Texts()
  readonly #parentAt = new Map<string, number>()
  get length() { return this.#units.length }

  add(unit: IntakeUnit): void {
    const { id, name, shortName, kind, hasMembers, since } = unit
    this.#byId.add(id, this.length)
    this.#units.push(JSON.stringify([id, name, shortName ?? null, kind, hasMembers, since, this.#parentOf(unit)]))
  }

  at(i: number): IntakeUnit {
    const [id, name, shortName, kind, hasMembers, since, above] = JSON.parse(this.#units.at(i))
    const [parentId, parent] = above === null ? [null, null] : JSON.parse(this.#parents.at(above))
    return { id, name, shortName, kind, hasMembers, since, parentId, parent }
  }

  byId(id: string): IntakeUnit | undefined {
    return this.#byId.find(id).map((i) => this.at(i)).find((unit) => unit.id === id)
  }

  #parentOf({ parentId, parent }: IntakeUnit): number | null {
    if (parentId === null) return null
    const known = this.#parentAt.get(parentId)
    if (known !== undefined) return known
    this.#parentAt.set(parentId, this.#parents.length)
    this.#parents.push(JSON.stringify([parentId, parent ?? null]))
    return this.#parents.length - 1
  }
}
