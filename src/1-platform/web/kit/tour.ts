// A tour through the screens: one step after another, each pointing at an element, going to its page first where that is
// another one. Drawn with driver.js and without motion. Loaded when a tour begins.
import { driver } from 'driver.js'
import 'driver.js/dist/driver.css'
import './tour.css'
import { queries } from '../api.ts'

export interface TourStep { path: string; /** The `data-tour` of the element. */ target: string; title: string; text: string }

export interface TourProps {
  steps: readonly TourStep[]
  words: { next: string; back: string; done: string; leave: string; /** Holds {{current}} and {{total}}. */ progress: string }
  /** Goes to a page of the product. */
  go: (path: string) => Promise<unknown>
  /** After the last step, or when it is left at any other. */
  onEnd: () => void
}

/** How long a page may take to stand before the step speaks without pointing. */
const patience = 5_000
const byDriver = ['aria-haspopup', 'aria-expanded', 'aria-controls']

/** Begins; the answer ends it from outside. */
export function beginTour({ steps, words, go, onEnd }: TourProps): () => void {
  const before = document.activeElement as HTMLElement | null
  let at = 0, moving = false, over = false
  const guide = driver({
    steps: steps.map(({ target, title, text }) => ({ element: () => find(target) as Element, popover: { title, description: text } })),
    animate: false, overlayColor: '#14272b', overlayOpacity: 0.55, stagePadding: 6, stageRadius: 8, popoverClass: 'tour',
    disableActiveInteraction: true, showProgress: true, progressText: words.progress, nextBtnText: words.next, prevBtnText: words.back, doneBtnText: words.done,
    // A finger beside the words is no wish to leave.
    overlayClickBehavior: () => {},
    onNextClick: () => (at === steps.length - 1 ? guide.destroy() : void show(at + 1)),
    onPrevClick: () => void show(at - 1),
    onPopoverRender: ({ wrapper, title, closeButton }) => {
      wrapper.setAttribute('aria-modal', 'true')
      // Left a <header> it would be a second banner of the page.
      title.setAttribute('role', 'presentation')
      const heading = document.createElement('h2')
      heading.textContent = title.textContent
      title.replaceChildren(heading)
      closeButton.setAttribute('aria-label', words.leave)
      closeButton.title = words.leave
    },
    onDestroyed: () => end(),
  })
  // What the page draws anew is pointed at anew.
  const watch = new MutationObserver(() => {
    if (moving || over || !guide.isActive()) return
    const now = find(steps[at]!.target)
    if (now === null || now === guide.getActiveElement()) guide.refresh()
    else point(at)
  })

  function point(i: number): void {
    if (guide.isActive()) guide.moveTo(i)
    else guide.drive(i)
    at = i
    // Said of the element, they would make a button of whatever is pointed at.
    for (const name of byDriver) guide.getActiveElement()?.removeAttribute(name)
    document.querySelector<HTMLElement>('.driver-popover-next-btn')?.focus()
  }

  async function show(i: number): Promise<void> {
    if (moving || over) return
    moving = true
    try {
      const { path, target } = steps[i]!
      if (location.pathname !== path) await go(path)
      await standing(target)
      if (!over) point(i)
    } finally {
      moving = false
    }
  }

  function end(): void {
    if (over) return
    over = true
    watch.disconnect()
    const back = before?.isConnected && before !== document.body ? before : document.querySelector<HTMLElement>('main')
    // After the driver, which gives it to what had it when the last step was drawn.
    queueMicrotask(() => back?.focus({ preventScroll: true }))
    onEnd()
  }

  watch.observe(document.getElementById('root')!, { childList: true, subtree: true })
  void show(0)
  return () => {
    if (guide.isActive()) guide.destroy()
    else end()
  }
}

/** The one of that name that is seen: what stands at the left of a desk is under the thumb on a phone. */
function find(target: string): HTMLElement | null {
  return [...document.querySelectorAll<HTMLElement>(`[data-tour="${target}"]`)].find((one) => one.getClientRects().length > 0) ?? null
}

/** Until the page has been read and what is pointed at has stood still for two looks. */
function standing(target: string): Promise<void> {
  const until = performance.now() + patience
  return new Promise((resolve) => {
    let seen: HTMLElement | null = null
    const look = () => {
      const now = find(target)
      if ((now !== null && now === seen && queries.isFetching() === 0) || performance.now() > until) return resolve()
      seen = now
      setTimeout(look, 80)
    }
    look()
  })
}
