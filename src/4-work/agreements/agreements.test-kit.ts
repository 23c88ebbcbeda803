// A complete agreement for the tests, to be bent.
import { newId } from '#base/id'
import type { Content, Party } from './domain/agreement.ts'

export const noVote = { votedOn: null, entitled: null, inFavour: null }
export const employer = (name: string, change: Partial<Party> = {}): Party => ({
  id: newId(), side: 'employer', name, unitId: null, taxCode: '5300123456', address: 'Phường Cam Đường, Lào Cai', trade: '10', province: '15', sector: 'private', workers: 120, vote: noVote, joinedOn: null, leftOn: null, ...change,
})
export const union = (name: string, unitId: string | null, change: Partial<Party> = {}): Party => ({
  ...employer(name), side: 'workers', unitId, taxCode: null, address: null, trade: null, province: null, sector: null, workers: null, ...change,
})

/** Signed on 15 January 2025 for two years, by 80 of 120. */
export function contentOf(change: Partial<Content> = {}): Content {
  return {
    kind: 'enterprise', title: 'Thỏa ước lao động tập thể Công ty Chè Bản Xanh', number: '01/2025/TƯLĐTT', signedOn: '2025-01-15', effectiveOn: '2025-02-01', until: '2027-02-01',
    workers: 120, workersOn: '2025-01-10', vote: { votedOn: '2025-01-10', entitled: 120, inFavour: 80 }, sentOn: '2025-01-20', sentTo: 'Sở Nội vụ tỉnh Lào Cai', replaces: null,
    parties: [employer('Công ty TNHH Chè Bản Xanh')], parts: [], ...change,
  }
}
