// What a session says of itself, in words: the device by its user agent, the place by its address. An address names a
// network, not a town: what can be said honestly is whether it is this machine's, the office's, or the one used now.
import { text, type Text } from '#base/text'

const words = {
  phone: text('Điện thoại', 'Phone'),
  computer: text('Máy tính', 'Computer'),
  machine: text('Ngay trên máy chủ', 'On the server itself'),
  same: text('Cùng mạng với phiên này', 'Same network as this session'),
  office: text('Mạng nội bộ', 'Internal network'),
  outside: text('Mạng khác', 'Another network'),
}

export function isPhone(userAgent: string | null): boolean {
  return /Mobile|Android|iPhone/.test(userAgent ?? '')
}

/** The kind of device, and the browser's name where it is known. */
export function deviceOf(userAgent: string | null): { kind: Text; browser: string | null } {
  const found = /(Edg|OPR|Firefox|CriOS|coc_coc_browser|Chrome|Safari)\//.exec((userAgent ?? '').replace(/^.*?(?=Edg\/|OPR\/|coc_coc_browser\/)/, ''))?.[1]
  const own: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', CriOS: 'Chrome', coc_coc_browser: 'Cốc Cốc' }
  return { kind: isPhone(userAgent) ? words.phone : words.computer, browser: found ? own[found] ?? found : null }
}

/** Where an address is, seen from the address of the session in use. */
export function placeOf(address: string, here: string | null): Text {
  if (/^(127\.|::1$)/.test(address)) return words.machine
  if (address === here) return words.same
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i.test(address) ? words.office : words.outside
}
