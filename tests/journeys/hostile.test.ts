// Names that are programs: of a person, a class, a programme and a file. Every screen shows them as they are written, and the
// policy of the page would have stopped what a screen let through. And paths that lead out of the folder of the screens.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, it } from 'node:test'
import { newId } from '#base/id'
import { openClasses, writeProgrammes } from '#learning'
import { admit, place } from '#people'
import { sourceOf } from '#platform/sheets/source'
import { receive } from '#app/intake/index'
import { closeBrowser, openBrowser } from '#tests/factories/browser'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { rosterOf } from '#tests/factories/reach'

declare global { interface Window { harmed?: number; stopped?: string[] } }

let house: House
before(async () => { house = await demonstrationHouse({ screens: true }) })
after(async () => {
  await closeBrowser()
  await house?.close()
})

it('are words on every screen, and run nowhere', async () => {
  const evil = `<img src=x onerror="window.harmed=1"> <script>window.harmed=1</script> javascript:harmed=1 {{7*7}} "'`
  const fileName = `<img src=x onerror=window.harmed=1> {{7*7}}.csv`
  const [personId, classId, programmeId, importId] = [newId(), newId(), newId(), newId()]
  const { rows: [at] } = await house.system.pools.owner.query(`select max(unit_id::text) filter (where name = 'Liên đoàn Lao động tỉnh Lào Cai') as province, max(unit_id::text) filter (where name = 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên') as grassroots from organisation.unit_version where upper_inf(valid)`)
  await house.system.work(async (w) => {
    await admit(w, [{ id: personId, name: evil }])
    await place(w, [{ id: newId(), personId, unitId: at.grassroots, standing: 'member', from: '2026-11-01' }])
    await writeProgrammes(w, [{ id: programmeId, name: evil, tags: ['digital-transformation'], field: 'digital', level: 'province', hours: 3, ownerId: at.province }])
    await openClasses(w, [{ id: classId, unitId: at.province, programmeId, title: evil, form: 'in-person', capacity: 10, firstDay: '2026-12-20', lastDay: '2026-12-20', status: 'open', places: [{ id: newId(), name: evil }], lecturers: [{ name: evil }],
      sessions: [{ id: newId(), startsAt: '2026-12-20T08:00:00+07:00', endsAt: '2026-12-20T11:00:00+07:00' }] }])
    await receive(w, { id: importId, unitId: at.province, name: fileName, pieces: sourceOf(rosterOf(evil, 'Không có đơn vị này')).pieces() })
  })

  const { page } = await openBrowser(house, { username: 'laocai' })
  await page.addInitScript(() => {
    window.stopped = []
    document.addEventListener('securitypolicyviolation', (event) => { window.stopped!.push(event.violatedDirective) })
  })
  page.on('dialog', (dialog) => { throw new Error(`a dialog opened: ${dialog.message()}`) })
  for (const [address, seen] of [[`/nguoi/${personId}`, evil], [`/lop-hoc/${classId}`, evil], ['/lop-hoc', evil], ['/chuong-trinh', evil], ['/nhap-du-lieu', fileName], [`/nhap-du-lieu/${importId}`, fileName]] as const) {
    await page.goto(address)
    await page.getByText(seen).first().waitFor()
    assert.deepEqual(await page.evaluate(() => [window.harmed ?? null, window.stopped, document.querySelectorAll('img[src=x]').length]), [null, [], 0], address)
  }
  // Were there a hole, this is what would come through it.
  const stopped = await page.evaluate(async () => {
    const heard = new Promise<string>((resolve) => { document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), { once: true }) })
    const script = document.createElement('script')
    script.textContent = 'window.harmed = 1'
    document.body.append(script)
    return [await heard, window.harmed ?? null, document.cookie.includes('session')]
  })
  assert.deepEqual(stopped, ['script-src-elem', null, false])
})

it('a path leads to nothing but the built web, and a wrong one is no fault of the house', async () => {
  /** As it is written: fetch would straighten the path before it goes out. */
  const get = (path: string, headers: Record<string, string> = {}) => new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(house.address)
    request({ hostname, port, path, headers }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (piece: string) => { text += piece }).on('end', () => resolve({ status: reply.statusCode!, text }))
    }).on('error', reject).end()
  })
  assert.match((await get('/')).text, /<title>/)
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%5c..%5cpackage.json', '/assets/..%2f..%2f..%2fpackage.json', '/assets/../../../package.json', '/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/%00', '/%', '/%ff', '/assets/']) {
    assert.deepEqual(await get(path), { status: 404, text: '{"code":"NOT_FOUND"}' }, path)
  }
  // What begins with a dot is not given out, but a screen may stand under any other address.
  assert.match((await get('/.sources')).text, /<title>/)
  assert.equal((await get('/api/files/..%2f..%2fsecret')).status, 401)
  assert.equal((await get('/index.html', { range: 'bytes=99999999-' })).status, 416)
})
