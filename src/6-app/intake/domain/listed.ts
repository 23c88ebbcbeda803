/** Rows from the top of a file that are listed one and all; below them only what needs a look: a million rows that are all well say nothing. */
export const LISTED = 50_000
