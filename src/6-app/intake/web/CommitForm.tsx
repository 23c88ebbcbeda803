// The one press that writes, with what the file cannot say itself: the programme of its training dates, the decision of its units.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { queries } from '#web/api.ts'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { WholeImport } from '../contract.ts'
import { intake } from './api.ts'
import { explained } from './explained.ts'
import styles from './Intake.module.css'

const own = {
  people: text('Ghi {n} dòng: {fresh} người mới, {changed} người được bổ sung. Ghi một lần cả tệp; sau đó vẫn hoàn tác được.', 'Writes {n} rows: {fresh} new people, {changed} people completed. All at once; it can be undone afterwards.'),
  units: text('Lập {fresh} đơn vị mới. Ghi một lần cả tệp; sau đó vẫn hoàn tác được.', 'Establishes {fresh} new units. All at once; it can be undone afterwards.'),
  nothing: text('Tệp không có gì mới để ghi.', 'The file has nothing new to write.'),
  submit: text('Ghi {n} dòng', 'Write {n} rows'),
  drop: text('Bỏ tệp này', 'Give up this file'), dropTitle: text('Bỏ tệp này?', 'Give up this file?'), dropWhy: text('Chưa có gì được ghi. Muốn nhập sau này thì chọn lại tệp.', 'Nothing was written. To bring it in later, choose the file again.'),
  programme: text('Chương trình của các ngày tập huấn ({n} dòng)', 'Programme of the training dates ({n} rows)'),
  programmeHelp: text('Mỗi ngày tập huấn thành một lần hoàn thành, đánh dấu khai theo tệp, với tệp này làm bằng chứng.', 'Each date becomes a completion, marked as claimed, with this file as its evidence.'),
  decision: text('Số quyết định thành lập', 'Number of the decision'), from: text('Có hiệu lực từ ngày', 'In force since'),
}

export function CommitForm({ data }: { data: WholeImport }) {
  const t = useText()
  const { number } = useFormat()
  const today = useToday()
  const [dropping, setDropping] = useState(false)
  const { counts, kind } = data
  const needsProgramme = kind === 'roster' && counts.trained > 0
  const needsDecision = kind === 'units' && counts.fresh > 0
  const programmes = useQuery({ ...intake.programmes.queryOptions({ input: { id: data.id } }), enabled: needsProgramme })
  const form = useForm({
    key: `import.${data.id}`,
    start: { programmeId: data.programme?.id ?? null, decision: data.decision?.number ?? '', from: (data.decision?.from ?? today) as Day | null },
    check: (v) => ({ programmeId: needsProgramme && !v.programmeId && common.required, decision: needsDecision && !v.decision.trim() && common.required, from: needsDecision && !v.from && common.required }),
    send: (v) => intake.commit.call({
      id: data.id, ...(needsProgramme && { programmeId: v.programmeId! }), ...(needsDecision && { decision: { number: v.decision.trim(), from: v.from! } }),
    }),
    renews: [intake.key()],
  })
  const values = { n: number(counts.imported), fresh: number(counts.fresh), changed: number(counts.changed) }
  const drop = <Button tone="quiet" onClick={() => setDropping(true)}>{t(own.drop)}</Button>
  return (
    <>
      {counts.imported === 0 ? <><p className={styles.hint}>{t(own.nothing)}</p>{drop}</> : (
        <Form of={form} submit={t(own.submit, values)} beside={drop}>
          <p className={styles.hint}>{t(kind === 'units' ? own.units : own.people, values)}</p>
          {needsProgramme && (
            <SelectField
              field={form.at('programmeId')} label={t(own.programme, { n: number(counts.trained) })} help={t(own.programmeHelp)} explain={t(explained.programme)} required
              choices={(programmes.data ?? (data.programme ? [{ ...data.programme, owner: '' }] : [])).map((p) => ({ value: p.id, label: p.owner ? `${p.name} – ${p.owner}` : p.name }))}
            />
          )}
          {needsDecision && (
            <>
              <TextField field={form.at('decision')} label={t(own.decision)} explain={t(explained.decision)} required maxLength={100} />
              <DayField field={form.at('from')} label={t(own.from)} explain={t(explained.from)} required />
            </>
          )}
        </Form>
      )}
      <Confirm title={t(own.dropTitle)} open={dropping} onClose={() => setDropping(false)} deed={t(own.drop)} grave act={async () => {
        await intake.cancel.call({ id: data.id })
        await queries.invalidateQueries({ queryKey: intake.key() })
      }}>
        {t(own.dropWhy)}
      </Confirm>
    </>
  )
}
