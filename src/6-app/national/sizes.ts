// How large a house is made.

export interface Size {
  /** Grassroots unions alive at the end, for the whole country. */
  grassroots: number
  /** Members and workers alive at the end, for the whole country. */
  members: number
  /** Documents in the registers of the last fourteen months, about, for the whole country. */
  documents: number
  /** The one province that is told in full; of the others only the outline. null: all in full. */
  only: string | null
}

export const sizes: Record<string, Size> = {
  national: { grassroots: 125_000, members: 11_000_000, documents: 300_000, only: null },
  // An Giang is given a thirty-fourth of the provinces' share, so that it stands for one of them.
  province: { grassroots: 125_000, members: 11_000_000, documents: 300_000, only: '91' },
  /** For tests: seconds. */
  test: { grassroots: 600, members: 9_000, documents: 6_000, only: '91' },
}
