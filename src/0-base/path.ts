// Where one goes on after something in between, as it was asked for in an address.

/** A path of this house; anything else, an address that somebody put into a link, is the first page. */
export function ownPath(asked: string | undefined): string {
  return asked !== undefined && asked.length <= 500 && /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(asked) ? asked : '/'
}
