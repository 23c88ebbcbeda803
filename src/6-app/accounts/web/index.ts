import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

/** Accounts for many: past rounds and a new one; one round, from its check to its letters. */
export const accountsScreens: Screen[] = [
  { path: '/tai-khoan/cap-hang-loat', load: () => import('./RoundsPage.tsx'), title: text('Cấp tài khoản hàng loạt', 'Accounts for many'), needs: 'account' },
  { path: '/tai-khoan/cap-hang-loat/$roundId', load: () => import('./RoundPage.tsx'), title: text('Cấp tài khoản hàng loạt', 'Accounts for many'), needs: 'account' },
]
/** The letter for a password that was just given. */
export { saveLetter } from './letter.ts'
