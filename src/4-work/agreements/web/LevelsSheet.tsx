// What the law gave, gives and will give in one case, the latest first: since when, by what, and who wrote it.
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { addDays, type Day } from '#base/day'
import { text } from '#base/text'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Row } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import type { LevelShape } from '../contract.ts'
import styles from './Agreements.module.css'
import type { LawCase } from './clause-api.ts'
import { writeAmount } from './clause-words.ts'

const own = {
  none: text('Luật không định mức cho quyền lợi này.', 'The law sets no number in this case.'), from: text('từ {from}', 'from {from}'), between: text('{from} – {to}', '{from} – {to}'), now: text('ngày đang xem', 'on the day shown'), most: text('nhiều nhất', 'at most'),
  by: text('{name} ghi, {moment}', 'Written by {name}, {moment}'), hidden: text('Tổng Liên đoàn', 'the Confederation'), came: text('Có sẵn khi cài đặt hệ thống', 'Came with the system'),
  per: text('/', ' per '), add: text('Thêm mức mới', 'Add a level'), change: text('Sửa', 'Correct'), take: text('Bỏ', 'Take away'),
}

/** 12 ngày/năm; nhiều nhất 48 giờ/tuần; 85% lương công việc; từ 01/01/2021. */
export function useLevelWords() {
  const t = useText()
  const language = useLanguage()
  const { day } = useFormat()
  return {
    amount: (of: LawCase, n: number) => `${of.better === 'less' ? `${t(own.most)} ` : ''}${writeAmount(n, of.scale, language)}${of.scale === 'percent' || of.scale === 'months' ? ' ' : t(own.per)}${t(of.per)}`,
    days: ({ from, to }: { from: Day; to: Day | null }) => (to === null ? t(own.from, { from: day(from) }) : t(own.between, { from: day(from), to: day(addDays(to, -1)) })),
  }
}

export function LevelsSheet({ of, on, writable, onWrite, onTake, onClose }: { of: LawCase; on: Day; writable: boolean; onWrite: (level: LevelShape | null) => void; onTake: (level: LevelShape) => void; onClose: () => void }) {
  const t = useText()
  const { moment } = useFormat()
  const { amount, days } = useLevelWords()
  return (
    <Sheet title={t(of.name)} open onClose={onClose} width={560} {...(writable ? { deeds: <Button icon={IconPlus} tone="main" onClick={() => onWrite(null)}>{t(own.add)}</Button> } : {})}>
      {of.levels.length === 0 ? <p className={styles.soft}>{t(own.none)}</p> : (
        <ol className={styles.parties}>
          {of.levels.map((level) => (
            <li key={level.id}>
              <strong>{amount(of, level.gives)}</strong> · {days(level)} {level.from <= on && (level.to === null || level.to > on) && <Badge tone="good">{t(own.now)}</Badge>}
              <p lang="vi">{level.basis}</p>
              <p className={styles.soft}>{level.written ? t(own.by, { name: level.written.by ?? t(own.hidden), moment: moment(level.written.at) }) : t(own.came)}</p>
              {writable && (
                <Row gap={4}>
                  <Button tone="quiet" icon={IconPencil} onClick={() => onWrite(level)}>{t(own.change)}</Button>
                  <Button tone="quiet" icon={IconTrash} onClick={() => onTake(level)}>{t(own.take)}</Button>
                </Row>
              )}
            </li>
          ))}
        </ol>
      )}
    </Sheet>
  )
}
