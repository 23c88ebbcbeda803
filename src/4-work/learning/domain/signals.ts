// Signals that a check-in may not be what it says: for the training officer to look at, never a verdict. Each has an honest
// explanation too (a borrowed phone, a clock that is wrong), so nothing follows from one by itself.
import { text, type Text } from '#base/text'

export type SignalKind = 'device' | 'overlap' | 'clock' | 'stale' | 'burst'

export const signalKinds: Record<SignalKind, { label: Text; what: Text }> = {
  device: { label: text('Một thiết bị, nhiều người', 'One device, several people'), what: text('Nhiều người điểm danh bằng cùng một thiết bị. Có thể họ mượn điện thoại của nhau.', 'Several people checked in with the same device. They may have lent each other a phone.') },
  overlap: { label: text('Hai buổi học cùng lúc', 'Two sessions at one time'), what: text('Một người điểm danh ở hai buổi học có giờ chồng nhau. Có thể người ấy chuyển lớp giữa giờ.', 'One person checked in at two sessions whose hours overlap. The person may have changed classes in between.') },
  clock: { label: text('Giờ không khớp', 'Times that do not agree'), what: text('Đồng hồ của thiết bị lệch với lúc mã hiện hoặc lúc máy chủ nhận. Có thể đồng hồ đặt sai.', 'The clock of the device does not agree with the code or with the arrival. It may be set wrong.') },
  stale: { label: text('Mã cũ, dù đang có mạng', 'An old code, although online'), what: text('Mã đã hiện từ lâu trước khi được gửi, dù thiết bị có mạng: có thể là mã chụp lại và gửi đi.', 'The code was shown long before it was sent, although the device was online: it may have been photographed and passed on.') },
  burst: { label: text('Nhiều người trong một giây', 'Many in one second'), what: text('Nhiều người điểm danh trong cùng một giây. Ở lớp đông có thể chỉ là trùng hợp.', 'Many people checked in within one second. In a large class it may be chance.') },
}

export interface CheckInSeen {
  id: string; personId: string; sessionId: string; startsAt: Date; endsAt: Date; way: 'check-in' | 'scan'
  /** When the code stood on the screen, when the device says it read it, when the server had it. */
  shownAt: Date; readAt: Date; arrivedAt: Date
  offline: boolean; deviceId: string | null
}

export interface Signal { kind: SignalKind; ids: string[] }

/** Clocks of devices and the way to the server are forgiven this much. */
const toleranceMs = 120_000
const manyInOneSecond = 10

/** All signals, by kind; each names the check-ins that it is about. `elsewhere`: of the same people in other classes. */
export function signalsIn(own: readonly CheckInSeen[], elsewhere: readonly CheckInSeen[] = []): Signal[] {
  const self = own.filter((one) => one.way === 'check-in')
  const apart = (a: Date, b: Date) => Math.abs(a.getTime() - b.getTime()) > toleranceMs
  const several = (groups: Map<unknown, CheckInSeen[]>, least: number) => [...groups.values()].filter((group) => new Set(group.map((one) => one.personId)).size >= least)
  const signal = (kind: SignalKind) => (group: CheckInSeen[]): Signal => ({ kind, ids: group.map((one) => one.id) })
  return [
    ...several(Map.groupBy(self.filter((one) => one.deviceId !== null), (one) => one.deviceId), 2).map(signal('device')),
    ...overlapping(own, elsewhere).map(signal('overlap')),
    ...self.filter((one) => apart(one.readAt, one.shownAt) || one.readAt.getTime() > one.arrivedAt.getTime() + toleranceMs || (!one.offline && apart(one.readAt, one.arrivedAt))).map((one) => signal('clock')([one])),
    ...self.filter((one) => !one.offline && apart(one.arrivedAt, one.shownAt)).map((one) => signal('stale')([one])),
    ...several(Map.groupBy(self.filter((one) => !one.offline), (one) => `${one.sessionId} ${Math.floor(one.arrivedAt.getTime() / 1000)}`), manyInOneSecond).map(signal('burst')),
  ]
}

/** Of each person, all check-ins at sessions that overlap with another of them. */
function overlapping(own: readonly CheckInSeen[], elsewhere: readonly CheckInSeen[]): CheckInSeen[][] {
  return [...Map.groupBy([...own, ...elsewhere], (one) => one.personId).values()]
    .map((of) => of.filter((a) => of.some((b) => a.sessionId !== b.sessionId && a.startsAt < b.endsAt && b.startsAt < a.endsAt)))
    .filter((group) => group.some((one) => own.includes(one)))
}

/** A, B, … Z, AA: devices by the order in which they came, because what they are called in truth is nobody's business. */
export function deviceNames(deviceIds: readonly (string | null)[]): Map<string, string> {
  const name = (n: number): string => (n < 26 ? '' : name(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))
  return new Map([...new Set(deviceIds.filter((id) => id !== null))].map((id, n) => [id, name(n)]))
}
