// Under which address the house is reached: what goes out on paper, or to another site, must lead back to it.

/** The address that was set, or else the one that the browser is on. */
export function siteOf(headers: Headers, publicAddress: string | undefined): string {
  if (publicAddress) return publicAddress
  const origin = headers.get('origin')
  if (origin && URL.canParse(origin)) return new URL(origin).origin
  return `${headers.get('x-forwarded-proto') === 'https' ? 'https' : 'http'}://${headers.get('host') ?? 'localhost'}`
}
