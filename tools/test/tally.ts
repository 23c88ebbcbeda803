// What has passed and failed so far, and how it is told: failures at once, a line for each file, totals as the last line.

export interface Counts { passed: number; failed: number; skipped: number }

export interface Tally {
  say(line: string): void
  /** Tells a failure at once; counting is the caller's (`add`). */
  fail(where: string, what: string, why: string): void
  file(name: string, counts: Counts, ms: number): void
  add(counts: Partial<Counts>): void
  readonly failed: number
  /** `N passed, N failed`, and what was skipped only when something was. */
  totals(): string
}

export function newTally(print: (line: string) => void): Tally {
  const all: Counts = { passed: 0, failed: 0, skipped: 0 }
  return {
    say: print,
    fail(where, what, why) {
      print(`  ✗ ${where}  ${what}\n${why.trimEnd().split('\n').map((line) => `      ${line}`).join('\n')}`)
    },
    file(name, { passed, failed, skipped }, ms) {
      const parts = [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`].filter(Boolean).join(', ')
      print(`  ${failed > 0 ? '✗' : '✓'} ${name}  ${parts}  ${(ms / 1000).toFixed(1)} s`)
    },
    add({ passed = 0, failed = 0, skipped = 0 }) {
      all.passed += passed
      all.failed += failed
      all.skipped += skipped
    },
    get failed() { return all.failed },
    totals: () => `${all.passed} passed, ${all.failed} failed${all.skipped > 0 ? `, ${all.skipped} skipped` : ''}`,
  }
}
