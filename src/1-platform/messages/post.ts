// Handing letters to the mail server, or where none is set to a folder, an .eml file each, so that a house on a laptop shows
// what it would send.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { WrittenLetter } from './letter.ts'

export interface Post {
  /** 'refused': this address will never take it. Throws where another try may succeed. `id`: the same for the same letter, each time it is sent. */
  send(id: string, to: string, letter: WrittenLetter): Promise<'sent' | 'refused'>
  /** Letters that were only written to the folder, and before this moment, are thrown away. */
  sweep(before: Date): Promise<void>
  close(): void
}

export interface PostSettings {
  /** smtp://user:password@host:587, or smtps://; unset: the folder. */
  smtpUrl?: string | undefined
  /** 'Lộ Trình <lotrinh@congdoan.vn>' */
  from: string
  folder: string
}

const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 }

export function openPost({ smtpUrl, from, folder }: PostSettings): Post {
  const domain = /@([\w.-]+)>?$/.exec(from.trim())?.[1] ?? 'localhost'
  const mail = (id: string, to: string, { subject, text, html }: WrittenLetter): SendMailOptions => ({
    // As an object an address is one address, whatever commas stand in it.
    messageId: `<${id}@${domain}>`, from, to: { name: '', address: to }, subject, text, html, textEncoding: 'quoted-printable',
    headers: { 'auto-submitted': 'auto-generated' }, disableFileAccess: true, disableUrlAccess: true,
  })
  if (smtpUrl === undefined) {
    const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
    return {
      async send(id, to, letter) {
        const { message } = await transport.sendMail(mail(id, to, letter))
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFile(join(folder, `${id}.eml`), message as Buffer)
        return 'sent'
      },
      async sweep(before) {
        for (const name of await readdir(folder).catch(() => [])) {
          const file = join(folder, name)
          if (name.endsWith('.eml') && (await stat(file)).mtime < before) await rm(file)
        }
      },
      close() {},
    }
  }
  const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: 2, ...patience } as never)
  return {
    async send(id, to, letter) {
      try {
        await transport.sendMail(mail(id, to, letter))
        return 'sent'
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number }
        if (code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500) return 'refused'
        throw error
      }
    },
    async sweep() {},
    close: () => transport.close(),
  }
}
