// The line between a browser and the house, which a test may cut: nothing gets through, or what the house answers is lost on its way
// back, after it was done.
import { createServer, request as ask } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface Line {
  address: string
  cut(): void
  mend(): void
  /** The next answer to an address with this in it is lost. */
  loseAnswer(part: string): void
  /** How many answers were lost. */
  lost(): number
  close(): Promise<void>
}

export async function lineTo(address: string): Promise<Line> {
  const open = new Set<Socket>()
  let isCut = false, losing: string | null = null, lost = 0
  const server = createServer((request, reply) => {
    const further = ask(new URL(request.url!, address), { method: request.method, headers: request.headers }, (answer) => {
      if (losing !== null && request.url!.includes(losing)) {
        losing = null
        lost++
        // All of it has come: the house has done what was asked.
        answer.resume().on('end', () => request.socket.destroy())
        return
      }
      reply.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(reply)
    })
    further.on('error', () => request.socket.destroy())
    reply.on('close', () => further.destroy())
    request.pipe(further)
  })
  server.on('connection', (socket) => {
    if (isCut) return void socket.destroy()
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const cut = () => { isCut = true; for (const socket of open) socket.destroy() }
  return {
    cut,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mend() { isCut = false },
    loseAnswer(part) { losing = part },
    lost: () => lost,
    async close() {
      cut()
      await new Promise((resolve) => { server.close(resolve) })
    },
  }
}
