// Number and notation of a plan as union offices write them (QĐ 933/QĐ-TLĐ): number / type - issuer. Only proposals: the
// clerk may know better.

/** KH-LĐLĐ, KH-CĐCS …, from the sign of the issuer. */
export function proposeNotation(issuer: string): string {
  return `KH-${issuer}`
}

/** The number after the highest used in the series; letters do not count. */
export function proposeNumber(used: string[]): string {
  return String(Math.max(0, ...used.map((n) => Number.parseInt(n, 10) || 0)) + 1)
}
