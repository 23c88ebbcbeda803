// Việc của tôi: what is due, the most urgent first, and where the own unit stands.
import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { daysBetween } from '#base/day'
import { text } from '#base/text'
import { useAsOf } from '#web/asked.ts'
import { questionOf } from '#web/question.ts'
import { keepAtHand, roomApi } from '#web/api.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Columns, FollowsPart, Page, Part } from '#web/kit/Page.tsx'
import { Gauge } from '#web/kit/Gauge.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useMe, useToday } from '#web/session.ts'
import type { Duty, homeContract, KeyFigure } from '../contract.ts'
import styles from './HomePage.module.css'

const home = roomApi<typeof homeContract>('home')
keepAtHand(home.duties, home.figures)

const words = {
  title: text('Việc của tôi', 'My work'),
  hello: text('Chào {name}.', 'Hello {name}.'),
  todo: text('Việc cần làm', 'To do'),
  none: text('Không có việc nào đang chờ', 'Nothing is waiting for you'),
  noneWhy: text('Việc mới sẽ tự hiện ở đây khi tới lượt bạn.', 'New duties appear here by themselves when it is your turn.'),
  overdue: text('Quá hạn {n} ngày', '{n} days overdue'),
  today: text('Hạn hôm nay', 'Due today'),
  inDays: text('Còn {n} ngày', '{n} days left'),
  due: text('Hạn {day}', 'Due {day}'),
  noDay: text('Không định hạn', 'No due day'),
  figures: text('Đơn vị của tôi ngày {on}', 'My unit on {on}'),
  noFigures: text('Chưa có chỉ tiêu nào tính cho đơn vị này', 'No indicator is measured for this unit yet'),
  of: text('{met} trên {counted}', '{met} of {counted}'), met: text('đã đạt', 'met'),
  nobody: text('chưa có đối tượng nào', 'nothing to count yet'),
  target: text('chỉ tiêu {target}', 'target {target}'),
  behind: text('Chưa đạt', 'Behind'),
  reached: text('Đạt', 'Reached'),
}

export default function HomePage() {
  const t = useText()
  const { day } = useFormat()
  const me = useMe()
  const may = useMay()
  const asked = useAsOf()
  const duties = useQuery(home.duties.queryOptions())
  const figures = useQuery({ ...home.figures.queryOptions({ input: questionOf(asked) }), enabled: may('see') })
  useLive(home.key())
  return (
    <Page follows="figures" title={t(words.title)} lead={t(words.hello, { name: me.name })}>
      <Columns columns="minmax(0, 7fr) minmax(0, 5fr)">
        <Part title={t(words.todo)} tour="duties">
          <FollowsPart what="today"><Answer of={duties} lines={6}>
            {(data) => data.duties.length === 0
              ? <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>
              : <ul className={styles.list}>{data.duties.map((duty) => <DutyLine key={duty.id} duty={duty} />)}</ul>}
          </Answer></FollowsPart>
        </Part>
        {may('see') && (
          <Part title={t(words.figures, { on: day(asked.on) })} tour="figures">
            <Answer of={figures} lines={6}>
              {(data) => data.figures.length === 0
                ? <Empty title={t(words.noFigures)} />
                : <ul className={styles.list}>{data.figures.map((figure) => <FigureLine key={figure.indicatorId} figure={figure} />)}</ul>}
            </Answer>
          </Part>
        )}
      </Columns>
    </Page>
  )
}

function DutyLine({ duty }: { duty: Duty }) {
  const t = useText()
  const { day, number } = useFormat()
  const today = useToday()
  const left = duty.dueOn === null ? null : daysBetween(today, duty.dueOn)
  const late = left !== null && left < 0
  return (
    <li>
      <Go to={duty.to} className={styles.line}>
        <span className={styles.what}>
          <span className={styles.title}>{t(duty.title)}</span>
          <span className={styles.unit}>{duty.unitName}</span>
        </span>
        <span className={styles.when}>
          {left === null ? <span>{t(words.noDay)}</span> : (
            <>
              <Badge tone={late ? 'behind' : left <= 14 ? 'soon' : 'plain'}>
                {late ? t(words.overdue, { n: number(-left) }) : left === 0 ? t(words.today) : t(words.inDays, { n: number(left) })}
              </Badge>
              <span>{t(words.due, { day: day(duty.dueOn) })}</span>
            </>
          )}
        </span>
        <IconChevronRight size={18} aria-hidden className={styles.arrow} />
      </Go>
    </li>
  )
}

function FigureLine({ figure }: { figure: KeyFigure }) {
  const t = useText()
  const { share, number } = useFormat()
  const { met, counted, byNumber, required, behind } = figure
  const target = byNumber && required !== null ? 1 : figure.target
  const whole = byNumber ? required : counted
  const state = target === null || whole === 0 ? null : t(behind ? words.behind : words.reached)
  const against = target === null || byNumber ? '' : t(words.target, { target: share(Math.round(target * 1000), 1000) })
  const value = byNumber ? number(met) : share(met, counted)
  return (
    <li>
      <Go to={figure.to} className={styles.figure}>
        <span className={styles.title}>{figure.code} · {t(figure.name)}</span>
        <span className={styles.value} data-behind={behind || undefined}>{value}</span>
        <span className={styles.gauge}>
          {whole !== null && <Gauge part={met} whole={whole} target={target ?? undefined} behind={behind} label={[value, against].filter(Boolean).join(', ')} />}
        </span>
        <span className={styles.detail}>
          <span>{[whole === null ? t(words.met) : whole === 0 ? t(words.nobody) : t(words.of, { met: number(met), counted: number(whole) }), against].filter(Boolean).join(' · ')}</span>
          {state && <Badge tone={behind ? 'behind' : 'good'}>{state}</Badge>}
        </span>
      </Go>
    </li>
  )
}
