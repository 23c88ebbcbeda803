// The form of a model, short enough for an old phone: what it is called and does first, money and numbers only where there
// are any. Saved as a draft; photos are taken on the page of the model, which comes next.
import { useQuery } from '@tanstack/react-query'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { queries } from '#web/api.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm, type Bound } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useMe, useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { Model, Near } from '../contract.ts'
import { fieldCodes, kindCodes, mostLinks, type Field, type Kind } from '../domain/kinds.ts'
import { same } from '../domain/likeness.ts'
import { emulation, searchAuthors } from './api.ts'
import { explained } from './explained.ts'
import styles from './Models.module.css'
import { asLine, filledLines, isWhole, ResultLines, type ResultLine } from './Results.tsx'
import { fields, kinds, words } from './words.ts'

const own = {
  new: text('Ghi mô hình, sáng kiến', 'Enter a model or initiative'), change: text('Sửa mô hình', 'Change the model'), save: text('Lưu và thêm ảnh', 'Save and add photos'), saved: text('Đã lưu bản nháp', 'Draft saved'),
  titleHelp: text('Ngắn, nói được làm gì, ví dụ “Chấm điểm bữa ăn ca bằng mã QR”.', 'Short and telling, such as “Rating shift meals by QR code”.'), does: text('Mô hình làm gì', 'What it does'), doesHelp: text('Ai dùng, dùng thế nào, thay cho việc gì trước đây.', 'Who uses it, how, and what it replaces.'),
  authors: text('Tác giả, nhóm tác giả', 'Authors'), author: text('Người có hồ sơ', 'Person on record'), authorName: text('Hoặc ghi tên người, tên nhóm', 'Or write a name, of a person or a group'), addAuthor: text('Thêm tác giả', 'Add an author'), removeAuthor: text('Bỏ tác giả {n}', 'Remove author {n}'),
  cost: text('Chi phí (đồng)', 'Cost (VND)'), costFrom: text('Chi phí tính từ đâu', 'What the cost was computed from'), benefit: text('Lợi ích một năm (đồng)', 'Benefit a year (VND)'), benefitFrom: text('Lợi ích tính từ đâu', 'What the benefit was computed from'),
  links: text('Liên kết (bài báo, video, trang dùng thử)', 'Links (article, video, trial page)'), link: text('Liên kết {n}', 'Link {n}'), addLink: text('Thêm liên kết', 'Add a link'), removeLink: text('Bỏ liên kết {n}', 'Remove link {n}'), linkHelp: text('Bắt đầu bằng https://', 'Begins with https://'), badLink: text('Liên kết phải bắt đầu bằng http:// hoặc https://', 'A link begins with http:// or https://'), half: text('Điền đủ ba ô: đo gì, đơn vị tính, sau.', 'Fill in what, counted in, and after.'),
  twin: text('Đơn vị đã có mô hình gần như giống hệt. Mỗi mô hình chỉ tính một lần:', 'The unit has one that is nearly the same. A model counts once:'), near: text('Nơi khác đã làm việc giống thế này. Áp dụng lại nhanh hơn làm mới, và được tính như nhau:', 'Others have done much the same. Taking it over is quicker, and counts the same:'), of: text('{title} ({unit})', '{title} ({unit})'),
  closed: text('Mô hình này không sửa được nữa', 'This model can no longer be changed'), open: text('Xem mô hình', 'See the model'), noOffice: text('Bạn chưa giữ chức vụ nào tại một đơn vị', 'You hold no office in a unit'),
}

export default function WritePage() {
  const t = useText()
  const { unitId } = useMe()
  const { modelId } = useParams<'modelId'>() as { modelId?: string }
  const path = [{ label: t(words.models), to: '/mo-hinh' }, { label: t(words.held), to: '/mo-hinh/cua-don-vi' }]
  return (
    <Page title={t(modelId ? own.change : own.new)} path={path} width="reading">
      {unitId === null ? <Part><Empty title={t(own.noOffice)} /></Part> : modelId ? <Change id={modelId} unitId={unitId} /> : <ModelForm unitId={unitId} model={null} />}
    </Page>
  )
}

function Change({ id, unitId }: { id: string; unitId: string }) {
  const t = useText()
  const model = useQuery(emulation.read.queryOptions({ input: { id } }))
  return (
    <Answer of={model}>{(data) => (data.may.write && (data.status === 'draft' || data.status === 'returned') ? <ModelForm unitId={unitId} model={data} />
      : <Part><Empty title={t(own.closed)} action={<Button to={`/mo-hinh/${id}`}>{t(own.open)}</Button>} /></Part>)}</Answer>
  )
}

interface AuthorLine { person: Found | null; name: string }

/** seen: the writing that the form was filled from. */
const valuesOf = (model: Model | null) => ({
  seen: model?.writing ?? null, title: model?.title ?? '', kind: (model?.kind ?? 'digital') as Kind | null, field: (model?.field ?? null) as Field | null, does: model?.does ?? '', startedOn: model?.startedOn ?? null,
  authors: (model?.authors ?? []).map((a): AuthorLine => (a.personId ? { person: { id: a.personId, label: a.name }, name: '' } : { person: null, name: a.name })),
  results: (model?.results ?? []).map(asLine) as ResultLine[], links: (model?.links ?? []).map((link) => link.url), costVnd: model?.costVnd ?? null, costFrom: model?.costFrom ?? '', benefitVnd: model?.benefitVnd ?? null, benefitFrom: model?.benefitFrom ?? '',
})

function ModelForm({ unitId, model }: { unitId: string; model: Model | null }) {
  const t = useText()
  const today = useToday()
  const navigate = useNavigate()
  const form = useForm({
    key: `model.${model?.id ?? 'new'}`, start: valuesOf(model), ...(model ? { held: { read: async () => valuesOf(await emulation.read.call({ id: model.id })) } } : {}),
    check: (v) => ({
      title: !v.title.trim() && common.required, kind: !v.kind && common.required, field: !v.field && common.required,
      ...Object.fromEntries(v.links.flatMap((link, i) => (link.trim() !== '' && !/^https?:\/\/\S+$/.test(link.trim()) ? [[`links.${i}`, own.badLink]] : []))),
      ...Object.fromEntries(v.results.flatMap((line, i) => (filledLines([line]).length > 0 && !isWhole(line) ? [[`results.${i}.name`, own.half]] : []))),
    }),
    send: (v, id) => emulation.save.call({
      id: model?.id ?? id, unitId, ...(v.seen === null ? {} : { seen: v.seen }),
      content: {
        kind: v.kind!, field: v.field!, title: v.title, does: v.does, startedOn: v.startedOn, results: filledLines(v.results).filter(isWhole),
        authors: v.authors.flatMap((a): { name: string; personId: string | null }[] => (a.person ? [{ name: a.person.label, personId: a.person.id }] : a.name.trim() ? [{ name: a.name, personId: null }] : [])),
        links: v.links.map((link) => link.trim()).filter(Boolean).map((link) => ({ title: model?.links.find((one) => one.url === link)?.title ?? link.replace(/^https?:\/\//, '').slice(0, 80), url: link })), costVnd: v.costVnd, costFrom: v.costFrom.trim() || null, benefitVnd: v.benefitVnd, benefitFrom: v.benefitFrom.trim() || null,
      },
    }),
    done: (result) => {
      queries.setQueryData(emulation.read.queryKey({ input: { id: result.id } }), result)
      void queries.invalidateQueries({ queryKey: emulation.held.key() })
      toast(own.saved)
      void navigate({ to: `/mo-hinh/${result.id}`, replace: true })
    },
  })
  const authors = form.at('authors')
  const author = <Name extends keyof AuthorLine>(i: number, name: Name): Bound<AuthorLine[Name]> => ({
    name: `authors.${i}.${name}`, value: authors.value[i]![name], disabled: authors.disabled, refusals: i === 0 ? form.refusalsAt('authors') : [], set: (value) => authors.set(authors.value.map((line, n) => (n === i ? { ...line, [name]: value } : line))),
  })
  return (
    <Part>
      <Form of={form} submit={t(own.save)}>
        <TextField field={form.at('title')} label={t(words.title)} help={t(own.titleHelp)} required maxLength={300} />
        <Alike unitId={unitId} modelId={model?.id} title={form.values.title} does={form.values.does} />
        <SelectField field={form.at('kind')} label={t(words.kind)} explain={t(explained.kind)} required choices={kindCodes.map((value) => ({ value, label: t(kinds[value]) }))} />
        <SelectField field={form.at('field')} label={t(words.field)} required choices={fieldCodes.map((value) => ({ value, label: t(fields[value]) }))} />
        <TextArea field={form.at('does')} label={t(own.does)} help={t(own.doesHelp)} rows={5} />
        <DayField field={form.at('startedOn')} label={t(words.startedOn)} explain={t(explained.startedOn)} />
        <ResultLines field={form.at('results')} refusals={form.refusalsAt} />
        <div className={styles.pair}><NumberField field={form.at('costVnd')} label={t(own.cost)} explain={t(explained.cost)} /><TextField field={form.at('costFrom')} label={t(own.costFrom)} /></div>
        <div className={styles.pair}><NumberField field={form.at('benefitVnd')} label={t(own.benefit)} /><TextField field={form.at('benefitFrom')} label={t(own.benefitFrom)} /></div>
        <fieldset className={styles.lines}>
          <legend>{t(own.authors)}</legend>
          {authors.value.map((line, i) => (
            <div key={i} className={styles.author}>
              <div>
                {!line.name && <SearchSelect field={author(i, 'person')} label={t(own.author)} of="authors" search={(typed) => searchAuthors(typed, today)} />}
                {!line.person && <TextField field={author(i, 'name')} label={t(own.authorName)} />}
              </div>
              <IconButton label={t(own.removeAuthor, { n: i + 1 })} icon={IconTrash} onClick={() => authors.set(authors.value.filter((_, n) => n !== i))} />
            </div>
          ))}
          <div><Button icon={IconPlus} disabled={authors.disabled || authors.value.length >= 30} onClick={() => authors.set([...authors.value, { person: null, name: '' }])}>{t(own.addAuthor)}</Button></div>
        </fieldset>
        <LinkLines field={form.at('links')} refusals={form.refusalsAt} />
      </Form>
    </Part>
  )
}

function LinkLines({ field, refusals }: { field: Bound<string[]>; refusals: (path: string) => Bound<string>['refusals'] }) {
  const t = useText()
  return (
    <fieldset className={styles.lines}>
      <legend>{t(own.links)}</legend>
      {field.value.map((link, i) => (
        <div key={i} className={styles.author}>
          <TextField field={{ name: `links.${i}`, value: link, disabled: field.disabled, refusals: [...refusals(`links.${i}`), ...refusals(`links.${i}.url`)], set: (value) => field.set(field.value.map((one, n) => (n === i ? value : one))) }} label={t(own.link, { n: i + 1 })} help={t(own.linkHelp)} maxLength={1000} />
          <IconButton label={t(own.removeLink, { n: i + 1 })} icon={IconTrash} onClick={() => field.set(field.value.filter((_, n) => n !== i))} />
        </div>
      ))}
      {field.value.length < mostLinks && <div><Button icon={IconPlus} disabled={field.disabled} onClick={() => field.set([...field.value, ''])}>{t(own.addLink)}</Button></div>}
    </fieldset>
  )
}

/** While one writes: what the unit has already, and what could be taken over instead. */
function Alike({ unitId, modelId, title, does }: { unitId: string; modelId: string | undefined; title: string; does: string }) {
  const t = useText()
  const [asked, text] = [useDeferredValue(title.trim()), useDeferredValue(does.trim().slice(0, 1000))]
  const found = useQuery({ ...emulation.similar.queryOptions({ input: { unitId, modelId, title: asked, does: text } }), enabled: asked.length >= 8, staleTime: 30_000, placeholderData: (before) => before })
  const twins = (found.data?.own ?? []).filter((m) => m.likeness >= same)
  const list = (rows: Near[]) => <ul className={styles.near}>{rows.map((m) => <li key={m.id}><Go to={`/mo-hinh/${m.id}`}>{m.unitName ? t(own.of, { title: m.title, unit: m.unitName }) : m.title}</Go></li>)}</ul>
  return (
    <div role="status">
      {twins.length > 0 && <div className={styles.bad}>{t(own.twin)}{list(twins)}</div>}
      {(found.data?.elsewhere.length ?? 0) > 0 && <div className={styles.good}>{t(own.near)}{list(found.data!.elsewhere)}</div>}
    </div>
  )
}
