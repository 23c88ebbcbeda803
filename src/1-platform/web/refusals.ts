// What the server refused, in a shape that a form can put at its fields.
import type { Conflict } from '#base/refusal'
import { text, type Text } from '#base/text'

export interface FieldRefusal { code: string; field: string | null; text: Text; conflict?: Conflict }
/** Which of two writings stands, where someone else wrote meanwhile. */
export type Choice = 'mine' | 'theirs'

const words = {
  fault: text('Máy chủ gặp lỗi. Những gì đã nhập vẫn còn; hãy gửi lại sau ít phút.', 'The server failed. What you typed is kept; send again in a few minutes.'),
  lost: text('Chưa gửi được vì mất kết nối. Những gì đã nhập vẫn còn.', 'Not sent: the connection is lost. What you typed is kept.'),
}

interface Thrown { status?: number; code?: string; data?: { refusals?: FieldRefusal[] } }

/** True when no answer came at all: the write may or may not have arrived, and may be sent again with the same id. */
export function isLost(error: unknown): boolean {
  return (error as Thrown | null)?.status === undefined
}

/** HTTP status of a refused call; null when there was no answer. */
export function statusOf(error: unknown): number | null {
  return (error as Thrown | null)?.status ?? null
}

/** Refusals of a failed call, never empty: those of the server, else one line about the whole. */
export function refusalsOf(error: unknown): FieldRefusal[] {
  const { status, data } = (error ?? {}) as Thrown
  if (data?.refusals?.length) return data.refusals
  return [{ code: status === undefined ? 'lost' : 'fault', field: null, text: status === undefined ? words.lost : words.fault }]
}
