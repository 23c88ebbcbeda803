// How offices call the kinds of units besides their names in the house's list.
import type { UnitKind } from './unit-file.ts'

const ALSO: Record<string, string[]> = {
  'provincial-federation': ['Liên đoàn Lao động tỉnh', 'Liên đoàn Lao động thành phố'],
  'central-industry-union': ['Công đoàn ngành Trung ương', 'Công đoàn ngành TW'],
  'corporation-union': ['Công đoàn tập đoàn', 'Công đoàn tổng công ty'],
  'local-industry-union': ['Công đoàn ngành'],
  'commune-union': ['Công đoàn xã', 'Công đoàn phường', 'Công đoàn đặc khu', 'Công đoàn xã, phường'],
  'industrial-zone-union': ['Công đoàn khu công nghiệp', 'Công đoàn khu kinh tế', 'Công đoàn các khu kinh tế', 'Công đoàn khu chế xuất'],
  'occupational-union': ['Nghiệp đoàn'],
}

/** The kinds with all their names; the list's own name first. */
export function withOtherNames(kinds: readonly UnitKind[]): UnitKind[] {
  return kinds.flatMap((kind) => [kind, ...(ALSO[kind.code] ?? []).map((name) => ({ code: kind.code, name }))])
}
