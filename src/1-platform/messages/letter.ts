// A letter by e-mail: a few sentences, each with its page, as plain text and as HTML that says the same. No picture is
// fetched, nothing tells that it was read.
import type { Language, Text } from '#base/text'

export interface Letter {
  subject: Text
  lead: Text
  parts: readonly { title?: Text; items: readonly { text: Text; note?: Text; path: string }[] }[]
}
export interface WrittenLetter { subject: string; text: string; html: string }

const words = {
  why: { vi: 'Bạn nhận thư này vì có tài khoản Lộ Trình. Đổi cách nhận:', en: 'You receive this because you have an account in Lộ Trình. Change how you hear of it:' },
  open: { vi: 'Mở trong Lộ Trình', en: 'Open in Lộ Trình' },
}
export const settingsPath = '/thong-bao/cai-dat'

/** `address`: where the house is reached, without a slash at the end. */
export function writeLetter({ subject, lead, parts }: Letter, language: Language, address: string): WrittenLetter {
  const t = (text: Text) => text[language]
  const settings = address + settingsPath
  const text = [
    t(lead), '',
    ...parts.flatMap(({ title, items }) => [...(title ? [t(title).toUpperCase(), ''] : []), ...items.flatMap((item) => [`• ${t(item.text)}${item.note ? ` (${t(item.note)})` : ''}`, `  ${address}${item.path}`, ''])]),
    '--', t(words.why), settings, '',
  ].join('\n')
  const lines = parts.map(({ title, items }) => `${title ? `<h2 style="margin:28px 0 4px;font-size:15px;color:#073d42">${escape(t(title))}</h2>` : ''}${items.map((item) => `
<p style="margin:0;padding:14px 0;border-bottom:1px solid #e0dcd0">${escape(t(item.text))}${item.note ? `<br><span style="color:#4b5c5f;font-size:14px">${escape(t(item.note))}</span>` : ''}<br><a href="${escape(address + item.path)}" style="color:#0d6064;font-size:14px">${escape(t(words.open))}</a></p>`).join('')}`).join('')
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(t(subject))}</title></head>
<body style="margin:0;background:#f7f5ef;color:#14272b;font:16px/1.55 'Be Vietnam Pro','Segoe UI',Arial,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px 16px">
<p style="margin:0 0 14px;font-weight:600;font-size:18px;color:#073d42">Lộ Trình</p>
<div style="background:#fff;border:1px solid #e0dcd0;border-radius:10px;padding:20px 24px 26px">
<p style="margin:0 0 6px">${escape(t(lead))}</p>${lines}
</div>
<p style="margin:16px 4px 0;color:#4b5c5f;font-size:13px">${escape(t(words.why))} <a href="${escape(settings)}" style="color:#4b5c5f">${escape(settings)}</a></p>
</div></body></html>
`
  return { subject: t(subject), text, html }
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
