// How much memory a long piece of work may leave lying about.
import { setFlagsFromString } from 'node:v8'

/**
 * From now on the heap of this process grows by at most half before garbage is looked for, and the room for what is young
 * stays as it is. Left to itself V8 goes by what the machine has: reading a million rows then held 700 MB of which 70 were in use.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50')
  setFlagsFromString('--semi-space-growth-factor=1')
}
