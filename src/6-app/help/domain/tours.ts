// The tour through the screens: five steps for each role. Which role somebody has is told by the office acted in: what it may
// do, and in what kind of unit. A step names the page it speaks of and the element on it, by the element's `data-tour`.
import { text, type Text } from '#base/text'

export type Role = 'chair' | 'officer' | 'training' | 'confederation' | 'inspection' | 'administrator' | 'member'

export interface Step {
  path: `/${string}`
  /** The `data-tour` of what is pointed at. Where it is not there, as in an empty house, the step speaks without pointing. */
  target: string
  title: Text
  text: Text
}

/** Unions at the grassroots and below: their leaders come to the work of the chair. */
const grassroots: readonly string[] = ['grassroots-union', 'occupational-union', 'member-grassroots-union', 'section-union', 'union-group']

/** kind: of the unit acted in; null where there is none, or where it could not be asked. */
export function roleOf({ verbs, kind }: { verbs: readonly string[]; kind: string | null }): Role {
  const may = (verb: string) => verbs.includes(verb)
  if (may('account')) return 'administrator'
  if (!may('see')) return 'member'
  if (may('audit')) return 'inspection'
  if (kind !== null && grassroots.includes(kind)) return 'chair'
  if (kind === 'confederation') return 'confederation'
  return may('class.write') && !may('plan.decide') ? 'training' : 'officer'
}

const duties = (says: Text): Step => ({ path: '/', target: 'duties', title: text('Việc cần làm', 'To do'), text: says })
const account: Step = {
  path: '/', target: 'account', title: text('Trợ giúp luôn ở đây', 'Help is always here'),
  text: text('Trang Trợ giúp, đổi mật khẩu, English, và nút xem lại hướng dẫn này. Trong biểu mẫu, dấu ? bên cạnh một ô giải thích ô ấy.', 'The help page, your password, Tiếng Việt, and a way to see this tour again. In forms, the ? beside a field explains it.'),
}
const day: Step = {
  path: '/', target: 'day', title: text('Số liệu của một ngày bất kỳ', 'Figures of any day'),
  text: text('Chọn một ngày đã qua hoặc sắp tới: mọi số liệu và cây tổ chức hiện đúng như của ngày ấy.', 'Choose a day past or to come: every figure and the structure show as of that day.'),
}
const units = (says: Text): Step => ({ path: '/don-vi', target: 'page', title: text('Đơn vị', 'Units'), text: says })
const plans = (says: Text): Step => ({ path: '/ke-hoach', target: 'plans', title: text('Kế hoạch', 'Plans'), text: says })

export const tours: Readonly<Record<Role, readonly [Step, Step, Step, Step, Step]>> = {
  chair: [
    duties(text('Việc đến lượt đơn vị hiện ở đây, gấp nhất ở trên cùng. Bấm vào một việc là làm được ngay.', 'What is your union\'s turn to do appears here, the most urgent first. Tap one to do it.')),
    plans(text('Kế hoạch của cấp trên đang chờ nằm trên cùng. Bấm “Lập kế hoạch của đơn vị”: mẫu đã điền sẵn, chỉ cần xem lại và ban hành.', 'A plan from above that waits stands on top. Choose “Make the plan of the unit”: the template is filled in; review it and issue it.')),
    { path: '/lop-hoc', target: 'page', title: text('Lớp học', 'Classes'), text: text('Mở một lớp để cử người đi học. Đến buổi học, phần Điểm danh của lớp dùng được ngay trên điện thoại.', 'Open a class to nominate people. When it meets, its attendance can be taken on a phone.') },
    { path: '/', target: 'figures', title: text('Số liệu của đơn vị', 'Figures of your union'), text: text('Đơn vị đạt đến đâu so với chỉ tiêu. Bấm vào một con số để thấy từng người, từng hồ sơ tạo nên nó.', 'Where your union stands against its targets. Tap a figure to see the people and records that make it.') },
    account,
  ],
  officer: [
    duties(text('Việc chờ bạn làm hoặc quyết định: kế hoạch phải ban hành, chỉ tiêu thấp hơn phải xem xét, lớp phải kết thúc. Gấp nhất ở trên cùng.', 'What waits for you: plans to issue, lower targets to decide on, classes to close. The most urgent comes first.')),
    plans(text('Mở kế hoạch của đơn vị để thấy từng chỉ tiêu đạt đến đâu, nơi nào chưa hưởng ứng, và ai là người chưa đạt.', 'Open the plan of your unit to see how far each target is, which unions have not answered it, and who is still missing.')),
    units(text('Cây tổ chức trong phạm vi của bạn. Trang của mỗi đơn vị có chỉ tiêu, con người, ban chấp hành và lịch sử.', 'The units within your reach. Each has its targets, people, committees and history.')),
    day,
    account,
  ],
  training: [
    duties(text('Lớp đến hạn kết thúc, chủ tịch mới cần bồi dưỡng và những việc khác đến lượt bạn.', 'Classes due to be closed, new chairs to be trained, and whatever else is your turn.')),
    { path: '/lop-hoc', target: 'class.new', title: text('Mở lớp', 'Open a class'), text: text('Chương trình, số chỗ, các buổi học. Lớp mở rồi thì các đơn vị cử người; điểm danh, kết thúc và cấp chứng nhận đều ở trang của lớp.', 'Programme, seats, sessions. Once it is open the units nominate people; attendance, closing and certificates are all on its page.') },
    { path: '/chu-tich-moi', target: 'page', title: text('Chủ tịch cần bồi dưỡng', 'Chairs to be trained'), text: text('Ban chấp hành vừa được công nhận thì chủ tịch vào danh sách này. Đánh dấu rồi cử đi học một lượt.', 'When a committee is recognised its chair comes to this list. Tick them and nominate them all at once.') },
    { path: '/so-chung-nhan', target: 'page', title: text('Sổ cấp chứng nhận', 'Register of certificates'), text: text('Chứng nhận cấp cho lớp đã kết thúc, đánh số liền nhau trong năm. Ai cầm bản giấy cũng kiểm tra được bằng mã QR.', 'Certificates of closed classes, numbered through the year. Whoever holds the paper can check it by its QR code.') },
    account,
  ],
  confederation: [
    { path: '/', target: 'figures', title: text('Cả nước hôm nay', 'The country today'), text: text('Từng chỉ tiêu đạt bao nhiêu. Bấm vào con số để xuống từng tỉnh, từng đơn vị, đến từng hồ sơ.', 'How far each target is. Open a figure to go down to provinces, units, and single records.') },
    plans(text('Kế hoạch đã ban hành, giai đoạn và chỉ tiêu của nó, nơi nào đã hưởng ứng, bản đồ và thứ hạng của các địa phương.', 'The plans issued, their stages and targets, who has answered, the map and the ranking.')),
    units(text('Cả cây tổ chức. Thành lập, sáp nhập, chia tách đều theo quyết định: xem trước những gì sẽ chuyển, và hoàn tác được.', 'The whole organisation. Units are established, merged or split by a decision: see beforehand what will move, and undo it if need be.')),
    day,
    account,
  ],
  inspection: [
    { path: '/nhat-ky', target: 'page', title: text('Nhật ký', 'Audit log'), text: text('Ai làm gì, lúc nào, với chức vụ nào. Không ai sửa hay xóa được một dòng nào.', 'Who did what, when, and in which office. Nobody can change or remove a line.') },
    plans(text('Kế hoạch của đơn vị và của cấp trên, mức đạt của từng chỉ tiêu và danh sách đứng sau mỗi con số.', 'The plans of your unit and of those above, how far each target is, and the list behind each figure.')),
    units(text('Lịch sử của mỗi đơn vị: mọi biến động tổ chức với số quyết định của nó.', 'The history of each unit: every structural change with its decision.')),
    day,
    account,
  ],
  administrator: [
    { path: '/tai-khoan', target: 'account.new', title: text('Cấp tài khoản', 'Give an account'), text: text('Cho người đang giữ chức vụ. Mật khẩu dùng một lần chỉ hiện một lần; người nhận tự đổi khi đăng nhập lần đầu.', 'For a person in office. The one-time password is shown once; its receiver changes it at the first sign-in.') },
    { path: '/chuc-vu', target: 'page', title: text('Quyền đi theo chức vụ', 'Powers follow the office'), text: text('Không phân quyền cho tài khoản: ghi nhận, bàn giao hoặc kết thúc chức vụ thì quyền đổi theo ngay.', 'No rights are given to accounts: record, hand over or end an office, and the powers follow at once.') },
    { path: '/nhap-du-lieu', target: 'page', title: text('Nhập dữ liệu', 'Import'), text: text('Đưa bảng tính của đơn vị vào, để nguyên như đơn vị gửi: xem trước từng dòng, ghi một lần, hoàn tác được cả tệp.', 'Bring in a spreadsheet as the office sent it: every row shown beforehand, written at once, undone as a whole.') },
    { path: '/nhat-ky', target: 'page', title: text('Nhật ký', 'Audit log'), text: text('Mọi việc đã làm trong hệ thống, kể cả việc của người quản trị.', 'Everything done in the system, by administrators too.') },
    account,
  ],
  member: [
    duties(text('Khi có việc đến lượt bạn, việc ấy hiện ở đây.', 'When something is your turn, it appears here.')),
    { path: '/hoc-tap', target: 'learning', title: text('Việc học của tôi', 'My learning'), text: text('Lớp bạn được cử đi, buổi học sắp tới và những chương trình đã hoàn thành.', 'The classes you are sent to, the next session, and what you have completed.') },
    { path: '/bao-mat', target: 'page', title: text('Bảo mật', 'Security'), text: text('Bật xác thực hai bước, thêm khóa truy cập, và xem tài khoản đang mở ở những thiết bị nào.', 'Switch on two-step sign-in, add a passkey, and see on which devices you are signed in.') },
    { path: '/tro-giup', target: 'page', title: text('Trợ giúp', 'Help'), text: text('Giải nghĩa các từ dùng trong hệ thống và bản hướng dẫn để in.', 'What the words of this system mean, and a guide to print.') },
    account,
  ],
}
