// The country in portions: unions that hold their classes together, and as many of those as one transaction takes.
import type { Country, Grassroots, Top } from './country.ts'

/** Unions side by side under one upper unit that train their people together; a large one stands alone. */
export interface Group { top: Top; unions: Grassroots[] }
export interface Chunk {
  number: number; groups: Group[]; people: number
  /** Numbers of its members: [first, beyond), with gaps where only an outline is made. */
  first: number; beyond: number
}

const TOGETHER = 160

export function chunksOf(country: Country, peopleInOne: number): Chunk[] {
  const chunks: Chunk[] = []
  for (const group of groupsOf(country)) {
    const people = group.unions.reduce((sum, g) => sum + g.ever, 0)
    let chunk = chunks.at(-1)
    if (!chunk || chunk.people + people > peopleInOne) chunks.push(chunk = { number: chunks.length, groups: [], people: 0, first: group.unions[0]!.firstMember, beyond: 0 })
    const last = group.unions.at(-1)!
    chunk.groups.push(group)
    chunk.people += people
    chunk.beyond = last.firstMember + last.ever
  }
  return chunks
}

function groupsOf(country: Country): Group[] {
  const groups: Group[] = []
  for (const top of country.tops) {
    let open: Group | null = null, people = 0
    for (const g of top.grassroots) {
      const last: Grassroots | undefined = open?.unions.at(-1)
      if (!open || people + g.ever > TOGETHER || last!.upper !== g.upper || last!.district !== g.district || last!.old !== g.old || last!.ends !== g.ends) {
        groups.push(open = { top, unions: [] })
        people = 0
      }
      open.unions.push(g)
      people += g.ever
    }
  }
  return groups
}
