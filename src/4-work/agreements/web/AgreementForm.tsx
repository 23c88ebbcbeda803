// The form of an agreement, to enter one or to correct it. What is typed stays in the browser until the server has it; recording the signing
// saves and signs in one press, and what the law asks for and is not there comes back to its field.
import { useNavigate } from '@tanstack/react-router'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { useRef } from 'react'
import { isDay } from '#base/day'
import { text } from '#base/text'
import { indicators } from '#indicators/web'
import { queries } from '#web/api.ts'
import { Button } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SearchSelect } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { Agreement } from '../contract.ts'
import { kindWords } from '../domain/kinds.ts'
import styles from './Agreements.module.css'
import { agreements, searchAgreements, searchUnits } from './api.ts'
import { chosenUnit, draftOf, lastAfter, toContent, unreadable, type DraftValues } from './draft.ts'
import { explained } from './explained.ts'
import { PartFields } from './PartFields.tsx'
import { EmployerFields, UnionFields } from './PartyFields.tsx'
import { words } from './words.ts'

const own = {
  edit: text('Sửa thỏa ước', 'Edit the agreement'), sign: text('Ghi nhận đã ký', 'Record as signed'), saveDraft: text('Lưu nháp', 'Save the draft'), savedDraft: text('Đã lưu bản nháp', 'Draft saved'), signed: text('Đã ghi nhận ký thỏa ước', 'Signing recorded'),
  what: text('Thỏa ước', 'The agreement'), term: text('Ký và thời hạn', 'Signing and term'), years: text('Thời hạn:', 'Term:'), cover: text('Phạm vi áp dụng', 'Coverage'), sending: text('Gửi cơ quan lao động', 'Sending to the labour body'),
  leaders: text('Tổng số lãnh đạo các tổ chức đại diện', 'All leaders of the workers\' organisations'), eachVotes: text('Mỗi doanh nghiệp lấy ý kiến riêng, ghi ở từng người sử dụng lao động phía trên.', 'Each enterprise votes for itself: give it with each employer above.'),
  everybody: text('Để trống: toàn bộ người lao động đã được lấy ý kiến.', 'Left empty: all employees who were asked.'),
  more: text('Bên người lao động, nội dung có thời hạn riêng, thỏa ước trước', 'Workers\' side, contents with a term of their own, the agreement before'), numberHelp: text('Như ghi trên văn bản, ví dụ 01/2026/TƯLĐTT', 'As on the paper, such as 01/2026/TƯLĐTT'), correcting: text('Thỏa ước đã ký: chỉ sửa khi ghi sai so với văn bản. Thay đổi do hai bên thỏa thuận thì ghi là sửa đổi, bổ sung.', 'It was signed: correct only what differs from the paper. What the parties changed is recorded as an amendment.'),
  oneYear: text('1 năm', '1 year'), twoYears: text('2 năm', '2 years'), threeYears: text('3 năm', '3 years'),
}

/** `keep`: the name under which what is typed is kept, of an agreement that is not there yet. */
export function AgreementForm({ id, start, held, keep }: { id: string | null; start: DraftValues; held?: Agreement; keep?: string }) {
  const t = useText()
  const today = useToday()
  const navigate = useNavigate()
  const wish = useRef<'save' | 'sign'>('save')
  const signed = held?.status === 'signed'
  const form = useForm<DraftValues, Agreement>({
    key: `agreement.${id ?? keep ?? 'new'}`, start,
    check: (v) => unreadable(v) as object,
    ...(held ? { held: { read: async () => draftOf(await agreements.read.call({ id: held.id })), together: { workers: ['workers', 'workersOn'], votedOn: ['votedOn', 'entitled', 'inFavour'], sentOn: ['sentOn', 'sentTo'] } } } : {}),
    async send(v, fresh) {
      const own = { id: id ?? fresh, unitId: v.unitId!.id }
      const saved = await agreements.save.call({ ...own, content: toContent(v), ...(v.seen === null ? {} : { seen: v.seen }) })
      if (signed || wish.current === 'save') return saved
      // Should the signing be refused, the form goes on from what was saved.
      form.set({ seen: saved.writing })
      return agreements.sign.call(own)
    },
    renews: [agreements.key(), indicators.key()],
    done(now) {
      queries.setQueryData(agreements.read.queryKey({ input: { id: now.id } }), now)
      toast(signed ? words.saved : wish.current === 'sign' ? own.signed : own.savedDraft)
      void navigate({ to: `/thoa-uoc/${now.id}` })
    },
  })
  const send = (what: 'save' | 'sign') => {
    wish.current = what
    form.submit()
  }
  const { values } = form
  const begins = values.effectiveOn ?? values.signedOn
  const back = id ? `/thoa-uoc/${id}` : '/thoa-uoc'
  return (
    <Page title={t(id ? own.edit : words.new)} width="reading" path={[{ label: t(words.agreements), to: '/thoa-uoc' }, ...(held ? [{ label: held.title, to: back }] : [])]} {...(signed ? { lead: t(own.correcting) } : {})}>
      <div
        className={styles.form}
        // Enter in a field does what the main button says.
        onSubmitCapture={() => { wish.current = signed ? 'save' : 'sign' }}
      >
        <Form of={form} submit={t(signed ? common.save : own.sign)} beside={!signed && <Button icon={IconDeviceFloppy} disabled={form.busy} onClick={() => send('save')}>{t(own.saveDraft)}</Button>}>
          <Part title={t(own.what)}>
            <div className={styles.fields}>
              <SearchSelect field={{ ...form.at('unitId'), set: (unit) => form.set(chosenUnit(values, unit)) }} label={t(words.unit)} required of="units" disabled={id !== null} search={(typed) => searchUnits(typed, today)} />
              <div className={styles.row}>
                <SelectField field={form.at('kind')} label={t(words.kind)} explain={t(explained.kind)} required choices={Object.entries(kindWords).map(([value, said]) => ({ value: value as Agreement['kind'], label: t(said) }))} />
                <TextField field={form.at('number')} label={t(words.number)} help={t(own.numberHelp)} maxLength={60} />
              </div>
              <TextField field={form.at('title')} label={t(words.title)} required maxLength={500} />
            </div>
          </Part>
          <Part title={t(words.employer)}><EmployerFields form={form} /></Part>
          <Part title={t(words.vote)}>
            {values.kind === 'multi-enterprise' ? <p className={styles.soft}>{t(own.eachVotes)}</p> : (
              <div className={styles.row}>
                <DayField field={form.at('votedOn')} label={t(words.votedOn)} to={today} />
                <NumberField field={form.at('entitled')} label={t(values.kind === 'sectoral' ? own.leaders : words.entitled)} explain={t(explained.entitled)} />
                <NumberField field={form.at('inFavour')} label={t(words.inFavour)} />
              </div>
            )}
          </Part>
          <Part title={t(own.term)}>
            <div className={styles.fields}>
              <div className={styles.row}>
                <DayField field={form.at('signedOn')} label={t(words.signedOn)} to={today} />
                <DayField field={form.at('effectiveOn')} label={t(words.effectiveOn)} explain={t(explained.effectiveOn)} />
                <DayField field={form.at('until')} label={t(words.last)} explain={t(explained.until)} />
              </div>
              {begins !== null && isDay(begins) && (
                <p className={styles.years}>{t(own.years)} {([[1, own.oneYear], [2, own.twoYears], [3, own.threeYears]] as const).map(([n, said]) => <Button key={n} tone="quiet" onClick={() => form.set({ until: lastAfter(begins, n) })}>{t(said)}</Button>)}</p>
              )}
            </div>
          </Part>
          <Part title={t(own.cover)}>
            {values.kind === 'enterprise' && <p className={styles.soft}>{t(own.everybody)}</p>}
            <div className={styles.row}>
              <NumberField field={form.at('workers')} label={t(words.workers)} explain={t(explained.workers)} />
              <DayField field={form.at('workersOn')} label={t(words.workersOn)} to={today} />
            </div>
          </Part>
          <Part title={t(own.sending)}>
            <div className={styles.row}>
              <DayField field={form.at('sentOn')} label={t(words.sentOn)} explain={t(explained.sentOn)} to={today} />
              <TextField field={form.at('sentTo')} label={t(words.sentTo)} maxLength={500} />
            </div>
          </Part>
          <Part>
            <details className={styles.more} open={values.parts.length > 0 || values.replaces !== null || values.kind !== 'enterprise' || undefined}>
              <summary>{t(own.more)}</summary>
              <div className={styles.fields}>
                <SearchSelect field={form.at('replaces')} label={t(words.replaces)} help={t(explained.replaces)} of={`agreements-${values.unitId?.id ?? ''}`} search={(typed) => (values.unitId ? searchAgreements(values.unitId.id, typed) : Promise.resolve([]))} />
                <UnionFields form={form} />
                <PartFields form={form} />
              </div>
            </details>
          </Part>
        </Form>
      </div>
    </Page>
  )
}
