// Whom a row of a file means, among the people in reach. Pure: the caller loads the facts. Each answer says why, so that
// nobody gets an account by a mistaken name and no row is lost.
import { fold } from '#base/vietnamese/text'

export interface Reason { code: string; field: string | null; vi: string; en: string }

/** What could be read in the row. */
export interface Given {
  name: string | null
  phone: string | null; email: string | null; born: string | null; unit: string | null
  /** Why something in it could not be read; of the whole row, or of the field that it names. */
  faults: readonly Reason[]
}

/** Someone the row could mean; null where the row, or the record, does not say. */
export interface Candidate {
  personId: string; name: string
  byNumber: boolean; samePhone: boolean; sameEmail: boolean; sameBorn: boolean | null; sameUnit: boolean | null
  /** Whoever asks may look after the account. */
  reached: boolean
  username: string | null
  inOffice: boolean
}

export interface Met {
  verdict: 'make' | 'has' | 'refused'
  personId: string | null
  reasons: Reason[]
}

/** `elsewhere`: the number belongs to someone out of sight. `taken`: people whom earlier rows mean, by their row. */
export function meet(given: Given, candidates: readonly Candidate[], { elsewhere, taken }: { elsewhere: boolean; taken: ReadonlyMap<string, number> }): Met {
  const refused = (...reasons: Reason[]): Met => ({ verdict: 'refused', personId: null, reasons })
  if (given.name === null) return refused(...(given.faults.length > 0 ? given.faults : [say('no-name', 'name', 'Thiếu họ tên.', 'The name is missing.')]))
  if (elsewhere) return refused(say('out-of-reach', 'id', 'Số định danh này là của một người ngoài phạm vi của bạn.', 'This identity number is that of a person outside your reach.'))
  const numbered = candidates.find((c) => c.byNumber)
  if (numbered && fold(numbered.name) !== fold(given.name)) {
    return refused(say('number-of-another', 'id', `Số định danh này là của ${numbered.name}. Hãy kiểm tra họ tên và số.`, `This identity number is that of ${numbered.name}. Check the name and the number.`))
  }
  const sure = numbered ? [numbered] : candidates.filter((c) => c.samePhone || c.sameEmail)
  // What could not be read might have told namesakes apart.
  if (sure.length === 0 && given.faults.length > 0) return refused(...given.faults)
  const fitting = sure.length > 0 ? sure : candidates.filter((c) => c.sameBorn !== false && c.sameUnit !== false)
  const [found] = fitting
  if (!found) {
    return refused(candidates.length === 0
      ? say('unknown', 'name', 'Không có ai tên này trong phạm vi của bạn. Hãy nhập người này vào danh sách cán bộ, đoàn viên trước.', 'Nobody of this name is within your reach. Bring the person in with a roster first.')
      : say('differs', 'name', `Có ${candidates.length} người tên này trong phạm vi của bạn, nhưng khác đơn vị hoặc ngày sinh.`, `${candidates.length} of this name are within your reach, but of another unit or birth date.`))
  }
  if (fitting.length > 1) return refused(say('several', 'name', `Có ${fitting.length} người phù hợp. Hãy ghi thêm số định danh, điện thoại, ngày sinh hoặc đơn vị.`, `${fitting.length} people fit. Add the identity number, telephone number, birth date or unit.`))
  const before = taken.get(found.personId)
  if (before !== undefined) return refused(say('twice', null, `Cùng một người với dòng ${before}.`, `The same person as row ${before}.`))
  if (found.username !== null) return { verdict: 'has', personId: found.personId, reasons: [say('has', null, `Đã có tài khoản ${found.username}.`, `Has the account ${found.username}.`)] }
  if (!found.reached) return refused(say('out-of-reach', null, 'Người này còn giữ chức vụ ngoài phạm vi của bạn; công đoàn cấp trên cấp tài khoản.', 'This person also holds an office outside your reach; the union above makes the account.'))
  const remarks = found.inOffice ? [] : [say('no-office', null, 'Không giữ chức vụ nào: đăng nhập được nhưng chưa có quyền.', 'Holds no office: may sign in, but has no powers yet.')]
  const alone = sure.length === 0 && found.sameBorn === null && found.sameUnit === null
  return { verdict: 'make', personId: found.personId, reasons: alone ? [...remarks, say('by-name', 'name', 'Chỉ nhận ra theo họ tên. Hãy xem lại.', 'Known by the name alone. Have a look.')] : remarks }
}

export function say(code: string, field: string | null, vi: string, en: string): Reason {
  return { code, field, vi, en }
}
