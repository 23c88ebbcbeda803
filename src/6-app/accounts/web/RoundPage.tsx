// One round: who gets an account and who does not and why; then the making, with its progress, and the letters.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { text } from '#base/text'
import { useAddress, useParams } from '#web/address.ts'
import { queries } from '#web/api.ts'
import { JobWatch } from '#web/jobs/JobWatch.tsx'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { Page, Part, Row, Stack } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { accounts, type Round, type RoundRow } from './api.ts'
import { states, tones, verdicts, words } from './words.ts'

const own = {
  lead: text('{unit} · {by}, {at}', '{unit} · {by}, {at}'),
  make: text('Cấp {n} tài khoản', 'Make {n} accounts'),
  makeOne: text('Cấp tài khoản', 'Make the accounts'),
  goOn: text('Cấp tiếp {n} tài khoản còn lại', 'Make the {n} that are left'),
  makeWhat: text('Mỗi người được một tài khoản với mật khẩu lần đầu, chỉ có trong thư. Thư chỉ mình bạn tải được, trong một ngày; hãy in và trao tận tay.', 'Each gets an account with a first password that stands in the letter alone. Only you can download the letters, for a day; print them and hand them over in person.'),
  making: text('Đang cấp tài khoản và soạn thư', 'Making accounts and letters'),
  letters: text('Thư cấp tài khoản', 'Letters'),
  others: text('Thư chỉ người đã yêu cầu cấp ({by}) tải được. Nếu thư đã mất, hãy đặt lại mật khẩu từng người để in thư mới.', 'Only who asked for them ({by}) can download the letters. Where they are lost, reset the password of each person to print a new one.'),
  drop: text('Bỏ đợt này', 'Give up'),
  dropWhat: text('Chưa có tài khoản nào được cấp. Danh sách vẫn còn để xem lại.', 'No account was made yet. The list stays to be looked at.'),
  made: text('Đã cấp', 'Made'), makes: text('Sẽ cấp', 'To be made'), has: text('Đã có tài khoản', 'Have one already'), refused: text('Không cấp', 'None made'), refusedWhy: text('kèm lý do từng dòng', 'each with its reason'), skipped: text('Bỏ qua', 'Skipped'), skippedWhy: text('tiêu đề, tổng cộng, dòng trống', 'titles, totals, blanks'),
  row: text('Dòng', 'Row'), name: text('Họ tên', 'Name'), verdict: text('Kết quả', 'Outcome'), office: text('Chức vụ, đơn vị', 'Office, unit'), username: text('Tên đăng nhập', 'User name'), why: text('Lý do, lưu ý', 'Reasons and remarks'),
  show: text('Hiện', 'Show'), all: text('Tất cả {n} dòng', 'All {n} rows'), rows: text('Từng người', 'Person by person'), nameless: text('(không có tên)', '(no name)'),
}

export default function RoundPage() {
  const t = useText()
  const { moment } = useFormat()
  const { roundId } = useParams<'roundId'>()
  const round = useQuery({ ...accounts.read.queryOptions({ input: { id: roundId } }), refetchInterval: ({ state }) => (state.data?.state === 'making' ? 3000 : false) })
  return (
    <Answer of={round} lines={10}>
      {(data) => (
        <Page title={data.name ?? t(words.officials)} path={[{ label: t(words.accounts), to: '/tai-khoan' }, { label: t(words.title), to: '/tai-khoan/cap-hang-loat' }]} lead={t(own.lead, { unit: data.unit, by: data.by, at: moment(data.at) })}>
          <Counted round={data} />
          <Deeds round={data} />
          <Rows round={data} />
        </Page>
      )}
    </Answer>
  )
}

const renew = () => queries.invalidateQueries({ queryKey: accounts.key() })

function Counted({ round: { counts, state } }: { round: Round }) {
  const t = useText()
  const { number } = useFormat()
  const begun = state !== 'checked' && state !== 'dropped'
  return (
    <Stats>
      {begun ? <Stat label={t(own.made)} value={number(counts.made)} detail={`/ ${number(counts.make)}`} {...(counts.made > 0 && { tone: 'good' })} /> : <Stat label={t(own.makes)} value={number(counts.make)} {...(counts.make > 0 && { tone: 'good' })} />}
      <Stat label={t(own.has)} value={number(counts.has)} />
      <Stat label={t(own.refused)} value={number(counts.refused)} detail={t(own.refusedWhy)} {...(counts.refused > 0 && { tone: 'behind' })} />
      <Stat label={t(own.skipped)} value={number(counts.skipped)} detail={t(own.skippedWhy)} />
    </Stats>
  )
}

function Deeds({ round }: { round: Round }) {
  const t = useText()
  const { number } = useFormat()
  const [deed, setDeed] = useState<'make' | 'drop' | null>(null)
  const { state, counts, jobId } = round
  const left = counts.make - counts.made
  return (
    <Part title={t(own.letters)} actions={<Badge tone={tones[state] ?? 'plain'}>{t(states[state])}</Badge>}>
      <Stack>
        {(state === 'checked' || state === 'failed') && <p>{t(own.makeWhat)}</p>}
        {jobId && <Watched round={round} jobId={jobId} />}
        {(state === 'checked' || state === 'failed') && (
          <Row>
            {left > 0 && <Button tone="main" onClick={() => setDeed('make')}>{t(state === 'checked' ? own.make : own.goOn, { n: number(left) })}</Button>}
            {state === 'checked' && <Button onClick={() => setDeed('drop')}>{t(own.drop)}</Button>}
          </Row>
        )}
      </Stack>
      <Confirm title={t(own.makeOne)} deed={t(own.makeOne)} open={deed === 'make'} onClose={() => setDeed(null)} act={async () => { await accounts.make.call({ id: round.id }); await renew() }}>{t(own.makeWhat)}</Confirm>
      <Confirm title={t(own.drop)} deed={t(own.drop)} open={deed === 'drop'} onClose={() => setDeed(null)} act={async () => { await accounts.drop.call({ id: round.id }); await renew() }}>{t(own.dropWhat)}</Confirm>
    </Part>
  )
}

function Watched({ round, jobId }: { round: Round; jobId: string }) {
  const t = useText()
  return round.ownJob ? <JobWatch jobId={jobId} label={t(own.making)} onEnded={() => void renew()} /> : <p>{t(own.others, { by: round.by })}</p>
}

type Verdict = RoundRow['verdict']

function Rows({ round }: { round: Round }) {
  const t = useText()
  const language = useLanguage()
  const { number } = useFormat()
  const [{ loc }, go] = useAddress({ loc: '' })
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const verdict = (loc || undefined) as Verdict | undefined
  const input = (offset: number, limit = 100) => ({ id: round.id, search: search || undefined, verdict, limit, offset })
  const list = useInfiniteQuery(accounts.rows.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const all = async () => {
    const found: RoundRow[] = []
    for (;;) {
      const page = await accounts.rows.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const notes = (row: RoundRow) => row.reasons.map((reason) => reason[language]).join(' ')
  const columns: Column<RoundRow>[] = [
    { key: 'row', title: own.row, kind: 'number', value: (row) => row.row, width: '72px' },
    { key: 'name', title: own.name, value: (row) => row.content.name ?? t(own.nameless), main: true },
    { key: 'verdict', title: own.verdict, value: (row) => t(verdicts[row.verdict]), show: (row) => <Badge tone={row.verdict === 'make' ? 'good' : row.verdict === 'refused' ? 'behind' : 'plain'}>{t(verdicts[row.verdict])}</Badge>, width: '120px' },
    { key: 'office', title: own.office, value: (row) => row.content.office ?? row.content.unit, from: 'tablet' },
    { key: 'username', title: own.username, value: (row) => row.username },
    { key: 'why', title: own.why, value: notes },
  ]
  return (
    <Part title={t(own.rows)} bare>
      <Answer of={list} lines={8}>
        {({ pages }) => (
          <DataTable
            label={t(own.rows)} columns={columns} rows={pages.flatMap((page) => page.rows)} keyOf={(row) => String(row.row)}
            tools={<SelectField label={t(own.show)} placeholder={t(own.all, { n: number(round.counts.rows) })} choices={(Object.keys(verdicts) as Verdict[]).map((value) => ({ value, label: t(verdicts[value]) }))}
              field={{ name: 'loc', value: (loc || null) as Verdict | null, set: (value) => go({ loc: value ?? '' }), refusals: [], disabled: false }} />}
            paged={{ total: pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
          />
        )}
      </Answer>
    </Part>
  )
}
