// The term of an agreement and of its contents on one line of days, with extensions, the days that bargaining adds, and today.
import { addDays, daysBetween, type Day } from '#base/day'
import { text } from '#base/text'
import { useFormat, useText } from '#web/language.tsx'
import type { Agreement } from '../contract.ts'
import styles from './Agreements.module.css'
import { words } from './words.ts'

const own = {
  label: text('Thời hạn', 'Terms'), whole: text('Cả thỏa ước', 'The agreement'), now: text('vạch đứng: ngày {day}', 'the line: {day}'), carried: text('sọc vàng: tiếp tục thực hiện trong khi thương lượng', 'amber: carried while bargaining goes on'), voided: text('sọc đỏ: bị tuyên vô hiệu', 'red: declared void'), extended: text('đậm: thời gian gia hạn', 'dark: the extension'),
}
interface Bar { from: Day; to: Day; state: 'plain' | 'extended' | 'carried' | 'void' }

export function Timeline({ data }: { data: Agreement }) {
  const t = useText()
  const { day } = useFormat()
  if (!data.begins || !data.ends || !data.carriedTo || !data.until) return null
  const first = data.begins, past = data.carriedTo, length = daysBetween(first, past)
  const out = [data.outOn, data.voidOn].filter((d) => d !== null).sort()[0] ?? past
  const cut = (bars: Bar[]): Bar[] => bars.map((b) => ({ ...b, to: b.to < out ? b.to : out })).filter((b) => b.from < b.to)
  const tail = data.voidOn && data.voidOn < past ? [{ from: data.voidOn < first ? first : data.voidOn, to: past, state: 'void' as const }] : []
  const whole: Bar[] = [...cut([{ from: first, to: data.until, state: 'plain' }, { from: data.until, to: data.ends, state: 'extended' }, { from: data.ends, to: past, state: 'carried' }]), ...tail]
  const lines = [{ id: 'whole', name: t(own.whole), bars: whole }, ...data.parts.map((p) => {
    const voids = data.judgments.filter((j) => j.parts.includes(p.id)).map((j) => j.voidsOn).sort()[0]
    const from = p.term.from ?? first, to = p.term.to ?? past, until = voids && voids < to ? voids : to
    return { id: p.id, name: p.name, bars: [...cut([{ from, to: until, state: 'plain' }]), ...(voids ? [{ from: voids, to, state: 'void' as const }] : []), ...tail] }
  })]
  const at = (d: Day) => `${Math.min(100, Math.max(0, (daysBetween(first, d) / length) * 100))}%`
  const width = (b: Bar) => `${(daysBetween(b.from, b.to) / length) * 100}%`
  const shown = new Set(lines.flatMap((l) => l.bars.map((b) => b.state)))
  const inside = data.on >= first && data.on < past
  const legend = [inside && t(own.now, { day: day(data.on) }), shown.has('extended') && t(own.extended), shown.has('carried') && t(own.carried), shown.has('void') && t(own.voided)].filter((one) => one !== false)
  return (
    <div className={styles.timeline} role="group" aria-label={t(own.label)}>
      <div className={styles.axis} aria-hidden><span>{day(first)}</span><span>{day(addDays(past, -1))}</span></div>
      {lines.map((line) => (
        <div key={line.id} style={{ display: 'contents' }}>
          <span>{line.name}<span className="unseen">: {line.bars.map((b) => t(words.days, { from: day(b.from), to: day(addDays(b.to, -1)) })).join('; ')}</span></span>
          <div className={styles.track} aria-hidden>
            {line.bars.map((b, i) => <span key={i} className={styles.bar} data-state={b.state} style={{ left: at(b.from), width: width(b) }} />)}
            {inside && <span className={styles.now} style={{ left: at(data.on) }} />}
          </div>
        </div>
      ))}
      {legend.length > 0 && <p className={styles.legend}>{legend.map((one, i) => <span key={i}>{one}</span>)}</p>}
    </div>
  )
}
