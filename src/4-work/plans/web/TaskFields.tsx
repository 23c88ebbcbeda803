// The tasks of a draft: what, by when. The unit itself is responsible unless a unit below is named later on the plan.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { newId } from '#base/id'
import { text } from '#base/text'
import type { Bound, FormOf } from '#web/kit/form/useForm.ts'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useText } from '#web/language.tsx'
import styles from './Draft.module.css'
import type { DraftValues } from './draft.ts'
import { words } from './words.ts'

const own = {
  what: text('Nội dung', 'What is to be done'),
  add: text('Thêm nhiệm vụ', 'Add a task'),
  remove: text('Xóa nhiệm vụ: {text}', 'Remove the task: {text}'),
  none: text('Chưa có nhiệm vụ nào.', 'No task yet.'),
}

export function TaskFields({ form, unit }: { form: FormOf<DraftValues>; unit: { id: string; name: string } }) {
  const t = useText()
  const { tasks } = form.values
  const put = (id: string, change: Partial<DraftValues['tasks'][number]>) => form.set({ tasks: tasks.map((x) => (x.id === id ? { ...x, ...change } : x)) })
  const bind = <T,>(id: string, field: 'text' | 'dueOn', value: T, set: (value: T) => void): Bound<T> => {
    const name = `tasks.${id}.${field}`
    return { name, value, set, refusals: form.refusalsAt(name), disabled: form.busy }
  }
  return (
    <div className={styles.tasks}>
      {tasks.length === 0 && <p className={styles.soft}>{t(own.none)}</p>}
      {tasks.map((task) => (
        <div key={task.id} className={styles.task}>
          <TextArea label={t(own.what)} rows={1} maxLength={1000} field={bind(task.id, 'text', task.text, (said) => put(task.id, { text: said }))} />
          <DayField label={t(words.due)} field={bind(task.id, 'dueOn', task.dueOn, (dueOn) => put(task.id, { dueOn }))} />
          <IconButton label={t(own.remove, { text: task.text })} icon={IconTrash} onClick={() => form.set({ tasks: tasks.filter((x) => x.id !== task.id) })} />
        </div>
      ))}
      <div>
        <Button icon={IconPlus} tone="quiet" onClick={() => form.set({ tasks: [...tasks, { id: newId(), text: '', unitId: unit.id, unitName: unit.name, dueOn: null, doneOn: null, evidence: null }] })}>{t(own.add)}</Button>
      </div>
    </div>
  )
}
