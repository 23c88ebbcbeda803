// The letter that hands an account over: what to type, where, and what comes next. A page each, to be folded and given into
// the person's own hands. In Vietnamese, like all official paper.
import type { Day } from '#base/day'
import { writeDateline, type Block } from '#platform/paper/document'

export interface LetterIssuer { above: string | null; organ: string; place: string }
export interface LetterTo { name: string; /** As what, and where; '' without an office. */ office: string; username: string; password: string }

/** `site`: the address of the house. */
export function letters(to: readonly LetterTo[], by: LetterIssuer, { site, on }: { site: string; on: Day }): Block[] {
  return to.flatMap((one, i): Block[] => [
    ...(i > 0 ? [{ kind: 'page' } as const] : []),
    { kind: 'letterhead', above: by.above, organ: by.organ, number: null, dateline: writeDateline(by.place, on) },
    { kind: 'title', name: 'THƯ CẤP TÀI KHOẢN', about: ['Hệ thống làm việc Lộ Trình của tổ chức Công đoàn'] },
    { kind: 'facts', of: [['Kính gửi đồng chí', one.name], ...(one.office ? [['Chức vụ, đơn vị', one.office] as const] : [])] },
    { kind: 'paragraph', line: [`${by.organ} cấp cho đồng chí tài khoản sau để làm việc trên hệ thống:`] },
    { kind: 'facts', of: [['Địa chỉ', site], ['Tên đăng nhập', one.username], ['Mật khẩu lần đầu', one.password]] },
    { kind: 'paragraph', line: [{ bold: '1. ' }, 'Mở địa chỉ trên bằng trình duyệt của máy tính hoặc điện thoại, hoặc quét mã ở cuối thư.'] },
    { kind: 'paragraph', line: [{ bold: '2. ' }, 'Nhập tên đăng nhập và mật khẩu lần đầu, kể cả dấu gạch nối.'] },
    { kind: 'paragraph', line: [{ bold: '3. ' }, 'Đặt mật khẩu của riêng đồng chí, ít nhất mười ký tự; mật khẩu lần đầu từ đó không còn dùng được.'] },
    { kind: 'paragraph', line: [{ italic: 'Chỉ đồng chí được đọc thư này. Nếu thư đã bị mở trước khi đến tay, hoặc mật khẩu lần đầu không dùng được, đề nghị báo ngay người quản trị tài khoản để được cấp lại; không gửi ảnh thư này cho ai.' }] },
    { kind: 'sealed', address: `${site}/dang-nhap`, lines: ['Quét mã để mở trang đăng nhập', `${site}/dang-nhap`], signer: { capacity: [], name: '' } },
  ])
}
