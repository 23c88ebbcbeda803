// The showcase: what unions of the whole country run, where, and how often others took it over. The map is the filter by
// region: a province pressed on it shows what runs there.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconBulb, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useDeferredValue } from 'react'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { Answer, Empty, Skeleton } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { Bound } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Columns, Page, Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useMe } from '#web/session.ts'
import type { Card } from '../contract.ts'
import { fieldCodes, kindCodes, type Field, type Kind } from '../domain/kinds.ts'
import { aboutModels, emulation } from './api.ts'
import styles from './Models.module.css'
import { fields, kinds, tradeName, words } from './words.ts'

const ProvinceMap = lazy(() => import('#web/map/ProvinceMap.tsx'))

const own = {
  lead: text('Những gì các công đoàn đã làm được và đang chạy. Thấy cái hợp với đơn vị mình thì áp dụng lại, không phải nghĩ từ đầu.', 'What unions have made and run. Where one fits your unit, take it over instead of beginning anew.'),
  search: text('Tìm tên, nội dung', 'Name or text'), order: text('Xếp theo', 'Order'), adopted: text('Nhiều nơi', 'Most used'), newest: text('Mới nhất', 'Newest'),
  all: text('Tất cả', 'All'), map: text('Nơi đang áp dụng', 'Where they run'), mapOf: text('Bản đồ số mô hình đang áp dụng theo tỉnh, thành phố', 'Map of models in use by province'),
  detail: text('{n} mô hình đang chạy, {m} nhận từ nơi khác', '{n} in use, {m} taken over'), nothing: text('Chưa có mô hình đang chạy', 'None in use'), elsewhere: text('{n} nơi áp dụng thuộc công đoàn ngành, tổng công ty, không vẽ trên bản đồ.', '{n} uses in industry and corporation unions are not on the map.'),
  found: text('{n} mô hình', '{n} models'), none: text('Không có mô hình nào khớp', 'No model fits'), noneWhy: text('Bớt một điều kiện lọc, hoặc ghi mô hình của đơn vị bạn.', 'Take a filter off, or enter a model of your own.'),
  running: text('Đang chạy ở {n} đơn vị, {m} nơi áp dụng lại', 'Runs in {n} units, taken over by {m}'), idle: text('Chưa đơn vị nào xác nhận đang chạy', 'No unit confirms that it runs'), more: text('Xem thêm', 'Show more'),
  hoangSa: text('QĐ. Hoàng Sa (Đà Nẵng)', 'Hoàng Sa Is. (Đà Nẵng)'), truongSa: text('QĐ. Trường Sa (Khánh Hòa)', 'Trường Sa Is. (Khánh Hòa)'),
}
const PAGE = 24

export default function ShowcasePage() {
  const t = useText()
  const { number } = useFormat()
  const may = useMay()
  const me = useMe()
  const [state, go] = useAddress({ tim: '', linhvuc: '', loai: '', nganh: '', tinh: '', xep: 'adopted' })
  const search = useDeferredValue(state.tim)
  const asked = {
    ...(search && { search }), ...(state.linhvuc && { field: state.linhvuc as Field }), ...(state.loai && { kind: state.loai as Kind }), ...(state.nganh && { trade: state.nganh }), ...(state.tinh && { province: state.tinh }),
  }
  const list = useInfiniteQuery(emulation.showcase.infiniteOptions({
    input: (offset: number) => ({ ...asked, order: state.xep as 'adopted' | 'newest', limit: PAGE, offset }), initialPageParam: 0,
    getNextPageParam: (page, pages) => (pages.length * PAGE < page.total ? pages.length * PAGE : undefined), placeholderData: (before) => before,
  }))
  const map = useQuery({ ...emulation.map.queryOptions({ input: asked }), placeholderData: (before) => before })
  useLive(emulation.key(), aboutModels)
  const bound = (name: keyof typeof state): Bound<string> => ({ name, value: state[name], set: (value) => go({ [name]: value }), refusals: [], disabled: false })
  const choice = (name: keyof typeof state): Bound<string | null> => ({ ...bound(name), value: state[name] || null, set: (value) => go({ [name]: value ?? '' }) })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  return (
    <Page title={t(words.models)} lead={t(own.lead)} actions={me.unitId !== null && <>
      {may('model.write') && <Button tone="main" icon={IconPlus} to="/mo-hinh/moi">{t(words.enter)}</Button>}
      <Button to="/mo-hinh/cua-don-vi">{t(words.held)}</Button>
      {may('model.recognise') && <Button to="/mo-hinh/cho-cong-nhan">{t(words.waiting)}</Button>}
    </>}>
      <Part>
        <div className={styles.filters} role="search">
          <TextField field={bound('tim')} label={t(own.search)} />
          <SelectField field={choice('linhvuc')} label={t(words.field)} placeholder={t(own.all)} choices={fieldCodes.map((value) => ({ value, label: t(fields[value]) }))} />
          <SelectField field={choice('loai')} label={t(words.kind)} placeholder={t(own.all)} choices={kindCodes.map((value) => ({ value, label: t(kinds[value]) }))} />
          <SelectField field={choice('nganh')} label={t(words.trade)} placeholder={t(own.all)} choices={(map.data?.trades ?? []).map((value) => ({ value, label: t(tradeName(value)) }))} />
          <SelectField field={choice('tinh')} label={t(words.province)} placeholder={t(own.all)} choices={(map.data?.provinces ?? []).map((p) => ({ value: p.code, label: p.name }))} />
          <SelectField field={bound('xep') as Bound<string | null>} label={t(own.order)} required choices={[{ value: 'adopted', label: t(own.adopted) }, { value: 'newest', label: t(own.newest) }]} />
        </div>
      </Part>
      <Columns columns="minmax(0, 8fr) minmax(0, 5fr)">
        <Part title={list.data ? t(own.found, { n: number(total) }) : t(words.models)} bare>
          <Answer of={list} lines={10}>{() => (rows.length === 0 ? <Part><Empty title={t(own.none)}>{t(own.noneWhy)}</Empty></Part> : (
            <>
              <ul className={styles.cards}>{rows.map((card) => <ModelCard key={card.id} card={card} />)}</ul>
              {list.hasNextPage && <div className={styles.more}><Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t(own.more)}</Button></div>}
            </>
          ))}</Answer>
        </Part>
        <Part title={t(own.map)}>
          <Answer of={map} lines={10}>{(data) => (
            <>
              <Suspense fallback={<Skeleton lines={10} />}>
                <ProvinceMap
                  values={data.provinces.map((p) => ({ code: p.code, name: p.name, share: p.models || null, behind: false, detail: p.models ? t(own.detail, { n: number(p.models), m: number(p.adopted) }) : t(own.nothing) }))}
                  {...(state.tinh ? { selected: state.tinh } : {})} onOpen={(code) => go({ tinh: code === state.tinh ? '' : code })} formatShare={(n) => number(Math.round(n))} ariaLabel={t(own.mapOf)}
                  archipelagoLabels={{ hoangSa: t(own.hoangSa), truongSa: t(own.truongSa) }} unknownLabel={t(own.nothing)} height={520}
                />
              </Suspense>
              {data.elsewhere > 0 && <p className={styles.soft}>{t(own.elsewhere, { n: number(data.elsewhere) })}</p>}
            </>
          )}</Answer>
        </Part>
      </Columns>
    </Page>
  )
}

function ModelCard({ card }: { card: Card }) {
  const t = useText()
  const { number } = useFormat()
  return (
    <li className={styles.card}>
      <span className={styles.picture}>{card.photoId ? <img src={`/api/files/${card.photoId}`} alt="" loading="lazy" /> : <IconBulb size={44} stroke={1.25} aria-hidden />}</span>
      <div className={styles.body}>
        <h3><Go to={`/mo-hinh/${card.id}`}>{card.title}</Go></h3>
        <p className={styles.soft}>{card.unitName}{card.province && ` · ${card.province.name}`}</p>
        <p className={styles.does}>{card.does}</p>
        <div className={styles.tags}><Badge>{t(kinds[card.kind])}</Badge><Badge>{t(fields[card.field])}</Badge></div>
        <p className={card.running > 0 ? styles.spread : styles.soft}>{card.running > 0 ? t(own.running, { n: number(card.running), m: number(card.adopted) }) : t(own.idle)}</p>
      </div>
    </li>
  )
}
