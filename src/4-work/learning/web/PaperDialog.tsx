// One paper of a class: what stands at its head is filled in or left for the pen, then it is saved as PDF or as DOCX.
import { useQuery } from '@tanstack/react-query'
import { IconFileTypeDocx } from '@tabler/icons-react'
import { useRef } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { saveFile } from '#web/saveFile.ts'
import { useToday } from '#web/session.ts'
import { learning, type ClassPageData, type ClassPaper } from './api.ts'
import { paperNames } from './words.ts'

const own = {
  pdf: text('Lưu PDF', 'Save as PDF'), docx: text('Lưu DOCX', 'Save as DOCX'), saved: text('Đã lưu {name}', '{name} is saved'),
  number: text('Số', 'Number'), numberHelp: text('/{notation}. Bỏ trống để văn thư ghi sau khi ký.', '/{notation}. Leave empty for the clerk to number it once signed.'),
  on: text('Ngày ghi trên văn bản', 'Day on the paper'), onHelp: text('Bỏ trống để ghi tay.', 'Leave empty to write it by hand.'), place: text('Địa danh', 'Place'),
  signer: text('Người ký', 'Signed by'), later: text('Để trống họ tên', 'Leave the name open'),
  basis: text('Căn cứ thêm, mỗi dòng một căn cứ', 'More that it rests on, a line each'), basisHelp: text('Ví dụ: Kế hoạch đào tạo năm của đơn vị.', 'For example the training plan of the year.'),
  language: text('Văn bản được soạn bằng tiếng Việt.', 'Official papers are written in Vietnamese.'),
  people: text('{n} học viên có chỗ; người chờ xếp lớp không có tên trên văn bản.', '{n} people with a seat; those who wait are not on the paper.'),
  one: text('Cho {name}.', 'For {name}.'), some: text('Cho {n} người đã chọn.', 'For the {n} people chosen.'),
  none: text('Lớp chưa có học viên nào.', 'Nobody has a seat in this class yet.'),
}

/** `people`: a summons for these alone. */
export function PaperDialog({ data, paper, people, onClose }: { data: ClassPageData; paper: ClassPaper; people?: { id: string; name: string }[]; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const facts = useQuery(learning.paperFacts.queryOptions({ input: { id: data.id } }))
  return (
    <Dialog title={t(paperNames[paper])} open onClose={onClose}>
      <Stack>
        <p>{people ? people.length === 1 ? t(own.one, { name: people[0]!.name }) : t(own.some, { n: format.number(people.length) }) : data.seated > 0 ? t(own.people, { n: format.number(data.seated) }) : t(own.none)} {t(own.language)}</p>
        <Answer of={facts}>{(found) => <Head data={data} paper={paper} people={people} found={found} />}</Answer>
      </Stack>
    </Dialog>
  )
}

type Found = Awaited<ReturnType<typeof learning.paperFacts.call>>

function Head({ data, paper, people, found }: { data: ClassPageData; paper: ClassPaper; people: { id: string }[] | undefined; found: Found }) {
  const t = useText()
  const today = useToday()
  const wanted = useRef<'pdf' | 'docx'>('pdf')
  const numbered = paper === 'summons' || paper === 'decision'
  const form = useForm({
    key: null, start: { number: '', on: (numbered ? today : null) as Day | null, place: found.place, signerId: (found.signers[0]?.id ?? null) as string | null, basis: '' },
    send: ({ number, on, place, signerId, basis }) => {
      const head = { id: data.id, format: wanted.current, ...(on ? { on } : {}), ...(place.trim() ? { place } : {}), ...(signerId ? { signerId } : {}) }
      return numbered ? learning.paper.call({ ...head, paper, ...(number.trim() ? { number } : {}), ...(basis.trim() ? { basis } : {}), ...(people ? { personIds: people.map(({ id }) => id) } : {}) }) : learning.sheet.call({ ...head, paper })
    },
    done: (file, values) => {
      // The same paper may be wanted in the other form too.
      form.set(values)
      const { name } = file as File
      saveFile(file, name)
      toast({ vi: own.saved.vi.replace('{name}', name), en: own.saved.en.replace('{name}', name) })
    },
  })
  const save = (as: 'pdf' | 'docx') => { wanted.current = as; form.submit() }
  return (
    <Form of={{ ...form, submit: () => save('pdf') }} submit={t(own.pdf)} beside={<Button icon={IconFileTypeDocx} onClick={() => save('docx')} disabled={form.busy}>{t(own.docx)}</Button>}>
      {numbered && <TextField field={form.at('number')} label={t(own.number)} help={t(own.numberHelp, { notation: found.notations[paper] })} />}
      {paper !== 'attendance' && <>
        <DayField field={form.at('on')} label={t(own.on)} help={t(own.onHelp)} />
        <TextField field={form.at('place')} label={t(own.place)} />
        <SelectField field={form.at('signerId')} label={t(own.signer)} placeholder={t(own.later)} choices={found.signers.map(({ id, name, title }) => ({ value: id, label: `${title} ${name}` }))} />
      </>}
      {numbered && <TextArea field={form.at('basis')} label={t(own.basis)} help={t(own.basisHelp)} />}
    </Form>
  )
}
