// State secrets stay out of the house. The law forbids to draft or keep them on a computer that is or was in a network, so
// there is no level under which one could be stored, nor a place for its summary.
import { refuse, type Refusal, type Verdict } from '#base/refusal'

export const secrecies = ['none', 'confidential', 'secret', 'top-secret'] as const
export type Secrecy = (typeof secrecies)[number]

const refused = (field: string): Refusal => refuse('state-secret', field,
  'Văn bản mang độ mật không được đưa vào hệ thống nối mạng (Luật Bảo vệ bí mật nhà nước). Không có gì của văn bản này được lưu. Hãy đăng ký vào sổ văn bản mật trên giấy hoặc máy tính độc lập.',
  'A document that carries a secrecy level must not enter a system on a network (Law on State Secrets). Nothing of this one was kept. Enter it in the register of secret documents, on paper or on a computer that stands alone.')

// As the stamp is set: in capitals, by itself or at the beginning. "BẢO MẬT", "BÍ MẬT" in a title are words like others.
const stamp = /(?:^|[(["“\s])(?:TUYỆT MẬT|TỐI MẬT)(?=$|[)\]"”\s.,:;–-])|^\s*MẬT(?=\s*[:.–-]|\s*$)|[([]\s*MẬT\s*[)\]]/u

/** Nothing that carries a secrecy level is taken in, whether it is said or stamped on the words that came along. */
export function mayEnter(level: Secrecy, said: Readonly<Record<string, string | null>> = {}): Verdict {
  if (level !== 'none') return refused('secrecy')
  const field = Object.keys(said).find((name) => stamp.test((said[name] ?? '').normalize('NFC')))
  return field === undefined || refused(field)
}
