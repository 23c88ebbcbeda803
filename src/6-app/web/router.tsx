// The table of pages: sign-in and password stand alone, everything else stands in the frame, behind the sign-in.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, retainSearchParams, type RouteComponent } from '@tanstack/react-router'
import { queries, readBy, statusOf, whenNotAllowed, whenSignedOut } from '#web/api.ts'
import { say, switchLanguage } from '#web/language.tsx'
import { askedNames } from '#web/question.ts'
import { keptOr } from '#web/offline/kept.ts'
import type { Screen } from '#web/screen.ts'
import { meQuery, useMay, type Me } from '#web/session.ts'
import { fetchFrameAhead, loadFrame } from './frameAhead.ts'
import { Broken, BrokenAlone, NotAllowed, NotFound } from './Lost.tsx'
import { screens } from './screens.ts'

const SIGN_IN = '/dang-nhap'
const PASSWORD = '/doi-mat-khau'

fetchFrameAhead()
readBy(keptOr)

const root = createRootRoute({
  component: Outlet,
  // What is asked for goes along with every link.
  search: { middlewares: [retainSearchParams(askedNames as never)] },
})

/** Who is signed in, or away to the sign-in page and back afterwards. Without a connection: an error that can be tried again. */
async function signedIn(href: string): Promise<Me> {
  try {
    const me = await queries.ensureQueryData(meQuery)
    switchLanguage(me.language)
    return me
  } catch (error) {
    if (statusOf(error) === 401) throw redirect({ to: SIGN_IN, search: (href === '/' ? {} : { ve: href }) as never })
    throw error
  }
}

const signIn = createRoute({ getParentRoute: () => root, path: SIGN_IN, component: lazyRouteComponent(() => import('./SignInPage.tsx')) })
const returned = createRoute({ getParentRoute: () => root, path: `${SIGN_IN}/tro-ve`, component: lazyRouteComponent(() => import('./ReturnPage.tsx')) })
const password = createRoute({
  getParentRoute: () => root, path: PASSWORD, errorComponent: BrokenAlone,
  beforeLoad: async ({ location }) => void (await signedIn(location.href)),
  component: lazyRouteComponent(() => import('./PasswordPage.tsx')),
})
const frame = createRoute({
  getParentRoute: () => root, id: 'frame', component: lazyRouteComponent(loadFrame), errorComponent: BrokenAlone,
  beforeLoad: async ({ location }) => {
    if ((await signedIn(location.href)).mustChangePassword) throw redirect({ to: PASSWORD })
  },
})

const titled = ({ title }: Screen) => { document.title = `${say(title)} – Lộ Trình` }

function mount(screen: Screen) {
  const Page = lazyRouteComponent(screen.load) as RouteComponent
  const Guarded: RouteComponent = Object.assign(
    () => (useMay()(screen.needs as never) || screen.needs === 'signed-in' ? <Page /> : <NotAllowed />),
    { preload: Page.preload },
  )
  return createRoute({
    getParentRoute: () => frame, path: screen.path, component: Guarded,
    onEnter: () => titled(screen),
  })
}

/** For whoever comes with the address: no sign-in, and nothing of the frame is loaded. */
function mountOpen(screen: Screen) {
  return createRoute({
    getParentRoute: () => root, path: screen.path, component: lazyRouteComponent(screen.load) as RouteComponent, errorComponent: BrokenAlone,
    onEnter: () => titled(screen),
  })
}
const open = screens.filter(({ needs }) => needs === 'anyone'), behind = screens.filter(({ needs }) => needs !== 'anyone')

// What is no page stands in the frame too: a stranger signs in first, and whoever is in keeps the way back.
const elsewhere = createRoute({ getParentRoute: () => frame, path: '$', component: NotFound })

export const router = createRouter({
  routeTree: root.addChildren([signIn, returned, password, ...open.map(mountOpen), frame.addChildren([...behind.map(mount), elsewhere])]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  // Plain words in the address: ?ngay=2025-06-30&tab=muc-tieu, never JSON.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const words = new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')).toString()
    return words && `?${words}`
  },
})

whenSignedOut(() => {
  // A session that was ended, perhaps because the device is lost, leaves nothing to be read on it. What waits to be sent stays.
  void import('#web/offline/answers.ts').then(({ forgetAnswers }) => forgetAnswers())
  const { pathname, href } = router.state.location
  if (pathname === SIGN_IN || router.state.status !== 'idle') return
  void router.navigate({ to: SIGN_IN, search: { ve: href } as never }).then(() => queries.removeQueries({ queryKey: meQuery.queryKey }))
})

whenNotAllowed(() => void queries.invalidateQueries({ queryKey: meQuery.queryKey }))
