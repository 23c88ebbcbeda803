// Sex, full-time marks and posts as offices write them.

import { fold, foldedWords, tidy } from '#base/vietnamese/text'

const WOMEN = new Set(['nu', 'gai', 'ba', 'co', 'chi', 'f', 'female', 'woman', 'nu gioi'])
const MEN = new Set(['nam', 'trai', 'ong', 'anh', 'm', 'male', 'man', 'nam gioi'])

/** true for a woman, false for a man, null where the text says neither. */
export function readSex(text: string): boolean | null {
  const word = foldedWords(text)
  return WOMEN.has(word) ? true : MEN.has(word) ? false : null
}

const YES = new Set(['x', 'v', 'co', 'ct', 'chuyen trach', 'cbct', 'can bo chuyen trach', 'yes', 'y', 'true', '1', 'dung', 'full time', 'fulltime'])
const NO = new Set(
  [
    ['khong', 'ko', 'k', 'kct', 'khong chuyen trach', 'khong ct', 'ban chuyen trach', 'kiem nhiem', 'kn', 'no', 'n', 'false', '0', 'sai'],
    ['khong phai', 'part time', 'parttime', 'can bo khong chuyen trach', '', 'o'],
  ].flat(),
)
const TICKS = new Set(['✓', '✔', '☑', '☒', '√', '×', '+'])

/** true for a mark that says yes (x, có, CT …), false for no (không, KCT, -, empty …), null where it says neither. */
export function readMark(text: string): boolean | null {
  if (TICKS.has(tidy(text))) return true
  const words = foldedWords(text)
  return YES.has(words) ? true : NO.has(words) ? false : null
}

/** The posts of union work, as they are written on screens. */
export const POSTS = [
  'Chủ tịch',
  'Phó Chủ tịch Thường trực',
  'Phó Chủ tịch',
  'Ủy viên Đoàn Chủ tịch',
  'Ủy viên Ban Thường vụ',
  'Ủy viên Ban Chấp hành',
  'Chủ nhiệm Ủy ban Kiểm tra',
  'Phó Chủ nhiệm Ủy ban Kiểm tra',
  'Ủy viên Ủy ban Kiểm tra',
  'Trưởng ban',
  'Phó Trưởng ban',
  'Chánh Văn phòng',
  'Phó Chánh Văn phòng',
  'Tổ trưởng tổ công đoàn',
  'Tổ phó tổ công đoàn',
  'Trưởng ban Nữ công',
  'Cán bộ nữ công',
  'Chuyên viên',
  'Kế toán',
  'Thủ quỹ',
  'Văn thư',
] as const

const SHORT: Record<string, string> = {
  ct: 'chu tich', pct: 'pho chu tich', pcttt: 'pho chu tich thuong truc', uv: 'uy vien', uvien: 'uy vien', uvbch: 'uy vien ban chap hanh',
  uvbtv: 'uy vien ban thuong vu', uvtv: 'uy vien ban thuong vu', uvubkt: 'uy vien uy ban kiem tra', uvdct: 'uy vien doan chu tich',
  bch: 'ban chap hanh', btv: 'ban thuong vu', tv: 'ban thuong vu', ubkt: 'uy ban kiem tra', dct: 'doan chu tich', cn: 'chu nhiem',
  pcn: 'pho chu nhiem', cnubkt: 'chu nhiem uy ban kiem tra', pcnubkt: 'pho chu nhiem uy ban kiem tra', cv: 'chuyen vien', vp: 'van phong', p: 'pho',
  cvp: 'chanh van phong', pcvp: 'pho chanh van phong', tb: 'truong ban', ptb: 'pho truong ban', tt: 'to truong', cd: 'cong doan',
  cdcs: 'cong doan co so', cb: 'can bo', kt: 'kiem tra',
}

const SAME: Record<string, string> = {
  'uy vien thuong vu': 'Ủy viên Ban Thường vụ',
  'thuong vu': 'Ủy viên Ban Thường vụ',
  'ban thuong vu': 'Ủy viên Ban Thường vụ',
  'uy vien chap hanh': 'Ủy viên Ban Chấp hành',
  'ban chap hanh': 'Ủy viên Ban Chấp hành',
  'chu nhiem kiem tra': 'Chủ nhiệm Ủy ban Kiểm tra',
  'to truong': 'Tổ trưởng tổ công đoàn',
  'to truong cong doan': 'Tổ trưởng tổ công đoàn',
  'to pho': 'Tổ phó tổ công đoàn',
  'to pho cong doan': 'Tổ phó tổ công đoàn',
  'nu cong': 'Cán bộ nữ công',
  'can bo phu trach nu cong': 'Cán bộ nữ công',
  'truong ban nu cong quan chung': 'Trưởng ban Nữ công',
}

const BY_KEY = new Map<string, string>([...POSTS.map((post) => [fold(post), post] as const), ...Object.entries(SAME)])

/** The post in the list's own words ("PCT", "uv bch", "Chủ tịch CĐCS" …); null where it is none of the list. */
export function readPost(text: string): string | null {
  const key = foldedWords(text)
    .split(' ')
    .map((word) => SHORT[word] ?? word)
    .join(' ')
  // "Chủ tịch Công đoàn phường …": which union it is stands in its own column.
  const bare = key.replace(/ (?:lien doan lao dong|cong doan|nghiep doan)\b.*$/, '')
  return BY_KEY.get(key) ?? BY_KEY.get(bare) ?? null
}
