// Which office a post of a roster is in the house's list, and how it is come by. A post that is no office (treasurer, clerk)
// or that the list does not know makes no office: an office gives powers, and powers are not guessed.

export interface PostTitle {
  /** A code of people.title. */
  title: string
  basis: 'elected' | 'appointed'
}

const elected = (title: string): PostTitle => ({ title, basis: 'elected' })
const appointed = (title: string): PostTitle => ({ title, basis: 'appointed' })

const TITLES: Record<string, PostTitle> = {
  'Chủ tịch': elected('president'),
  'Phó Chủ tịch Thường trực': elected('vice-president'),
  'Phó Chủ tịch': elected('vice-president'),
  'Ủy viên Đoàn Chủ tịch': elected('standing-member'),
  'Ủy viên Ban Thường vụ': elected('standing-member'),
  'Ủy viên Ban Chấp hành': elected('committee-member'),
  'Chủ nhiệm Ủy ban Kiểm tra': elected('inspection-head'),
  'Phó Chủ nhiệm Ủy ban Kiểm tra': elected('inspection-member'),
  'Ủy viên Ủy ban Kiểm tra': elected('inspection-member'),
  'Trưởng ban': appointed('department-head'),
  'Chánh Văn phòng': appointed('department-head'),
  'Phó Trưởng ban': appointed('specialist'),
  'Phó Chánh Văn phòng': appointed('specialist'),
  'Chuyên viên': appointed('specialist'),
  'Trưởng ban Nữ công': appointed('women-officer'),
  'Cán bộ nữ công': appointed('women-officer'),
  'Tổ trưởng tổ công đoàn': elected('group-head'),
  'Tổ phó tổ công đoàn': elected('group-deputy'),
}

/** The office of a post as readPost writes it; null where it is none. */
export function titleOf(post: string | null): PostTitle | null {
  return post !== null && Object.hasOwn(TITLES, post) ? TITLES[post]! : null
}
