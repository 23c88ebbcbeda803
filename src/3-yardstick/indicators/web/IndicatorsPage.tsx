// Everything that is counted: what is being composed and what waits for approval first, then every indicator with how it reads
// and its versions.
import { useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { newId } from '#base/id'
import { text } from '#base/text'
import { refusalsOf } from '#web/api.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useMe } from '#web/session.ts'
import type { Catalogued, Draft } from '../contract.ts'
import type { Parts } from '../domain/says.ts'
import { indicators } from './api.ts'
import { emptyBody, stateTone, words } from './compose.ts'
import styles from './Compose.module.css'
import { Computing } from './Computing.tsx'
import { Sentences } from './Sentences.tsx'

const own = {
  compose: text('Soạn chỉ số mới', 'Compose an indicator'), next: text('Soạn phiên bản mới', 'Compose the next version'), drafts: text('Đang soạn và chờ duyệt', 'Being composed, and waiting for approval'), all: text('Các chỉ số', 'All indicators'), none: text('Chưa có chỉ số nào được ban hành', 'No indicator is published yet'),
  code: text('Mã', 'Code'), name: text('Tên', 'Name'), owner: text('Của', 'Of'), everybody: text('Cả nước', 'The whole country'), version: text('Phiên bản', 'Version'), state: text('Tình trạng', 'State'), unit: text('Đơn vị', 'Unit'), writtenAt: text('Sửa lần cuối', 'Last changed'),
  versionOf: text('Phiên bản {n}', 'Version {n}'), from: text('Từ {from}', 'From {from}'), until: text('Từ {from} đến trước {to}', 'From {from} until before {to}'), unnamed: text('(chưa đặt tên)', '(no name yet)'),
}

export default function IndicatorsPage() {
  const t = useText()
  const me = useMe()
  const may = useMay()
  const { on } = useAsOf()
  const list = useQuery(indicators.catalogue.queryOptions({ input: { on } }))
  const parts = useQuery(indicators.parts.queryOptions({ staleTime: 300_000 }))
  useLive(indicators.catalogue.key())
  const [open, setOpen] = useState<Catalogued | null>(null)
  const begin = useBegin(me.unitId)
  const columns: Column<Catalogued>[] = [
    { key: 'code', title: own.code, value: (i) => i.code, width: '110px' },
    { key: 'name', title: own.name, value: (i) => t(i.name), main: true, show: (i) => <>{t(i.name)} <Computing computed={i.computed} /></> },
    { key: 'owner', title: own.owner, value: (i) => i.owner?.name ?? t(own.everybody), from: 'tablet' },
    { key: 'version', title: own.version, kind: 'number', value: (i) => i.versions[0]?.version ?? null, from: 'tablet', width: '90px' },
  ]
  return (
    <Page follows="day" title={t(words.indicators)} actions={may('indicator.write') && me.unitId && <Button tone="main" icon={IconPlus} busy={begin.busy} onClick={() => begin.now(null)}>{t(own.compose)}</Button>}>
      {may('indicator.write') && me.unitId && <Drafts unitId={me.unitId} />}
      <Part title={t(own.all)}>
        <Answer of={list}>{(all) => <DataTable dress="list" label={t(own.all)} columns={columns} rows={all} keyOf={(i) => i.id} onOpen={setOpen} empty={<Empty title={t(own.none)} />} />}</Answer>
      </Part>
      <Sheet title={open ? `${open.code} – ${t(open.name)}` : ''} lead={open?.owner?.name ?? t(own.everybody)} open={open !== null} onClose={() => setOpen(null)}
        deeds={open && may('indicator.write') && (open.owner === null || open.owner.id === me.unitId) && <Button busy={begin.busy} onClick={() => begin.now(open)}>{t(own.next)}</Button>}>
        {open && <Answer of={parts}>{(known) => <Versions of={open} parts={known} />}</Answer>}
      </Sheet>
    </Page>
  )
}

/** A new draft, or one of the next version, begun once however often it is pressed. */
function useBegin(unitId: string | null) {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const now = (follows: Catalogued | null) => {
    if (busy || unitId === null) return
    setBusy(true)
    const id = newId(), last = follows?.versions[0]
    indicators.save.call({
      id, unitId, code: follows?.code ?? '', nameVi: follows?.name.vi ?? '', nameEn: follows?.name.en ?? '', countsVi: follows?.counts.vi ?? '', countsEn: follows?.counts.en ?? '', effectiveFrom: null, replaces: follows?.code ?? null,
      body: (last?.body as Draft['body'] | undefined) ?? emptyBody,
    }).then(() => navigate({ to: `/chi-so/soan/${id}` }), (error: unknown) => { const said = refusalsOf(error)[0]?.text; if (said) toast(said) }).finally(() => setBusy(false))
  }
  return { busy, now }
}

function Drafts({ unitId }: { unitId: string }) {
  const t = useText()
  const { moment } = useFormat()
  const drafts = useQuery(indicators.drafts.queryOptions({ input: { unitId } }))
  useLive(indicators.drafts.key(), (a) => a.event === 'changed' && a.kind.startsWith('indicators.'))
  const columns: Column<Draft>[] = [
    { key: 'code', title: own.code, value: (d) => d.code || '–', width: '110px' },
    { key: 'name', title: own.name, value: (d) => d.nameVi || t(own.unnamed), main: true },
    { key: 'state', title: own.state, value: (d) => t(words.states[d.state]), show: (d) => <Badge tone={stateTone[d.state]}>{t(words.states[d.state])}</Badge> },
    { key: 'unit', title: own.unit, value: (d) => d.unitName ?? '', from: 'tablet' },
    { key: 'writtenAt', title: own.writtenAt, value: (d) => moment(new Date(d.writtenAt).toISOString()), from: 'desktop' },
  ]
  const open = drafts.data?.filter((d) => d.state !== 'published')
  if (!open || open.length === 0) return null
  return <Part title={t(own.drafts)}><DataTable dress="list" label={t(own.drafts)} columns={columns} rows={open} keyOf={(d) => d.id} to={(d) => `/chi-so/soan/${d.id}`} /></Part>
}

function Versions({ of, parts }: { of: Catalogued; parts: Parts }) {
  const t = useText()
  const { day } = useFormat()
  return (
    <div className={styles.fields}>
      <Computing computed={of.computed} />
      {of.versions.map((v) => (
        <section key={v.version} className={styles.group} aria-label={t(own.versionOf, { n: v.version })}>
          <h3>{t(own.versionOf, { n: v.version })}</h3>
          <p className={styles.soft}>{v.effective.to ? t(own.until, { from: day(v.effective.from), to: day(v.effective.to) }) : t(own.from, { from: day(v.effective.from) })}</p>
          <Sentences parts={parts} body={v.body} />
        </section>
      ))}
    </div>
  )
}
