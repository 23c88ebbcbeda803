// Files that a person brought in, and long work that a person asked for.
import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '../holdings.ts'

export const filesHoldings: RoomHoldings = {
  room: 'files', forgets: false,
  holdings: [{ table: 'files.file', whose: 'recorded_by', name: text('Tệp đã tải lên', 'Files brought in'), activity: 'import', fields: { name: f.name, size: text('Cỡ (byte)', 'Size (bytes)'), recorded_at: f.recorded_at }, erasure: 'kept',
    why: text('Tệp là minh chứng của đơn vị; chỉ còn mã tài khoản đã xóa.', 'A file is evidence of the unit; only the id of an account that is gone stands with it.') }],
}

export const jobsHoldings: RoomHoldings = {
  room: 'jobs', forgets: false,
  holdings: [{ table: 'jobs.progress', whose: 'account_id', name: text('Việc chạy nền đã yêu cầu', 'Long work asked for'), activity: 'account', fields: { task: text('Việc', 'Task'), state: f.state, asked_at: text('Yêu cầu lúc', 'Asked at'), ended_at: text('Xong lúc', 'Ended at') }, erasure: 'cleared',
    why: text('Mã tài khoản bị gỡ cùng tài khoản.', 'The id of the account goes with the account.') }],
}
