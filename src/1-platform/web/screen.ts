// How a room mounts its screens: `src/N/room/web/index.ts` exports an array of these; the shell's router collects them.
import type { ComponentType } from 'react'
import type { Text } from '#base/text'
import type { Verb } from '../access/actor.ts'

export type IconOf = ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean | 'true' | 'false' }>

export interface Screen {
  /** Vietnamese without diacritics; `$name` is a parameter: '/ke-hoach/$planId'. */
  path: `/${string}`
  /** The page module, whose default export is the component; keep it in a file of its own, so that it loads alone. */
  load: () => Promise<{ default: ComponentType }>
  /** The browser's title while the page itself has not said a better one. */
  title: Text
  /** The verb that the office acted in must hold; 'signed-in': any account; 'anyone': a page of its own, outside the frame. */
  needs: Verb | 'signed-in' | 'anyone'
  /** An entry in the navigation: at the left on a desktop; the first four by order at the bottom of a phone. */
  nav?: { label: Text; icon: IconOf; order: number }
}
