// Every screen as an account that it is made for, in both languages, at a desk (Vietnamese) and on a phone: nothing that axe can find
// (in Vietnamese), nothing that scrolls sideways, no error in the console. Every path in the screens' tables is visited.
// SHOTS=folder keeps a picture of each visit.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { newId } from '#base/id'
import { issueCertificates } from '#learning'
import { establish } from '#organisation'
import { admit, appoint } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { tell } from '#platform/messages/tell'
import { issuePlans } from '#plans'
import { chairsTrained } from '#tests/factories/reach'
import { closeBrowser, desk, mustBeAccessible, openBrowser, phone } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { agreementOf } from '#tests/factories/reach'
import { docxOfLines } from '#tests/factories/docx'

interface Visit {
  /** The path of the screen as its table has it; null: a page of the shell. */
  screen: string | null
  /** The address opened. */
  at: string
  /** null: a stranger. */
  as: string | null
  /** Its picture's name. */
  name: string
  /** The page tells that its record is missing: then the browser itself reports the 404. */
  missing?: true
}

const plan237 = '01977a5f-2000-7237-8000-000000000237'
let house: House
let visits: Visit[]
before(async () => {
  house = await demonstrationHouse({ screens: true })
  visits = await visitsIn(house)
})
after(async () => {
  await closeBrowser()
  await house.close()
})

async function visitsIn(house: House): Promise<Visit[]> {
  const one = async (sql: string, ...values: unknown[]): Promise<string> => {
    const row = (await house.system.pools.owner.query(sql, values)).rows[0] as { id: string } | undefined
    assert.ok(row, `the demonstration has no record for: ${sql}`)
    return row.id
  }
  const unit = (name: string) => one('select unit_id as id from organisation.unit_version where name = $1 and upper_inf(valid)', name)
  const laocai = await unit('Liên đoàn Lao động tỉnh Lào Cai')
  const mayHoangLien = await unit('Công đoàn cơ sở Công ty TNHH May Hoàng Liên')
  const answer = await one(`select id from plans.plan where unit_id = $1 and status = 'issued'`, laocai)
  const others = (await house.system.pools.owner.query<{ id: string; name: string }>(`
    select v.unit_id as id, v.name from organisation.unit_version v join organisation.position p using (unit_id), organisation.position top
    where top.unit_id = $1 and p.lft between top.lft and top.rgt and v.kind = 'grassroots-union' and upper_inf(v.valid) and v.unit_id <> $2
      and not exists (select from plans.plan where plan.unit_id = v.unit_id) order by v.name limit 1`, [laocai, mayHoangLien])).rows
  const [draft, waiting, fresh, alone] = [newId(), newId(), newId(), newId()]
  await house.system.work(async (w) => {
    // A plan with a lower target, for the province to decide on.
    await issuePlans(w, [{ id: waiting, unitId: others[0]!.id, answers: answer, targets: [{ code: 'T5', stage: '2025-2027', share: 0.4, reason: 'Phần lớn lao động làm ca đêm.' }] }])
    // A union established today, of which nothing is recorded but its chair; and a person who holds no office.
    const on = w.today
    await establish(w, [{ id: fresh, kind: 'grassroots-union', name: 'Công đoàn cơ sở Công ty cổ phần Chế biến nông sản và Dược liệu Bát Xát', parentId: laocai }], { number: '77/QĐ-LĐLĐ', on, by: 'LĐLĐ tỉnh Lào Cai', effectiveOn: on })
    const idle = newId()
    await admit(w, [{ id: alone, name: 'Giàng Thị Sua' }, { id: idle, name: 'Tẩn Láo Tả' }])
    await appoint(w, [{ id: newId(), personId: alone, unitId: fresh, title: 'president', fullTime: false, basis: 'elected', from: on }])
    await createAccounts(w, [{ personId: alone, username: 'batxat', password: house.password, mustChange: false }, { personId: idle, username: 'khongchucvu', password: house.password, mustChange: false }])
    await tell(w, [1, 2].map((n) => ({ to: [alone], kind: 'plan.issued' as const, key: `screens.${n}`, path: `/ke-hoach/${answer}` as const, text: { vi: 'Công đoàn cấp trên ban hành kế hoạch 12/KH-LĐLĐ: Chuyển đổi số trong hoạt động công đoàn giai đoạn 2025-2030.', en: 'The union above issued plan 12/KH-LĐLĐ: Chuyển đổi số trong hoạt động công đoàn giai đoạn 2025-2030.' } })))
  })
  const chair = await house.as('hoanglien')
  const made = await chair('PUT', `/plans/${draft}/template`, { unitId: mayHoangLien, answers: answer })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const roster = newId(), round = newId()
  assert.equal((await (await house.as('quantri'))('PUT', `/account-rounds/${round}/officials`, { unitId: laocai })).status, 200)
  const { context } = await openBrowser(house, { username: 'laocai' })
  const sent = await context.request.put(`/api/imports/${roster}`, { multipart: { unitId: laocai, file: { name: 'danh-sach.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(new URL('../../../shared/data/roster-messy.xlsx', import.meta.url)) } } })
  assert.equal(sent.status(), 200, await sent.text())
  await context.close()
  const document = await one(`select id from documents.document where unit_id = $1 and direction = 'incoming' and due_on is not null order by registered_on desc limit 1`, laocai), procedure = await one('select id from documents.procedure where unit_id = $1 limit 1', laocai)
  const open = await one(`select c.id from learning.class c where status = 'open' and unit_id = $1 order by first_day desc limit 1`, laocai)
  const closed = await one(`select c.id from learning.class c where status = 'closed' and unit_id = $1 and exists (select from learning.completion where class_id = c.id) order by last_day desc limit 1`, laocai)
  const session = await one('select id from learning.session where class_id = $1 order by starts_at limit 1', open), closedSession = await one('select id from learning.session where class_id = $1 order by starts_at limit 1', closed)
  const counted = await one(`select h.class_id as id from learning.head_count h join learning.class c on c.id = h.class_id where c.unit_id = $1 limit 1`, laocai)
  const headCount = await one('select id from learning.head_count where class_id = $1 limit 1', counted)
  await house.system.work((w) => issueCertificates(w, { classId: closed, on: w.today }))
  const code = await one('select code as id from learning.certificate where class_id = $1 limit 1', closed)
  const completion = await one('select id from learning.completion where class_id = $1 limit 1', closed)
  const person = await one('select person_id as id from learning.completion where class_id = $1 limit 1', closed)
  const composed = newId(), sentIndicator = await one(`select id from indicators.draft where state = 'sent' and unit_id = $1`, laocai)
  assert.equal((await (await house.as('laocai'))('PUT', `/indicators/drafts/${composed}`, { unitId: laocai, code: 'LC-01', nameVi: 'Chủ tịch được bồi dưỡng năm 2026', nameEn: '', countsVi: 'chủ tịch', countsEn: '', body: chairsTrained, effectiveFrom: '2026-01-01', replaces: null })).status, 200)
  const request = newId()
  assert.equal((await chair('PUT', `/privacy/mine/requests/${request}`, { kind: 'see', asked: 'Xin bản sao hồ sơ của tôi' })).status, 200)
  const agreed = await one(`select id from agreements.agreement where unit_id = $1 and status = 'signed'`, mayHoangLien), partly = await one('select agreement_id as id from agreements.judgment where not whole limit 1'), carried = await one(`select b.agreement_id as id from agreements.bargaining b limit 1`)
  const compared = await one('select id from agreements.full_text where confirmed_at is null limit 1')
  const coded = (await house.system.pools.owner.query<{ id: string; agreementId: string; textId: string }>(`select k.id, k.agreement_id as "agreementId", k.text_id as "textId" from agreements.clause k join agreements.agreement a on a.id = k.agreement_id join organisation.position p on p.unit_id = a.unit_id join organisation.position top on top.unit_id = $1 and p.lft between top.lft and top.rgt where k.case_code is not null order by k.id limit 1`, [laocai])).rows[0]!
  const coding = await beginCoding(house, fresh)
  const drafted = await one(`select id from agreements.agreement where status = 'draft' limit 1`)
  const spread = await one(`select model_id as id from emulation.use group by model_id order by count(*) desc, model_id limit 1`)
  const submitted = await one(`select m.id from emulation.model m where m.status = 'submitted' order by m.submitted_on, m.id limit 1`), begun = newId()
  const content = { kind: 'digital', field: 'welfare', title: 'Nhóm đi chung xe về quê ăn Tết', does: '', startedOn: '2026-11-01', authors: [{ name: 'Tổ nữ công', personId: null }], results: [{ name: 'Người đi chung xe', countedIn: 'người', before: null, after: 42 }], links: [], costVnd: null, costFrom: null, benefitVnd: null, benefitFrom: null }
  assert.equal((await chair('PUT', `/models/${begun}`, { unitId: mayHoangLien, content })).status, 200)
  const v = (name: string, screen: string | null, at: string, as: string | null, more: Partial<Visit> = {}): Visit => ({ name, screen, at, as, ...more })
  return [
    v('sign-in', null, '/dang-nhap', null),
    v('sign-in-again', null, '/dang-nhap?ve=%2Fke-hoach', null),
    v('password', null, '/doi-mat-khau', 'laocai'),
    v('not-allowed', null, '/tai-khoan', 'hoanglien'),
    v('not-found', null, '/khong-co-trang-nay', 'hoanglien'),
    v('no-such-plan', null, `/ke-hoach/${newId()}`, 'laocai', { missing: true }),
    v('home-province', '/', '/', 'laocai'), v('home-chair', '/', '/', 'hoanglien'), v('home-confederation', '/', '/', 'tongliendoan'),
    v('home-two-offices', '/', '/', 'hanoi'), v('home-new-union', '/', '/', 'batxat'), v('home-no-office', '/', '/', 'khongchucvu'),
    v('plans-province', '/ke-hoach', '/ke-hoach', 'laocai'), v('plans-chair', '/ke-hoach', '/ke-hoach', 'hoanglien'),
    v('plan-237', '/ke-hoach/$planId', `/ke-hoach/${plan237}`, 'tongliendoan'),
    v('plan-237-records', '/ke-hoach/$planId', `/ke-hoach/${plan237}?mo=T1`, 'tongliendoan'),
    v('plan-237-then', '/ke-hoach/$planId', `/ke-hoach/${plan237}?ngay=2025-06-30`, 'tongliendoan'),
    v('plan-province', '/ke-hoach/$planId', `/ke-hoach/${answer}`, 'laocai'),
    v('plan-draft', '/ke-hoach/$planId', `/ke-hoach/${draft}`, 'hoanglien'),
    v('plan-waiting', '/ke-hoach/$planId', `/ke-hoach/${waiting}`, 'laocai'),
    v('plan-answer', '/ke-hoach/$planId/huong-ung', `/ke-hoach/${answer}/huong-ung`, 'batxat'),
    v('plan-answer-again', '/ke-hoach/$planId/huong-ung', `/ke-hoach/${answer}/huong-ung`, 'hoanglien'),
    v('plan-lower', '/ke-hoach/$planId/chi-tieu-thap-hon', `/ke-hoach/${waiting}/chi-tieu-thap-hon`, 'laocai'),
    v('documents', '/van-ban', '/van-ban', 'laocai'), v('documents-none', '/van-ban', '/van-ban', 'batxat'), v('document-in', '/van-ban/moi', '/van-ban/moi', 'laocai'), v('document-out', '/van-ban/moi', '/van-ban/moi?so=di', 'laocai'),
    v('document', '/van-ban/$documentId', `/van-ban/${document}`, 'laocai'), v('document-read', '/van-ban/$documentId', `/van-ban/${document}`, 'tongliendoan'), v('document-edit', '/van-ban/$documentId/sua', `/van-ban/${document}/sua`, 'laocai'),
    v('procedures', '/thu-tuc', '/thu-tuc', 'laocai'), v('procedures-none', '/thu-tuc', '/thu-tuc', 'batxat'), v('procedure', '/thu-tuc/$procedureId', `/thu-tuc/${procedure}`, 'laocai'), v('procedure-new', '/thu-tuc/$procedureId', '/thu-tuc/moi', 'laocai'),
    v('agreements', '/thoa-uoc', '/thoa-uoc', 'laocai'), v('agreements-ending', '/thoa-uoc', '/thoa-uoc?het-han=180&tinh-trang=holds', 'laocai'), v('agreements-none', '/thoa-uoc', '/thoa-uoc', 'batxat'),
    v('agreements-renewals', '/thoa-uoc/lich', '/thoa-uoc/lich', 'tongliendoan'), v('agreement-new', '/thoa-uoc/moi', '/thoa-uoc/moi', 'hoanglien'), v('agreement-edit', '/thoa-uoc/$agreementId/sua', `/thoa-uoc/${drafted}/sua`, 'laocai'), v('agreement-renew', '/thoa-uoc/$agreementId/thay-the', `/thoa-uoc/${agreed}/thay-the`, 'hoanglien'),
    v('agreement', '/thoa-uoc/$agreementId', `/thoa-uoc/${agreed}`, 'hoanglien'), v('agreement-carried', '/thoa-uoc/$agreementId', `/thoa-uoc/${carried}?muc=dien-bien`, 'tongliendoan'), v('agreement-void', '/thoa-uoc/$agreementId', `/thoa-uoc/${partly}`, 'tongliendoan'), v('agreement-files', '/thoa-uoc/$agreementId', `/thoa-uoc/${agreed}?muc=tep`, 'hoanglien'),
    v('agreement-text', '/thoa-uoc/$agreementId', `/thoa-uoc/${coded.agreementId}?muc=toan-van`, 'laocai'), v('coding', '/thoa-uoc/ma-hoa/$textId', `/thoa-uoc/ma-hoa/${coding}`, 'batxat'), v('coding-done', '/thoa-uoc/ma-hoa/$textId', `/thoa-uoc/ma-hoa/${coded.textId}`, 'laocai'),
    v('coding-compared', '/thoa-uoc/so-sanh/$textId', `/thoa-uoc/so-sanh/${compared}`, 'tongliendoan'), v('benchmarks', '/thoa-uoc/so-lieu', '/thoa-uoc/so-lieu', 'hoanglien'), v('benchmarks-few', '/thoa-uoc/so-lieu', '/thoa-uoc/so-lieu?quyen-loi=menstrual-break', 'hoanglien'),
    v('law', '/thoa-uoc/phap-luat', '/thoa-uoc/phap-luat', 'hoanglien'), v('law-top', '/thoa-uoc/phap-luat', '/thoa-uoc/phap-luat', 'tongliendoan'),
    v('clause-search', '/thoa-uoc/tim', '/thoa-uoc/tim?tim=ky%20nang%20so', 'laocai'), v('clause', '/thoa-uoc/dieu-khoan/$clauseId', `/thoa-uoc/dieu-khoan/${coded.id}`, 'laocai'),
    v('indicators', '/chi-so', '/chi-so', 'laocai'), v('indicator-composed', '/chi-so/soan/$draftId', `/chi-so/soan/${composed}`, 'laocai'), v('indicator-to-approve', '/chi-so/soan/$draftId', `/chi-so/soan/${sentIndicator}`, 'laocai'),
    v('classes', '/lop-hoc', '/lop-hoc', 'laocai.daotao'), v('classes-none', '/lop-hoc', '/lop-hoc', 'batxat'),
    v('class-new', '/lop-hoc/moi', '/lop-hoc/moi', 'laocai.daotao'),
    v('class-open', '/lop-hoc/$classId', `/lop-hoc/${open}`, 'laocai.daotao'),
    v('class-open-attendance', '/lop-hoc/$classId', `/lop-hoc/${open}?phan=diem-danh`, 'laocai.daotao'),
    v('class-closed', '/lop-hoc/$classId', `/lop-hoc/${closed}`, 'laocai.daotao'),
    v('class-closed-attendance', '/lop-hoc/$classId', `/lop-hoc/${closed}?phan=diem-danh`, 'laocai.daotao'),
    v('class-certificates', '/lop-hoc/$classId', `/lop-hoc/${closed}?phan=chung-nhan`, 'laocai.daotao'), v('class-certificates-none', '/lop-hoc/$classId', `/lop-hoc/${counted}?phan=chung-nhan`, 'laocai.daotao'),
    v('register', '/so-chung-nhan', '/so-chung-nhan', 'laocai.daotao'), v('register-none', '/so-chung-nhan', '/so-chung-nhan', 'batxat'),
    v('check', '/chung-nhan', '/chung-nhan', null), v('check-good', '/chung-nhan/$code', `/chung-nhan/${code}`, null), v('check-missing', '/chung-nhan/$code', '/chung-nhan/000000000000', null, { missing: true }),
    v('class-head-counts', '/lop-hoc/$classId', `/lop-hoc/${counted}?phan=so-luong`, 'laocai.daotao'),
    v('class-facts', '/lop-hoc/$classId', `/lop-hoc/${open}?phan=thong-tin`, 'laocai.daotao'),
    v('session', '/buoi-hoc/$sessionId', `/buoi-hoc/${session}`, 'laocai.daotao'), v('session-closed', '/buoi-hoc/$sessionId', `/buoi-hoc/${closedSession}`, 'laocai.daotao'), v('session-code', '/buoi-hoc/$sessionId/ma', `/buoi-hoc/${session}/ma`, 'laocai.daotao'),
    v('session-scan', '/buoi-hoc/$sessionId/quet', `/buoi-hoc/${session}/quet`, 'laocai.daotao'), v('class-check-ins', '/lop-hoc/$classId', `/lop-hoc/${closed}?phan=luot-diem-danh`, 'laocai.daotao'),
    v('check-in', '/diem-danh', '/diem-danh', 'sapa'), v('my-code', '/ma-cua-toi', '/ma-cua-toi', 'sapa'),
    v('class-edit', '/lop-hoc/$classId/sua', `/lop-hoc/${open}/sua`, 'laocai.daotao'),
    v('programmes', '/chuong-trinh', '/chuong-trinh', 'laocai.daotao'),
    v('my-learning', '/hoc-tap', '/hoc-tap', 'sapa'), v('my-learning-none', '/hoc-tap', '/hoc-tap', 'batxat'),
    v('completion', '/hoan-thanh/$completionId', `/hoan-thanh/${completion}`, 'laocai.daotao'),
    v('head-count', '/phieu-ky/$headCountId', `/phieu-ky/${headCount}`, 'laocai.daotao'),
    v('models', '/mo-hinh', '/mo-hinh', 'hoanglien'), v('models-none', '/mo-hinh', '/mo-hinh?tim=khong+co+mo+hinh+nay', 'laocai'), v('model', '/mo-hinh/$modelId', `/mo-hinh/${spread}`, 'laocai'), v('model-table', '/mo-hinh/$modelId', `/mo-hinh/${spread}?nhanrong=bang`, 'hoanglien'),
    v('model-sent', '/mo-hinh/$modelId', `/mo-hinh/${submitted}`, 'tongliendoan'), v('model-draft', '/mo-hinh/$modelId', `/mo-hinh/${begun}`, 'hoanglien'), v('model-edit', '/mo-hinh/$modelId/sua', `/mo-hinh/${begun}/sua`, 'hoanglien'), v('model-new', '/mo-hinh/moi', '/mo-hinh/moi', 'hoanglien'),
    v('models-held', '/mo-hinh/cua-don-vi', '/mo-hinh/cua-don-vi', 'hoanglien'), v('models-held-none', '/mo-hinh/cua-don-vi', '/mo-hinh/cua-don-vi', 'batxat'), v('models-waiting', '/mo-hinh/cho-cong-nhan', '/mo-hinh/cho-cong-nhan', 'laocai'), v('models-waiting-none', '/mo-hinh/cho-cong-nhan', '/mo-hinh/cho-cong-nhan', 'hoanglien'),
    v('units', '/don-vi', '/don-vi', 'tongliendoan'), v('units-chair', '/don-vi', '/don-vi', 'hoanglien'),
    v('unit-below', '/don-vi/$unitId', `/don-vi/${laocai}`, 'laocai'),
    ...['chi-tieu', 'mo-hinh', 'thoa-uoc', 'nguoi', 'ban-chap-hanh', 'chuc-vu', 'lich-su'].map((part) => v(`unit-${part}`, '/don-vi/$unitId', `/don-vi/${laocai}?muc=${part}`, 'laocai')),
    v('unit-then', '/don-vi/$unitId', `/don-vi/${laocai}?ngay=2025-06-30`, 'tongliendoan'),
    v('unit-new', '/don-vi/$unitId', `/don-vi/${fresh}`, 'batxat'),
    v('unit-agreements', '/don-vi/$unitId', `/don-vi/${mayHoangLien}?muc=thoa-uoc`, 'hoanglien'), v('unit-committees', '/don-vi/$unitId', `/don-vi/${mayHoangLien}?muc=ban-chap-hanh`, 'laocai'), v('unit-managing', '/don-vi/$unitId', `/don-vi/${await unit('Công đoàn phường Sa Pa')}?muc=lich-su`, 'laocai'),
    v('new-chairs', '/chu-tich-moi', '/chu-tich-moi', 'laocai.daotao'), v('new-chairs-own', '/chu-tich-moi', '/chu-tich-moi', 'hoanglien'), v('new-chairs-none', '/chu-tich-moi', '/chu-tich-moi', 'batxat'),
    v('people', '/nguoi', '/nguoi', 'laocai'), v('people-new-union', '/nguoi', '/nguoi', 'batxat'),
    v('person', '/nguoi/$personId', `/nguoi/${person}`, 'laocai'), v('person-new', '/nguoi/$personId', `/nguoi/${alone}`, 'batxat'),
    v('offices', '/chuc-vu', '/chuc-vu', 'laocai'),
    v('imports', '/nhap-du-lieu', '/nhap-du-lieu', 'laocai'),
    v('import-columns', '/nhap-du-lieu/$importId', `/nhap-du-lieu/${roster}`, 'laocai'),
    v('import-check', '/nhap-du-lieu/$importId', `/nhap-du-lieu/${roster}?buoc=kiem-tra`, 'laocai'),
    v('accounts', '/tai-khoan', '/tai-khoan', 'quantri'),
    v('security', '/bao-mat', '/bao-mat', 'laocai'), v('outbox', '/cho-gui', '/cho-gui', 'laocai'),
    v('messages', '/thong-bao', '/thong-bao', 'batxat'), v('messages-none', '/thong-bao', '/thong-bao', 'khongchucvu'), v('messages-settings', '/thong-bao/cai-dat', '/thong-bao/cai-dat', 'laocai'),
    v('account-rounds', '/tai-khoan/cap-hang-loat', '/tai-khoan/cap-hang-loat', 'quantri'), v('account-round', '/tai-khoan/cap-hang-loat/$roundId', `/tai-khoan/cap-hang-loat/${round}`, 'quantri'),
    v('help', '/tro-giup', '/tro-giup', 'hoanglien'),
    v('audit', '/nhat-ky', '/nhat-ky', 'kiemtra'),
    v('my-data', '/du-lieu-cua-toi', '/du-lieu-cua-toi', 'hoanglien'), v('privacy', '/du-lieu-ca-nhan', '/du-lieu-ca-nhan', 'dulieu'), v('privacy-register', '/du-lieu-ca-nhan', '/du-lieu-ca-nhan?phan=so-dang-ky', 'dulieu'),
    v('privacy-request', '/du-lieu-ca-nhan/yeu-cau/$requestId', `/du-lieu-ca-nhan/yeu-cau/${request}`, 'dulieu'),
  ]
}

/** The paths in the tables of screens that the shell mounts. */
function screensMounted(): string[] {
  const root = fileURLToPath(new URL('../../src/', import.meta.url))
  const shell = readFileSync(`${root}6-app/web/screens.ts`, 'utf8')
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('/web/') && /\/(index|screen)\.ts$/.test(path)).flatMap((path) => {
    const source = readFileSync(root + path, 'utf8')
    const table = /export const (\w+Screens)/.exec(source)?.[1]
    return table && shell.includes(table) ? [...source.matchAll(/path: '([^']+)',\s+load:/g)].map((found) => found[1]!) : []
  })
}

/** Until the page has its heading, nothing is being fetched for it, and what is seen has come to rest. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const holder = window as unknown as { seen?: { html: string; since: number } }
    const main = document.querySelector('main')
    const html = `${innerWidth} ${document.body.innerHTML}`
    if (!main || document.querySelector('[class*="skeleton"], [aria-busy="true"]') || !(document.querySelector('h1') || document.querySelector('[role="alert"]'))) return delete holder.seen && false
    if (holder.seen?.html !== html) holder.seen = { html, since: performance.now() }
    return performance.now() - holder.seen.since > 400
  }, undefined, { polling: 100 })
}

/** Visits of one account in one language, in a browser of its own. */
async function faultsOf(account: string | null, its: readonly Visit[], language: 'vi' | 'en'): Promise<string[]> {
  const faults: string[] = []
  const { page, context } = await openBrowser(house, { language, ...(account ? { username: account } : {}) })
  if (account) await context.request.put('/api/access/language', { data: { language } })
  else {
    // A stranger is spoken to in Vietnamese until another language is chosen; the browser remembers it.
    await page.goto('/dang-nhap')
    await page.getByRole('button', { name: language === 'vi' ? 'Tiếng Việt' : 'English' }).click()
  }
  let visit: Visit | undefined
  page.on('pageerror', (error) => faults.push(`${visit?.name}: ${error.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error' && !(visit?.missing && line.text().includes('404'))) faults.push(`${visit?.name}: ${line.text().slice(0, 300)}`)
  })
  for (visit of its) {
    // The texts of a language are what may be too long for a phone; at a desk both languages share their layout, so that the
    // whole stays short. EVERY_WIDTH=yes looks at all four.
    const sizes = Object.entries(language === 'vi' || process.env.EVERY_WIDTH ? { desk, phone } : { phone })
    for (const [size, box] of sizes) {
      const where = `${visit.name} ${language} ${size}`
      await page.setViewportSize(box)
      // In English one goes on within the open product, as one does; in Vietnamese each page is opened by its address.
      if (size === sizes[0]![0]) await (language === 'en' && visit !== its[0] ? page.evaluate((at) => { history.pushState({}, '', at); dispatchEvent(new PopStateEvent('popstate')) }, visit.at) : page.goto(visit.at))
      await settled(page).catch((error: unknown) => faults.push(`${where} never came to rest: ${String(error).slice(0, 100)}`))
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${visit.name}.${language}.${size}.png`, fullPage: true })
      // What axe sees is the same in both languages: a name that is missing is missing from the one table of texts.
      if (language === 'vi' || process.env.EVERY_WIDTH) await mustBeAccessible(page, where).catch((error: unknown) => faults.push((error as Error).message))
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (wide > 0) faults.push(`${where}: ${wide} px wider than the screen`)
      if (await page.evaluate(() => document.documentElement.lang) !== language) faults.push(`${where}: the page says that it speaks another language`)
    }
  }
  await context.close()
  return faults
}

describe('every screen', () => {
  it('is visited here', () => {
    const visited = new Set(visits.map((visit) => visit.screen))
    assert.deepEqual(screensMounted().filter((path) => !visited.has(path)), [])
    assert.ok(screensMounted().length > 15)
  })

  for (const language of ['vi', 'en'] as const) {
    it(`is accessible, fits a phone and breaks nothing, in ${language === 'vi' ? 'Vietnamese' : 'English'}`, async () => {
      const faults: string[] = []
      // A few visits of one account at a time, so that nobody waits for whoever has most.
      const walks = [...Map.groupBy(visits, (visit) => visit.as)].flatMap(([account, its]) => (
        Array.from({ length: Math.ceil(its.length / 12) }, (_, i) => [account, its.slice(i * 12, i * 12 + 12)] as const)))
      // Four walk beside each other: most of a visit is waiting.
      await Promise.all([1, 2, 3, 4].map(async () => {
        for (let next = walks.pop(); next; next = walks.pop()) faults.push(...await faultsOf(...next, language))
      }))
      assert.deepEqual(faults, [])
    })
  }
})

describe('signing in', () => {
  it('says at the field what is wrong, keeps the name, tells the pause in minutes, and shows no account to strangers', async () => {
    const { page } = await openBrowser(house, { size: phone })
    await page.goto('/dang-nhap')
    for (const username of ['hoanglien', 'tongliendoan', house.password]) assert.equal((await page.content()).includes(username), false, username)
    const name = page.getByLabel('Tên đăng nhập'), password = page.getByRole('textbox', { name: 'Mật khẩu' })
    await page.getByRole('button', { name: 'Đăng nhập' }).tap()
    assert.equal(await name.getAttribute('aria-invalid'), 'true')
    await name.fill('daukhi')
    for (let time = 1; time < 5; time++) {
      await password.fill(`đoán lần ${time}`)
      const answered = page.waitForResponse((reply) => reply.url().endsWith('/access/signIn'))
      await page.getByRole('button', { name: 'Đăng nhập' }).tap()
      await answered
      await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor()
      await page.waitForFunction((field) => document.activeElement === field, await password.elementHandle())
    }
    assert.equal(await name.inputValue(), 'daukhi')
    await mustBeAccessible(page, 'a wrong password')
    await password.fill('đoán lần 5')
    await page.getByRole('button', { name: 'Đăng nhập' }).tap()
    await page.getByText('Đăng nhập sai quá nhiều lần. Hãy thử lại sau 5 phút.').waitFor()
    await mustBeAccessible(page, 'the pause')
    house.clock.now = new Date(house.clock.now.getTime() + 5 * 60_000)
    await password.fill(house.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).tap()
    await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor()
  })
})

/** A draft of the unit with a text that its chair has begun to code. */
async function beginCoding(house: House, unitId: string): Promise<string> {
  const [id, fileId, textId, codingId] = [newId(), newId(), newId(), newId()]
  const { context } = await openBrowser(house, { username: 'batxat' })
  const put = async (path: string, sent: object) => { const reply = await context.request.put(`/api${path}`, sent); assert.equal(reply.status(), 200, await reply.text()) }
  await put(`/agreements/${id}`, { data: { unitId, content: agreementOf('Thỏa ước Dược liệu Bát Xát', []) } })
  await put(`/agreements/${id}/files/${fileId}`, { multipart: { unitId, kind: 'text', file: { name: 'Thỏa ước.docx', mimeType: 'application/octet-stream', buffer: Buffer.from(docxOfLines('Điều 1. Bữa ăn ca', '1. Mỗi ca làm việc được một bữa ăn ca trị giá 32.000 đồng.', '2. Nghỉ hằng năm 14 ngày, hưởng nguyên lương.', 'Điều 2. Đào tạo', '1. Mỗi năm được đào tạo kỹ năng số 16 giờ.')) } } })
  await put(`/agreements/${id}/texts/${textId}`, { data: { unitId, fileId, amendmentId: null } })
  await put(`/texts/${textId}/codings/${codingId}`, { data: { unitId, kind: 'coder' } })
  const { suggestions } = await (await context.request.get(`/api/texts/${textId}`)).json() as { suggestions: { start: number; end: number; subject: string }[] }
  const { start, end, subject } = suggestions[0]!
  await put(`/codings/${codingId}/spans/${newId()}`, { data: { unitId, start, end, subject, caseCode: null, gives: null, givesAs: null, note: null, suggested: true } })
  await context.close()
  return textId
}
