// The columns an import knows, by the words offices put over them. Patterns meet the folded header
// (no diacritics, no punctuation). `exact` outweighs `has`; `not` keeps look-alikes away.

export type RosterField =
  | 'ordinal'
  | 'name'
  | 'familyName'
  | 'givenName'
  | 'born'
  | 'bornMan'
  | 'bornWoman'
  | 'sex'
  | 'womanMark'
  | 'id'
  | 'phone'
  | 'email'
  | 'unit'
  | 'post'
  | 'fullTime'
  | 'partTime'
  | 'from'
  | 'trained'

export type UnitField = 'ordinal' | 'name' | 'shortName' | 'kind' | 'parent'

/** How one field is known by its header. */
export interface FieldPattern<F extends string> {
  field: F
  exact: RegExp
  has?: RegExp
  not?: RegExp
}

const ORDINAL = /^(?:stt|tt|so tt|so thu tu|no|#|thu tu)$/

export const ROSTER_FIELDS: FieldPattern<RosterField>[] = [
  { field: 'ordinal', exact: ORDINAL },
  {
    field: 'name',
    exact: /^(?:ho va ten|ho ten|ho va ten khai sinh|ho va ten can bo|ho ten can bo|ho chu dem va ten|ho va chu dem va ten|full name|name|ten can bo|ho va ten doan vien)$/,
    has: /\b(?:ho va ten|ho ten|hovaten|hoten|full ?name)\b|^ten (?:can bo|doan vien|nguoi)|^(?:can bo|doan vien)$/,
    not: /\b(?:dem|lot|don vi|cha|me|vo|chong)\b(?! va ten)/,
  },
  { field: 'familyName', exact: /^(?:ho|ho dem|ho va dem|ho va ten dem|ho dem va|ho va chu dem|ho lot|ho va ten lot|ho va ten ho dem)$/ },
  { field: 'givenName', exact: /^(?:ten|ten rieng|ho va ten ten)$/ },
  {
    field: 'born',
    exact: /^(?:ngay sinh|nam sinh|ngay thang nam sinh|ngay thang sinh|sinh ngay|ns|ntns|ngay nam sinh|dob|date of birth|birth date|birthday)$/,
    has: /\b(?:ngay sinh|nam sinh|thang nam sinh|sinh nam|sinh ngay|birth)\b/,
    not: /\b(?:nam|nu)$|\bcon\b/,
  },
  { field: 'bornMan', exact: /^(?:nam sinh|ngay sinh|ngay thang nam sinh|nam sinh ngay sinh|sinh nam)(?: cua)? nam$/ },
  { field: 'bornWoman', exact: /^(?:nam sinh|ngay sinh|ngay thang nam sinh|nam sinh ngay sinh|sinh nam)(?: cua)? nu$/ },
  { field: 'sex', exact: /^(?:gioi tinh|gioi|phai|nam nu|gioi tinh nam nu|sex|gender|gt)$/, has: /\b(?:gioi tinh|nam nu|gender)\b/, not: /\b(?:nam|ngay|thang) sinh\b/ },
  { field: 'womanMark', exact: /^(?:nu|la nu|gioi tinh nu)$/ },
  {
    field: 'id',
    exact: /^(?:so cccd|cccd|so can cuoc|can cuoc|so can cuoc cong dan|can cuoc cong dan|so dinh danh|so dinh danh ca nhan|cmnd|so cmnd|cmnd cccd|cccd cmnd|so cmnd cccd|so cccd cmnd|so cmt|cmt|ma dinh danh|id)$/,
    has: /\b(?:cccd|cmnd|cmt|can cuoc|dinh danh|chung minh|giay to tuy than|ho chieu|national id|identity)\b/,
    not: /\b(?:ngay|noi|co quan) cap\b|\bcap ngay\b|\bngay\b|\bnoi\b/,
  },
  {
    field: 'phone',
    exact: /^(?:dien thoai|so dien thoai|sdt|so dt|dt|dtdd|d t|di dong|dien thoai di dong|so di dong|phone|mobile|tel|so dien thoai lien he|dien thoai lien he|dien thoai ca nhan)$/,
    has: /\b(?:dien thoai|sdt|dtdd|di dong|phone|mobile|zalo|tel)\b/,
    not: /\b(?:don vi|co quan|nguoi than)\b/,
  },
  { field: 'email', exact: /^(?:e ?mail|thu dien tu|hop thu|dia chi email|hom thu)$/, has: /\b(?:e ?mail|thu dien tu)\b/ },
  {
    field: 'unit',
    exact: /^(?:don vi|ten don vi|don vi cong tac|cong doan co so|cdcs|ten cdcs|ten cong doan co so|cong doan|don vi cong doan|to chuc cong doan|ten cong doan|ten to chuc cong doan|thuoc don vi|thuoc cong doan|unit|union)$/,
    has: /\b(?:don vi|cong doan co so|cdcs|noi cong tac|noi lam viec|co quan|doanh nghiep|to chuc cong doan|sinh hoat cong doan|cong doan)\b/,
    not: /\b(?:cap tren|cap co so|ngay|nam|chuc|so the|the doan vien|ma so|ma don vi|don vi tinh|don vi cap|dia chi|loai|can bo|tai)\b/,
  },
  {
    field: 'post',
    exact: /^(?:chuc danh|chuc vu|chuc danh cong doan|chuc vu cong doan|chuc vu chuc danh|chuc danh chuc vu|chuc vu trong cong doan|chuc danh trong cong doan|nhiem vu|vi tri|chuc trach|position|title|post)$/,
    has: /\b(?:chuc danh|chuc vu|chuc trach|nhiem vu|vi tri)\b/,
    not: /\b(?:ngay|thang|nam|tu|chuyen mon|chinh quyen|dang|thoi gian|thoi diem|den|phu cap)\b/,
  },
  {
    field: 'fullTime',
    exact: /^(?:chuyen trach|can bo chuyen trach|ct kct|kct ct|chuyen trach khong chuyen trach|ct|cbct|cb chuyen trach|la can bo chuyen trach|full time|chuyen trach x|chuyen trach co khong|loai can bo|che do|che do lam viec)$/,
    has: /\b(?:chuyen trach|kct|full ?time)\b/,
    not: /^(?:ban|can bo ban|can bo khong|khong) chuyen trach$|\bngay\b/,
  },
  { field: 'partTime', exact: /^(?:khong chuyen trach|kct|kiem nhiem|ban chuyen trach|can bo khong chuyen trach|part time)$/ },
  {
    field: 'from',
    exact: /^(?:ngay nhan nhiem vu|ngay bo nhiem|ngay giu chuc(?: vu)?|ngay nhan chuc(?: vu| danh)?|ngay dam nhiem|tu ngay|ngay bat dau|thoi diem giu chuc(?: vu)?|giu chuc vu tu(?: ngay)?|start date|from|since)$/,
    has: /\b(?:nhan nhiem vu|bo nhiem|giu chuc|nhan chuc|dam nhiem|nhan cong tac|tu ngay|bat dau|giu nhiem vu|bau vao|ngay bau|tham gia bch|dam nhan|phu trach tu|start)\b/,
    not: /\b(?:tap huan|boi duong|dao tao|ket thuc|den ngay|lop|hoc)\b/,
  },
  {
    field: 'trained',
    exact: /^(?:ngay tap huan|ngay tap huan chuyen doi so|tap huan chuyen doi so|ngay boi duong|ngay tap huan cds|tap huan cds|ngay dao tao|ngay hoan thanh tap huan|training date|trained)$/,
    has: /\b(?:tap huan|boi duong|dao tao|hoan thanh lop|lop hoc|khoa hoc|chuyen doi so|cds|training|trained)\b/,
    not: /\b(?:don vi|noi|trinh do|chuyen nganh|ten lop|so lop|hinh thuc|so gio|nhu cau|chung chi so)\b/,
  },
]

export const UNIT_FIELDS: FieldPattern<UnitField>[] = [
  { field: 'ordinal', exact: ORDINAL },
  {
    field: 'name',
    exact: /^(?:ten don vi|ten cong doan|ten|don vi|ten cdcs|ten cong doan co so|ten to chuc|ten to chuc cong doan|cong doan co so|cdcs|name|unit)$/,
    has: /\bten\b|\bdon vi\b|\bcong doan\b/,
    not: /\b(?:cap tren|truc thuoc|loai|viet tat|ten tat|rut gon|tat|dia chi|ma|nguoi|can bo|chu tich|cap|quan ly)\b/,
  },
  { field: 'shortName', exact: /^(?:ten viet tat|viet tat|ten tat|ten rut gon|ten ngan|ten goi tat|short name)$/ },
  {
    field: 'kind',
    exact: /^(?:loai|loai don vi|loai hinh|loai cong doan|loai to chuc|cap|cap cong doan|kind|type)$/,
    has: /\bloai\b/,
    not: /\bxep loai\b/,
  },
  {
    field: 'parent',
    exact: /^(?:don vi cap tren|cap tren|cong doan cap tren|truc thuoc|thuoc|don vi quan ly|cong doan quan ly|cong doan cap tren truc tiep|don vi cap tren truc tiep|thuoc don vi|thuoc cong doan|parent)$/,
    has: /\b(?:cap tren|truc thuoc|quan ly|parent)\b/,
  },
]
