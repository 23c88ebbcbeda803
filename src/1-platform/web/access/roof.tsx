// What rooms above lay on the pages of accounts: letters are drawn where units and papers are known.
import { createContext, useContext } from 'react'

export interface AccountsRoof {
  /** Where accounts are made for many. */
  manyPath: string
  /** Saves the letter for a one-time password that was just given. */
  saveLetter(accountId: string, password: string): Promise<void>
}

const Roof = createContext<AccountsRoof | null>(null)
export const AccountsRoofProvider = Roof.Provider
export const useAccountsRoof = () => useContext(Roof)
