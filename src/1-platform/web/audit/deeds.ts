// How deeds and subjects of the platform are called in the log; the roof adds those of the rooms above.
import { text, type Text } from '#base/text'

export const deedWords: Readonly<Record<string, Text>> = {
  'access.signIn': text('Đăng nhập', 'Signed in'),
  'access.signIn.failed': text('Đăng nhập sai', 'Sign-in failed'),
  'access.signIn.paused': text('Đăng nhập khi đang tạm dừng', 'Sign-in during a pause'),
  'access.signIn.blocked': text('Đăng nhập tài khoản bị khóa', 'Sign-in to a blocked account'),
  'access.pause': text('Tạm dừng vì đăng nhập sai nhiều lần', 'Paused after failed sign-ins'),
  'access.signOut': text('Đăng xuất', 'Signed out'),
  'access.office.choose': text('Chọn chức vụ làm việc', 'Chose the office to act in'),
  'access.language': text('Đổi ngôn ngữ', 'Changed language'),
  'access.tour': text('Bắt đầu xem hướng dẫn từng bước', 'Began the tour'),
  'access.password.change': text('Đổi mật khẩu', 'Changed password'),
  'access.password.failed': text('Nhập sai mật khẩu hiện tại', 'Present password wrong'),
  'access.password.reset': text('Đặt lại mật khẩu', 'Reset password'),
  'access.session.end': text('Kết thúc phiên đăng nhập', 'Ended a session'),
  'access.session.endOthers': text('Kết thúc mọi phiên khác', 'Ended all other sessions'),
  'access.code.failed': text('Nhập sai mã xác thực', 'Wrong code of the second step'),
  'access.secondFactor.begin': text('Bắt đầu cài xác thực hai bước', 'Began setting up two-step sign-in'),
  'access.secondFactor.on': text('Bật xác thực hai bước', 'Switched two-step sign-in on'),
  'access.secondFactor.off': text('Tắt xác thực hai bước', 'Switched two-step sign-in off'),
  'access.secondFactor.reset': text('Gỡ xác thực hai bước của người khác', 'Took away another\'s second step'),
  'access.recoveryCodes.renew': text('Tạo mã khôi phục mới', 'Made new recovery codes'),
  'access.passkey.begin': text('Bắt đầu tạo khóa truy cập', 'Began making a passkey'),
  'access.passkey.make': text('Thêm khóa truy cập', 'Added a passkey'),
  'access.passkey.name': text('Đổi tên khóa truy cập', 'Renamed a passkey'),
  'access.passkey.drop': text('Gỡ khóa truy cập', 'Removed a passkey'),
  'access.passkey.failed': text('Khóa truy cập không đúng', 'Wrong passkey'),
  'access.key.make': text('Tạo khóa cho chương trình khác', 'Made a key for a program'),
  'access.key.end': text('Kết thúc khóa của chương trình', 'Ended a key of a program'),
  'access.account.create': text('Cấp tài khoản', 'Created account'),
  'access.account.block': text('Khóa tài khoản', 'Blocked account'),
  'house.backup': text('Sao lưu hệ thống', 'Took a backup'),
  'house.restore': text('Khôi phục từ bản sao lưu', 'Restored a backup'),
  'access.account.unblock': text('Mở khóa tài khoản', 'Unblocked account'),
}

export const subjectWords: Readonly<Record<string, Text>> = {
  account: text('Tài khoản', 'Account'), session: text('Phiên đăng nhập', 'Session'), office: text('Chức vụ', 'Office'), house: text('Hệ thống', 'House'),
}
