// The lines of a class's form: places, sessions, lecturers.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { text, type Text } from '#base/text'
import { newId } from '#base/id'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { SearchSelect } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { Bound, FormOf } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { searchPeople } from './api.ts'
import { nextSession, type ClassDraft } from './classDraft.ts'
import { explained } from './explained.ts'
import styles from './Learning.module.css'
import { words } from './words.ts'

const own = {
  places: text('Địa điểm', 'Places'), place: text('Tên địa điểm', 'Name of the place'), address: text('Địa chỉ', 'Address'), addPlace: text('Thêm địa điểm', 'Add a place'), removePlace: text('Bỏ địa điểm {n}', 'Remove place {n}'),
  sessions: text('Các buổi học', 'Sessions'), day: text('Ngày', 'Day'), from: text('Từ giờ', 'From'), to: text('Đến giờ', 'To'), topic: text('Nội dung', 'Topic'), at: text('Tại', 'At'), everywhere: text('Mọi địa điểm', 'All places'), addSession: text('Thêm buổi', 'Add a session'), removeSession: text('Bỏ buổi {n}', 'Remove session {n}'),
  lecturers: text('Giảng viên', 'Lecturers'), lecturer: text('Họ và tên', 'Name'), organisation: text('Cơ quan', 'Organisation'), addLecturer: text('Thêm giảng viên', 'Add a lecturer'), removeLecturer: text('Bỏ giảng viên {n}', 'Remove lecturer {n}'), inside: text('Tìm trong cán bộ', 'Search among officials'),
}
type Lists = 'places' | 'lecturers' | 'sessions'
interface Of { form: FormOf<ClassDraft> }

function useLines<Name extends Lists>(form: FormOf<ClassDraft>, name: Name) {
  const list = form.at(name)
  const rows = list.value as ClassDraft[Name][number][]
  const put = (next: ClassDraft[Name][number][]) => form.set({ [name]: next } as Partial<ClassDraft>)
  return {
    rows, whole: list.refusals, add: (row: ClassDraft[Name][number]) => put([...rows, row]), remove: (i: number) => put(rows.filter((_, at) => at !== i)),
    /** One cell as a field of the kit; the server's refusals come by their path. */
    at<Key extends keyof ClassDraft[Name][number] & string>(i: number, key: Key, path: string = key): Bound<ClassDraft[Name][number][Key]> {
      const field = `${name}.${i}.${path}`
      return { name: field, value: rows[i]![key], set: (value) => put(rows.map((row, at) => (at === i ? { ...row, [key]: value } : row))), refusals: form.refusalsAt(field), disabled: form.busy }
    },
  }
}

function Lines({ title, whole, children, add }: { title: string; whole: Text[]; children: ReactNode; add: ReactNode }) {
  const t = useText()
  return (
    <fieldset className={styles.lines}>
      <legend>{title}</legend>
      {whole.map((one, i) => <p key={i} role="alert" tabIndex={-1} className={styles.lineRefused}>{t(one)}</p>)}
      {children}
      <div>{add}</div>
    </fieldset>
  )
}

export function PlaceLines({ form }: Of) {
  const t = useText()
  const lines = useLines(form, 'places')
  return (
    <Lines title={t(own.places)} whole={lines.whole} add={<Button icon={IconPlus} onClick={() => lines.add({ id: newId(), name: '', address: '' })}>{t(own.addPlace)}</Button>}>
      {lines.rows.map((row, i) => (
        <div key={row.id} className={styles.line}>
          <div className={styles.cells}>
            <TextField field={lines.at(i, 'name')} label={t(own.place)} {...(i === 0 && { explain: t(explained.place) })} />
            <TextField field={lines.at(i, 'address')} label={t(own.address)} />
          </div>
          <IconButton icon={IconTrash} label={t(own.removePlace, { n: i + 1 })} onClick={() => lines.remove(i)} />
        </div>
      ))}
    </Lines>
  )
}

export function SessionLines({ form }: Of) {
  const t = useText()
  const lines = useLines(form, 'sessions')
  const places = form.values.places.filter((p) => p.name.trim())
  return (
    <Lines title={t(own.sessions)} whole={lines.whole} add={<Button icon={IconPlus} onClick={() => lines.add(nextSession(form.values))}>{t(own.addSession)}</Button>}>
      {lines.rows.map((row, i) => (
        <div key={row.id} className={styles.line} role="group" aria-label={t(words.session, { n: i + 1 })}>
          <div className={styles.sessionCells}>
            <DayField field={lines.at(i, 'day', 'startsAt')} label={t(own.day)} required />
            <TextField field={lines.at(i, 'from')} label={t(own.from)} placeholder="08:00" maxLength={5} inputMode="numeric" required />
            <TextField field={lines.at(i, 'to', 'endsAt')} label={t(own.to)} placeholder="11:30" maxLength={5} inputMode="numeric" required />
            <div className={styles.whole}><TextField field={lines.at(i, 'topic')} label={t(own.topic)} /></div>
            {places.length > 1 && <div className={styles.whole}><SelectField field={lines.at(i, 'placeId')} label={t(own.at)} placeholder={t(own.everywhere)} choices={places.map((p) => ({ value: p.id, label: p.name }))} /></div>}
          </div>
          <IconButton icon={IconTrash} label={t(own.removeSession, { n: i + 1 })} onClick={() => lines.remove(i)} />
        </div>
      ))}
    </Lines>
  )
}

export function LecturerLines({ form }: Of) {
  const t = useText()
  const today = useToday()
  const lines = useLines(form, 'lecturers')
  return (
    <Lines title={t(own.lecturers)} whole={lines.whole} add={<>
      <Button icon={IconPlus} onClick={() => lines.add({ personId: null, name: '', organisation: '' })}>{t(own.addLecturer)}</Button>
    </>}>
      {lines.rows.map((_, i) => (
        <div key={i} className={styles.line}>
          <div className={styles.cells}>
            <TextField field={lines.at(i, 'name')} label={t(own.lecturer)} />
            <TextField field={lines.at(i, 'organisation')} label={t(own.organisation)} />
          </div>
          <IconButton icon={IconTrash} label={t(own.removeLecturer, { n: i + 1 })} onClick={() => lines.remove(i)} />
        </div>
      ))}
      <SearchSelect
        field={{ name: 'lecturer-inside', value: null, set: (found) => found && lines.add({ personId: found.id, name: found.label, organisation: found.detail ?? '' }), refusals: [], disabled: form.busy }}
        label={t(own.inside)} of="people" search={(typed) => searchPeople(typed, today)}
      />
    </Lines>
  )
}
