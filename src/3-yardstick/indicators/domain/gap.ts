// What is still to be won against a threshold. Alone in its file: screens use it too, and definitions bring a schema library.

/** How many must be met on the whole, and how many are still to be won. Whole heads: 80% of 7 is 6. */
export function gapOf(counted: number, met: number, share: number): { required: number; gap: number } {
  const required = Math.ceil(Math.round(counted * share * 1e9) / 1e9)
  return { required, gap: Math.max(0, required - met) }
}
