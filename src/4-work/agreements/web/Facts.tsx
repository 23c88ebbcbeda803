// What an agreement says: its facts, its vote, its parties, its terms.
import { addDays } from '#base/day'
import { text } from '#base/text'
import { Facts as List } from '#web/kit/Facts.tsx'
import { Gauge } from '#web/kit/Gauge.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Columns, Part, Stack } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { Agreement } from '../contract.ts'
import { kindWords, sectorWords } from '../domain/kinds.ts'
import styles from './Agreements.module.css'
import { useLists } from './api.ts'
import { Timeline } from './Timeline.tsx'
import { words } from './words.ts'

const own = {
  facts: text('Thông tin', 'Facts'), signing: text('ngày ký (không thỏa thuận ngày khác)', 'the day of signing (no other agreed)'), ends: text('Hết thời hạn sau ngày', 'Last day of the term'), extended: text('đã gia hạn, ban đầu {day}', 'extended; at first {day}'), carried: text('Được thực hiện thêm đến hết', 'Carried to the end of'),
  sent: text('Gửi cơ quan lao động', 'Sent to the labour body'), sentSaid: text('{day}, {to}', '{day}, {to}'), late: text('muộn {n} ngày', '{n} days late'), notSent: text('Chưa gửi, hạn {day}', 'Not sent, due {day}'), counted: text('{n} người, ngày {day}', '{n}, on {day}'), ended: text('Chấm dứt trước hạn', 'Ended early'), endedSaid: text('từ ngày {day}: {why}', 'from {day}: {why}'),
  before: text('Thỏa ước trước', 'The one before'), after: text('Thỏa ước mới', 'The new one'), from: text('{title}, hiệu lực từ {day}', '{title}, in force from {day}'), voteSaid: text('{yes} trên {all} người, ngày {day}', '{yes} of {all}, on {day}'), needed: text('Cần trên 50% tổng số (Điều 76).', 'More than 50% of all is needed (article 76).'), noVote: text('Chưa ghi kết quả.', 'No result yet.'),
  terms: text('Thời hạn', 'Terms'), workersSide: text('Bên người lao động', 'Workers\' side'), joined: text('gia nhập {day}', 'joined {day}'), left: text('rút khỏi từ {day}', 'left {day}'), people: text('{n} lao động', '{n} workers'), tax: text('MST {code}', 'tax code {code}'),
}

export function Facts({ data }: { data: Agreement }) {
  const t = useText()
  const { day, number } = useFormat()
  const { trades, provinces } = useLists()
  const tradeOf = (code: string | null) => { const found = trades.find((one) => one.code === code); return found && t(found.name) }
  const sides = (side: 'employer' | 'workers') => data.parties.filter((p) => p.side === side)
  const votes = data.kind === 'multi-enterprise' ? sides('employer').filter((p) => p.vote.entitled !== null).map((p) => ({ name: p.name, vote: p.vote })) : data.vote.entitled === null ? [] : [{ name: '', vote: data.vote }]
  return (
    <Stack>
      <Columns columns="1fr 1fr">
        <Part title={t(own.facts)}>
          <List of={[
            [t(words.kind), t(kindWords[data.kind])],
            [t(words.number), data.number],
            [t(words.unit), <Go key="unit" to={`/don-vi/${data.unitId}`}>{data.unitName}</Go>],
            [t(words.signedOn), data.signedOn && day(data.signedOn)],
            [t(words.effectiveOn), data.effectiveOn ? day(data.effectiveOn) : data.signedOn && `${day(data.signedOn)} – ${t(own.signing)}`],
            [t(own.ends), data.ends && <>{day(addDays(data.ends, -1))}{data.until && data.ends > data.until && <> ({t(own.extended, { day: day(addDays(data.until, -1)) })})</>}</>],
            [t(own.carried), data.ends && data.carriedTo && data.carriedTo > data.ends ? day(addDays(data.carriedTo, -1)) : null],
            [t(words.workers), data.workers !== null ? t(own.counted, { n: number(data.workers), day: day(data.workersOn) }) : null],
            [t(own.sent), data.sentOn ? <>{t(own.sentSaid, { day: day(data.sentOn), to: data.sentTo ?? '–' })}{data.sending && data.sending.late > 0 && <> ({t(own.late, { n: number(data.sending.late) })})</>}</> : data.sending && t(own.notSent, { day: day(data.sending.by) })],
            [t(own.ended), data.endedOn && t(own.endedSaid, { day: day(data.endedOn), why: data.endedWhy ?? '' })],
            [t(own.before), data.predecessor && <Go key="before" to={`/thoa-uoc/${data.predecessor.id}`}>{data.predecessor.title}</Go>],
            [t(own.after), data.successor && <Go key="after" to={`/thoa-uoc/${data.successor.id}`}>{t(own.from, { title: data.successor.title, day: day(data.successor.begins) })}</Go>],
          ]} />
        </Part>
        <Stack>
          <Part title={t(words.vote)}>
            {votes.length === 0 ? <p className={styles.soft}>{t(own.noVote)}</p> : (
              <Stack gap={12}>
                {votes.map(({ name, vote }, i) => (
                  <div key={i}>
                    {name && <strong>{name}</strong>}
                    <Gauge part={vote.inFavour ?? 0} whole={vote.entitled!} target={0.5} behind={(vote.inFavour ?? 0) * 2 <= vote.entitled!} label={name || t(words.vote)} />
                    <p>{t(own.voteSaid, { yes: number(vote.inFavour ?? 0), all: number(vote.entitled!), day: vote.votedOn ? day(vote.votedOn) : '–' })}</p>
                  </div>
                ))}
                <p className={styles.soft}>{t(own.needed)}</p>
              </Stack>
            )}
          </Part>
          <Part title={t(own.terms)}><Timeline data={data} /></Part>
        </Stack>
      </Columns>
      <Part title={t(words.parties)}>
        <ul className={styles.parties}>
          {sides('employer').map((p) => (
            <li key={p.id}>
              <strong>{p.name}</strong>
              <p className={styles.soft}>{[p.taxCode && t(own.tax, { code: p.taxCode }), tradeOf(p.trade), p.sector && t(sectorWords[p.sector]), p.workers && t(own.people, { n: number(p.workers) }), p.address, provinces.find((one) => one.code === p.province)?.name, p.joinedOn && t(own.joined, { day: day(p.joinedOn) }), p.leftOn && t(own.left, { day: day(p.leftOn) })].filter(Boolean).join(' · ')}</p>
            </li>
          ))}
          {sides('workers').map((p) => <li key={p.id}><span className={styles.soft}>{t(own.workersSide)}: </span>{p.unitId ? <Go to={`/don-vi/${p.unitId}`}>{p.unitName ?? p.name}</Go> : p.name}</li>)}
        </ul>
      </Part>
    </Stack>
  )
}
