// How far two coders agree beyond chance: Cohen's kappa (1960) with the interval of Fleiss, Cohen and Everitt (1969), passage
// by passage. A subject by itself: was the passage given it or not. Overall: the set of subjects that a passage was given is
// its one label, so that half a hit counts as none.

export interface Kappa {
  /** Passages. */
  n: number
  /** Share of passages of which both said the same. */
  observed: number
  expected: number
  /** null: both said one and the same of all, which chance would do as well. */
  kappa: number | null
  /** 95 %; null with kappa. */
  interval: [number, number] | null
}

/** Of a square table: row by the first coder's label, column by the second's. */
export function kappaOf(table: readonly (readonly number[])[]): Kappa {
  const n = table.flat().reduce((a, b) => a + b, 0)
  if (n === 0) return { n, observed: 0, expected: 0, kappa: null, interval: null }
  const p = table.map((row) => row.map((count) => count / n))
  const rows = p.map((row) => row.reduce((a, b) => a + b, 0))
  const columns = p.map((_, j) => p.reduce((sum, row) => sum + row[j]!, 0))
  const observed = p.reduce((sum, row, i) => sum + row[i]!, 0)
  const expected = rows.reduce((sum, row, i) => sum + row * columns[i]!, 0)
  if (1 - expected < 1e-12) return { n, observed, expected, kappa: null, interval: null }
  const kappa = (observed - expected) / (1 - expected)
  let spread = -((kappa - expected * (1 - kappa)) ** 2)
  p.forEach((row, i) => row.forEach((share, j) => {
    spread += i === j ? share * (1 - (rows[i]! + columns[i]!) * (1 - kappa)) ** 2 : share * ((1 - kappa) * (columns[i]! + rows[j]!)) ** 2
  }))
  const error = 1.959964 * Math.sqrt(Math.max(0, spread) / n) / (1 - expected)
  return { n, observed, expected, kappa, interval: [Math.max(-1, kappa - error), Math.min(1, kappa + error)] }
}

/** Agreement on each subject that either gave, and overall; what two coders gave to the same passages, in the same order. */
export function agreementOf(first: readonly ReadonlySet<string>[], second: readonly ReadonlySet<string>[]): { overall: Kappa; bySubject: Map<string, Kappa> } {
  const labels = [first, second].map((coder) => coder.map((given) => [...given].sort().join('+')))
  const overall = kappaOf(crossed(labels[0]!, labels[1]!))
  const subjects = [...new Set([...first, ...second].flatMap((given) => [...given]))].sort()
  return { overall, bySubject: new Map(subjects.map((subject) => [subject, kappaOf(crossed(first.map((given) => String(given.has(subject))), second.map((given) => String(given.has(subject)))))])) }
}

function crossed(first: readonly string[], second: readonly string[]): number[][] {
  const labels = [...new Set([...first, ...second])]
  const place = new Map(labels.map((label, i) => [label, i]))
  const table = labels.map(() => labels.map(() => 0))
  first.forEach((label, i) => { table[place.get(label)!]![place.get(second[i]!)!]!++ })
  return table
}
