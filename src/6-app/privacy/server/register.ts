// The register of processing, from which an impact assessment is written: what the officer stated, and what the declared lists
// and the records themselves say.
import { sql } from 'kysely'
import { writeDay } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Text } from '#base/text'
import { toDocx } from '#platform/paper/docx'
import type { Paper } from '#platform/paper/document'
import { toPdf } from '#platform/paper/pdf'
import { writeSheet } from '#platform/sheets/write'
import type { Work } from '#platform/work'
import type { Activity } from '../contract.ts'
import { bases } from '../domain/bases.ts'
import { answersForAll, mustAnswerForAll } from './facts.ts'
import { holdings } from '../holdings.ts'

export async function readRegister(w: Work): Promise<{ activities: Activity[]; writable: boolean }> {
  const { rows: counted } = await sql<{ held: string; records: number }>`select held, records from privacy.count_held(${holdings.map((h) => h.table)}::text[])`.execute(w.tx)
  const count = new Map(counted.map((c) => [c.held, Number(c.records)]))
  const { rows } = await sql<Omit<Activity, 'holdings'>>`
    select a.code, jsonb_build_object('vi', a.name_vi, 'en', a.name_en) as name, jsonb_build_object('vi', a.purpose_vi, 'en', a.purpose_en) as purpose, a.basis, a.basis_text as "basisText",
      jsonb_build_object('vi', a.recipients_vi, 'en', a.recipients_en) as recipients, jsonb_build_object('vi', a.measures_vi, 'en', a.measures_en) as measures,
      a.keep_months as "keepMonths", a.lapses, a.begun_on as "begunOn", to_jsonb(a.confirmed_at) #>> '{}' as "confirmedAt",
      case when n.version is null then null else jsonb_build_object('vi', n.text_vi, 'en', n.text_en) end as wording, n.version,
      (select count(*)::int from privacy.consent c where c.activity = a.code and c.withdrawn_at is null) as consents
    from privacy.activity a left join lateral (select * from privacy.wording w where w.activity = a.code order by version desc limit 1) n on true order by a.ord`.execute(w.tx)
  return {
    writable: await answersForAll(w),
    activities: rows.map((a) => ({ ...a, holdings: holdings.filter((h) => h.activity === a.code).map((h) => ({
      table: h.table, name: h.name, activity: h.activity, erasure: h.erasure, why: h.why, fields: Object.values(h.fields), records: count.get(h.table) ?? null,
    })) })),
  }
}

export interface ActivityWrite { activity: string; purpose: Text; basis: Activity['basis']; basisText: string | null; recipients: Text; measures: Text; keepMonths: number | null; begunOn: string | null; wording: Text | null }

/** Confirms an activity as it is stated now. Other words of consent are a new version: who agreed before agreed to the old one. */
export async function writeActivity(w: Work, asked: ActivityWrite): Promise<void> {
  await mustAnswerForAll(w)
  const known = await w.tx.selectFrom('privacy.activity').select(['code', 'lapses']).where('code', '=', asked.activity).executeTakeFirst()
  if (!known) throw new Refused(refuse('not-found', 'activity', 'Không có hoạt động này.', 'There is no such activity.'), 404)
  if (asked.keepMonths !== null && !known.lapses) throw new Refused(refuse('keep', 'keepMonths', 'Dữ liệu của hoạt động này đi theo bản ghi khác, không có thời hạn riêng.', 'The data of this activity go with other records and have no period of their own.'))
  const latest = await w.tx.selectFrom('privacy.wording').selectAll().where('activity', '=', asked.activity).orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (asked.basis === 'consent' && !asked.wording && !latest) throw new Refused(refuse('wording', 'wording', 'Dựa trên sự đồng ý thì cần lời đồng ý.', 'Where consent is the basis its wording is needed.'))
  const { purpose, recipients, measures } = asked
  await w.tx.updateTable('privacy.activity').where('code', '=', asked.activity).set({
    purpose_vi: purpose.vi, purpose_en: purpose.en, basis: asked.basis, basis_text: asked.basisText || null, recipients_vi: recipients.vi, recipients_en: recipients.en,
    measures_vi: measures.vi, measures_en: measures.en, keep_months: asked.keepMonths, begun_on: asked.begunOn, confirmed_at: sql<Date>`base.moment()`, confirmed_by: w.actor.personId,
  }).execute()
  if (asked.wording && (asked.wording.vi !== latest?.text_vi || asked.wording.en !== latest.text_en)) {
    if (asked.wording.vi.trim().length < 20 || asked.wording.en.trim().length < 20) throw new Refused(refuse('wording', 'wording', 'Lời đồng ý cần ít nhất 20 ký tự ở mỗi ngôn ngữ.', 'The wording needs at least 20 characters in each language.'))
    await w.tx.insertInto('privacy.wording').values({ activity: asked.activity, version: (latest?.version ?? 0) + 1, text_vi: asked.wording.vi, text_en: asked.wording.en }).execute()
  }
  w.note('privacy.activity', 'activity', asked.activity, { ...asked })
}

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const files = { xlsx: SHEET, pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }

export async function registerFile(w: Work, format: keyof typeof files): Promise<File> {
  const { activities } = await readRegister(w)
  const bytes = format === 'xlsx' ? await sheetOf(w, activities) : await (format === 'pdf' ? toPdf : toDocx)(paperOf(w, activities))
  return new File([bytes as BlobPart], `so-dang-ky-xu-ly-du-lieu-${w.today}.${format}`, { type: files[format] })
}

const kept = (a: Activity) => (a.keepMonths === null ? 'Khi căn cứ còn hiệu lực' : `${a.keepMonths} tháng`)
const fieldsOf = (a: Activity) => a.holdings.map((h) => `${h.name.vi}${h.fields.length ? ` (${h.fields.map((f) => f.vi).join(', ')})` : ''}`).join('; ')
const recordsOf = (a: Activity) => a.holdings.reduce<number | null>((sum, h) => (h.records === null ? sum : (sum ?? 0) + h.records), null)

function sheetOf(w: Work, activities: Activity[]): Promise<Uint8Array> {
  return writeSheet({
    name: 'Hoạt động xử lý', above: ['Sổ đăng ký hoạt động xử lý dữ liệu cá nhân', `Ngày lập ${writeDay(w.today)}`],
    columns: [{ header: 'Hoạt động' }, { header: 'Mục đích' }, { header: 'Căn cứ' }, { header: 'Văn bản' }, { header: 'Dữ liệu' }, { header: 'Số bản ghi', kind: 'number' }, { header: 'Sự đồng ý còn hiệu lực', kind: 'number' },
      { header: 'Bên nhận' }, { header: 'Biện pháp' }, { header: 'Thời hạn lưu' }, { header: 'Bắt đầu' }, { header: 'Xác nhận' }],
    rows: activities.map((a) => [a.name.vi, a.purpose.vi, bases[a.basis].vi, a.basisText ?? '', fieldsOf(a), recordsOf(a), a.consents, a.recipients.vi, a.measures.vi, kept(a), writeDay(a.begunOn), a.confirmedAt ? writeDay(a.confirmedAt.slice(0, 10)) : 'Chưa xác nhận']),
  })
}

function paperOf(w: Work, activities: Activity[]): Paper {
  return {
    title: 'Sổ đăng ký hoạt động xử lý dữ liệu cá nhân', madeAt: w.now, dress: 'office',
    blocks: [
      { kind: 'title', name: 'SỔ ĐĂNG KÝ HOẠT ĐỘNG XỬ LÝ DỮ LIỆU CÁ NHÂN', about: ['Làm cơ sở lập hồ sơ đánh giá tác động'], note: `Ngày lập ${writeDay(w.today)}` },
      ...activities.flatMap((a, i) => [
        { kind: 'paragraph' as const, line: [{ bold: `${i + 1}. ${a.name.vi}` }] },
        { kind: 'facts' as const, of: [
          ['Mục đích', a.purpose.vi], ['Căn cứ', `${bases[a.basis].vi}${a.basisText ? `: ${a.basisText}` : ''}`], ['Dữ liệu', fieldsOf(a) || '–'], ...(recordsOf(a) === null ? [] : [['Số bản ghi', String(recordsOf(a))] as const]),
          ['Bên nhận', a.recipients.vi], ['Biện pháp bảo vệ', a.measures.vi], ['Thời hạn lưu', kept(a)], ['Bắt đầu xử lý', writeDay(a.begunOn) || 'Chưa ghi'], ['Xác nhận', a.confirmedAt ? `Ngày ${writeDay(a.confirmedAt.slice(0, 10))}` : 'Chưa xác nhận'],
        ] as const },
      ]),
    ],
  }
}
