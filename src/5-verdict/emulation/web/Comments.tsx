// What people say about a model: written, mended and withdrawn by each, hidden by the union that owns it.
import { useState } from 'react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Confirm, Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { Comment, Model } from '../contract.ts'
import { emulation, renew } from './api.ts'
import styles from './Models.module.css'
import { words } from './words.ts'

const own = {
  title: text('Bình luận', 'Comments'), write: text('Hỏi thêm, góp ý, kể cách làm của đơn vị bạn', 'Ask, suggest, or tell how you do it'), say: text('Gửi bình luận', 'Comment'), seen: text('Ai xem được mô hình thì đọc được, kèm tên và đơn vị của bạn.', 'Whoever sees the model reads it, with your name and unit.'), none: text('Chưa có bình luận.', 'No comment yet.'),
  edited: text('đã sửa', 'mended'), hidden: text('Đơn vị có mô hình đã ẩn bình luận này: {reason}', 'Hidden by the owner: {reason}'), edit: text('Sửa', 'Mend'), withdraw: text('Rút', 'Withdraw'), withdrawWhy: text('Bình luận không còn hiện với ai.', 'Nobody sees it any more.'), hide: text('Ẩn', 'Hide'), hideTitle: text('Ẩn bình luận', 'Hide a comment'),
}

export function Comments({ model, unitId }: { model: Model; unitId: string }) {
  const t = useText()
  const { moment } = useFormat()
  const [open, setOpen] = useState<{ deed: 'edit' | 'withdraw' | 'hide'; comment: Comment } | null>(null)
  const close = () => setOpen(null)
  return (
    <Part title={t(own.title)}>
      {model.comments.length === 0 ? <p className={styles.soft}>{t(own.none)}</p> : (
        <ul className={styles.comments}>
          {model.comments.map((comment) => (
            <li key={comment.id}>
              <b>{comment.personName}</b> <span className={styles.soft}>{[comment.unitName, moment(comment.at), comment.edited && t(own.edited)].filter(Boolean).join(' · ')}</span>
              {comment.text === null ? <p className={styles.soft}>{t(own.hidden, { reason: comment.hideReason ?? '' })}</p> : <p>{comment.text}</p>}
              {comment.text !== null && (comment.mine || model.may.moderate) && (
                <div className={`${styles.deeds} no-print`}>
                  {comment.mine && <><Button tone="quiet" onClick={() => setOpen({ deed: 'edit', comment })}>{t(own.edit)}</Button><Button tone="quiet" onClick={() => setOpen({ deed: 'withdraw', comment })}>{t(own.withdraw)}</Button></>}
                  {model.may.moderate && !comment.mine && <Button tone="quiet" onClick={() => setOpen({ deed: 'hide', comment })}>{t(own.hide)}</Button>}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {model.may.comment && <Write key={model.comments.length} model={model} />}
      {open?.deed === 'edit' && <Dialog title={t(own.edit)} open onClose={close}><Write model={model} comment={open.comment} done={close} /></Dialog>}
      {open?.deed === 'withdraw' && <Confirm title={t(own.withdraw)} open onClose={close} deed={t(own.withdraw)} grave act={async () => renew(await emulation.withdrawComment.call({ id: model.id, commentId: open.comment.id }))}>{t(own.withdrawWhy)}</Confirm>}
      {open?.deed === 'hide' && <Hide model={model} comment={open.comment} unitId={unitId} onClose={close} />}
    </Part>
  )
}

function Write({ model, comment, done }: { model: Model; comment?: Comment; done?: () => void }) {
  const t = useText()
  const form = useForm({
    key: `comment.${comment?.id ?? model.id}`, start: { text: comment?.text ?? '' }, check: (v) => ({ text: !v.text.trim() && common.required }),
    send: (v, id) => emulation.comment.call({ id: model.id, commentId: comment?.id ?? id, text: v.text }), done: (result) => { void renew(result); done?.() },
  })
  return <Form of={form} submit={t(comment ? common.save : own.say)} tone="plain"><TextArea field={form.at('text')} label={t(own.write)} help={t(own.seen)} maxLength={4000} /></Form>
}

function Hide({ model, comment, unitId, onClose }: { model: Model; comment: Comment; unitId: string; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { reason: '' }, check: (v) => ({ reason: !v.reason.trim() && common.required }),
    send: (v) => emulation.hideComment.call({ id: model.id, unitId, commentId: comment.id, reason: v.reason }), done: (result) => { void renew(result); onClose() },
  })
  return <Dialog title={t(own.hideTitle)} open onClose={onClose}><Form of={form} submit={t(own.hide)}><TextField field={form.at('reason')} label={t(words.reason)} required /></Form></Dialog>
}
