// What is still to be won against a threshold. Alone in its file: screens use it too, and definitions bring a schema library.

/** What a stage asks for: a share of those counted, or a number of those met; one of the two. */
export interface Threshold { share?: number | null | undefined; number?: number | null | undefined }

/** Exactly one of the two is said. */
export const asksOnce = ({ share, number }: Threshold): boolean => ((share ?? null) === null) !== ((number ?? null) === null)

/** Whether it asks for a number, written yet or not: then no share stands beside it. */
export const byNumber = ({ share, number }: Threshold): boolean => (share ?? null) === null && number !== undefined

/** How many must be met on the whole, and how many are still to be won. Whole heads: 80% of 7 is 6. */
export function gapOf(counted: number, met: number, { share, number }: Threshold): { required: number; gap: number } {
  const required = number ?? Math.ceil(Math.round(counted * (share ?? 0) * 1e9) / 1e9)
  return { required, gap: Math.max(0, required - met) }
}
