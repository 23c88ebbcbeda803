// What this room holds on persons. Places, offices and absences stay under a made-up name: figures of past days rest on them.
import { sql } from 'kysely'
import { text } from '#base/text'
import { fieldNames as f, type RoomHoldings } from '#platform/holdings'
import type { Work } from '#platform/work'

const counted = text('Số liệu đã báo cáo tính từ bản ghi này; giữ dưới tên thay thế.', 'Reported figures are computed from it; kept under a made-up name.')
const places = { whose: 'person_id', activity: 'people', erasure: 'kept', why: counted } as const

export const peopleHoldings: RoomHoldings = {
  room: 'people', forgets: true,
  holdings: [
    { table: 'people.person', whose: 'id', name: text('Hồ sơ', 'Record'), activity: 'people', erasure: 'cleared', why: text('Họ tên, ngày sinh, điện thoại, thư điện tử bị xóa; giới tính giữ cho thống kê.', 'Name, birth, phone and e-mail go; sex stays for statistics.'),
      fields: { id: f.id, name: text('Họ và tên', 'Name'), born: text('Ngày sinh', 'Born'), born_precision: text('Độ chính xác ngày sinh', 'Precision of birth'), female: text('Nữ', 'Female'), phone: text('Điện thoại', 'Phone'), email: text('Thư điện tử', 'E-mail'),
        restricted_at: text('Hạn chế xử lý từ', 'Restricted since'), deidentified_at: text('Khử nhận dạng lúc', 'De-identified at'), recorded_at: f.recorded_at } },
    { table: 'people.identity', whose: 'person_id', name: text('Số định danh', 'Identity numbers'), activity: 'identity', erasure: 'removed', why: text('Không còn cần để nhận đúng người.', 'Nobody needs to be told apart any more.'),
      fields: { citizen_id: text('Số định danh', 'Identity number'), old_id: text('Số CMND cũ', 'Old identity number') } },
    { table: 'people.identity', whose: 'person_id', name: text('Lý lịch do người đó khai', 'Profile as stated'), activity: 'profile', erasure: 'removed', why: text('Chỉ giữ khi còn sự đồng ý.', 'Kept only while the consent stands.'),
      fields: { ethnicity: text('Dân tộc', 'Ethnicity'), religion: text('Tôn giáo', 'Religion'), party_member: text('Đảng viên', 'Party member') } },
    { table: 'people.placement', ...places, name: text('Nơi làm việc', 'Places of work'), fields: { id: f.id, unit: f.unit, standing: text('Tư cách', 'Standing'), during: f.during, recorded_at: f.recorded_at } },
    { table: 'people.office', ...places, name: text('Chức vụ', 'Offices'), fields: { id: f.id, unit: f.unit, title: text('Chức danh', 'Title'), full_time: text('Chuyên trách', 'Full-time'), basis: text('Căn cứ', 'Basis'), term: text('Nhiệm kỳ', 'Term'), decision_number: text('Quyết định', 'Decision'), during: f.during, recorded_at: f.recorded_at } },
    { table: 'people.absence', ...places, name: text('Vắng mặt dài ngày', 'Long absences'), fields: { id: f.id, reason: f.reason, during: f.during, recorded_at: f.recorded_at } },
  ],
}

export interface Profile { ethnicity: string | null; religion: string | null; partyMember: boolean | null }
export const emptyProfile: Profile = { ethnicity: null, religion: null, partyMember: null }

/** The fields that rest on the person's consent; refused by the database where there is none. Empty: erased. */
export async function writeProfile(w: Work, personId: string, profile: Profile): Promise<void> {
  await sql`select people.set_profile(${personId}::uuid, ${profile.ethnicity}::text, ${profile.religion}::text, ${profile.partyMember}::boolean)`.execute(w.tx)
}

/** From now on details are shown to the person and privacy officers alone, who alone change them; or no longer so. True where that is new. */
export async function restrict(w: Work, personId: string, restricted: boolean): Promise<boolean> {
  const { numUpdatedRows } = await w.tx.updateTable('people.person').set({ restricted_at: restricted ? sql<Date>`base.moment()` : null }).where('id', '=', personId)
    .where('restricted_at', restricted ? 'is' : 'is not', null).executeTakeFirst()
  return Number(numUpdatedRows) > 0
}
