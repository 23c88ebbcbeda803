// The one table of the house: which rooms there are, on which floor, behind which doors, and whom they may ask.
// The lint configuration, the imports of package.json and the checks of tools/house.ts all come from here.
// A file imports only from a lower floor, or from a neighbour listed under `asks`; how that is judged: tools/house/judge.ts.

export interface Room {
  name: string
  /** 0 is the ground; imports go down. */
  floor: number
  /** From the root of the repository, without a slash at the end. */
  folder: string
  /** Rooms on the same floor whose doors this one may use. Never in a circle. */
  asks: readonly string[]
  /** What it is asked by. `name`: #plans, #plans/contract, #plans/web. `path`: #base/day, any file of the room.
   *  `relative`: the parts of the roof, which nobody above asks; they reach each other's door by path. */
  door: 'name' | 'path' | 'relative'
}

export const floors = ['0-base', '1-platform', '2-registry', '3-yardstick', '4-work', '5-verdict', '6-app'] as const

export const rooms: readonly Room[] = [
  { name: 'base', floor: 0, folder: 'src/0-base', asks: [], door: 'path' },
  { name: 'platform', floor: 1, folder: 'src/1-platform', asks: [], door: 'path' },
  { name: 'organisation', floor: 2, folder: 'src/2-registry/organisation', asks: [], door: 'name' },
  { name: 'people', floor: 2, folder: 'src/2-registry/people', asks: ['organisation'], door: 'name' },
  { name: 'documents', floor: 2, folder: 'src/2-registry/documents', asks: ['organisation'], door: 'name' },
  { name: 'indicators', floor: 3, folder: 'src/3-yardstick/indicators', asks: [], door: 'name' },
  { name: 'plans', floor: 4, folder: 'src/4-work/plans', asks: [], door: 'name' },
  { name: 'learning', floor: 4, folder: 'src/4-work/learning', asks: [], door: 'name' },
  { name: 'agreements', floor: 4, folder: 'src/4-work/agreements', asks: [], door: 'name' },
  { name: 'emulation', floor: 5, folder: 'src/5-verdict/emulation', asks: [], door: 'name' },
  { name: 'help', floor: 6, folder: 'src/6-app/help', asks: [], door: 'relative' },
  { name: 'home', floor: 6, folder: 'src/6-app/home', asks: [], door: 'relative' },
  { name: 'intake', floor: 6, folder: 'src/6-app/intake', asks: [], door: 'relative' },
  { name: 'accounts', floor: 6, folder: 'src/6-app/accounts', asks: ['intake'], door: 'relative' },
  { name: 'structure', floor: 6, folder: 'src/6-app/structure', asks: [], door: 'relative' },
  { name: 'privacy', floor: 6, folder: 'src/6-app/privacy', asks: ['accounts', 'intake'], door: 'relative' },
  { name: 'demonstration', floor: 6, folder: 'src/6-app/demonstration', asks: ['intake'], door: 'relative' },
  { name: 'national', floor: 6, folder: 'src/6-app/national', asks: ['demonstration'], door: 'relative' },
  { name: 'server', floor: 6, folder: 'src/6-app/server', asks: ['home', 'intake', 'accounts', 'structure', 'privacy', 'demonstration'], door: 'relative' },
  { name: 'web', floor: 6, folder: 'src/6-app/web', asks: ['help', 'home', 'intake', 'accounts', 'structure', 'privacy'], door: 'relative' },
  { name: 'cli', floor: 6, folder: 'src/6-app/cli', asks: ['server', 'intake', 'demonstration', 'national'], door: 'relative' },
]

/** Rooms that run in the browser alone; in all others only the folder web/ does. */
export const browserRooms: readonly string[] = ['web']

/** Rooms whose every file is a door for those that ask them: commands start parts of the server, both tell the story. */
export const openRooms: readonly string[] = ['server', 'demonstration']

/** Files of the platform without database, clock or server in them, for the browser and for pure rules too. */
export const openPlatform: readonly string[] = ['access/actor.ts', 'messages/kinds.ts', 'messages/letter.ts', 'sheets/grid.ts', 'sheets/write.ts', 'paper/document.ts']

/** Packages with one home; `in` lists folders or files. Elsewhere the sentence says what to use instead. */
export const packageHomes: readonly { packages: RegExp; in: readonly string[]; instead: string }[] = [
  { packages: /^@mantine\//, in: ['src/1-platform/web'], instead: 'Screens use the kit of src/1-platform/web (#web/kit/…); what it lacks is added there, once for all rooms.' },
  { packages: /^(@myriaddreamin\/typst-ts-node-compiler|docx|@expo-google-fonts\/.*)$/, in: ['src/1-platform/paper'], instead: 'A room says what a paper holds as data (#platform/paper/document); it is drawn by src/1-platform/paper.' },
  { packages: /^(nodemailer|web-push)$/, in: ['src/1-platform/messages'], instead: 'People are told by #platform/messages/tell; what leaves the house goes through its post.' },
  { packages: /^driver\.js(\/.*)?$/, in: ['src/1-platform/web/kit/tour.ts'], instead: 'The tour is drawn by #web/kit/tour; its steps stand in src/6-app/help.' },
  { packages: /^qrcode-generator$/, in: ['src/1-platform/paper', 'src/1-platform/web/kit/QrCode.tsx'], instead: 'A screen shows a QR by #web/kit/QrCode, a paper by a block of #platform/paper/document.' },
  { packages: /^qr(\/.*)?$/, in: ['src/1-platform/web/kit/Scanner.tsx'], instead: 'A screen reads a QR by #web/kit/Scanner.' },
]

/** Packages that cannot run in the browser. */
export const serverPackages = /^(node:.*|pg|pg-copy-streams|kysely|fastify|@fastify\/.*|@orpc\/(server|openapi|zod)(\/.*)?|better-auth(?!\/client|\/react).*|@better-auth\/.*|@simplewebauthn\/server|graphile-worker|pino|nodemailer|web-push|openid-client|ical-generator|docx|unpdf|@myriaddreamin\/.*)$/
/** Packages that only screens may use. */
export const browserPackages = /^(react(\/.*)?|react-dom(\/.*)?|@mantine\/.*|@tanstack\/.*|@tabler\/.*|@fontsource\/.*|@simplewebauthn\/browser|dexie|workbox-.*|driver\.js(\/.*)?|echarts(\/.*)?)$/

/** The names of package.json's `imports`, as the rooms make them. */
export function importNames(): Record<string, string> {
  const names: Record<string, string> = {
    '#house': './house.ts',
    '#base/*': './src/0-base/*.ts',
    '#platform/*': './src/1-platform/*.ts',
    '#web/*': './src/1-platform/web/*',
    '#tests/*': './tests/*.ts',
    // The parts of the roof, for tests and benches; nobody inside the house stands above them.
    '#app/*': './src/6-app/*.ts',
  }
  for (const { name, folder, door } of rooms) {
    if (door !== 'name') continue
    names[`#${name}`] = `./${folder}/index.ts`
    names[`#${name}/contract`] = `./${folder}/contract.ts`
    names[`#${name}/web`] = `./${folder}/web/index.ts`
  }
  return names
}

/** Every generated file and what makes it. Nothing else may say that it is generated. */
export const generated: Readonly<Record<string, string>> = {
  'src/1-platform/db/tables.generated.ts': 'tools/tables.ts',
  'src/1-platform/web/map/provinces.generated.json': 'tools/map/build.ts',
  'src/6-app/help/web/guide.vi.generated.pdf': 'tools/guide.ts',
  'src/6-app/help/web/guide.en.generated.pdf': 'tools/guide.ts',
}

/** A file has one subject; past this many lines it has two. */
export const longestFile = 350
/** Files that may be longer, each with its reason. */
export const longFiles: Readonly<Record<string, string>> = {}

/** A door promises little enough to be read at a glance. */
export const widestDoor = 20
