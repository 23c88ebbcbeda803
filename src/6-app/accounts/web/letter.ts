import { saveFile } from '#web/saveFile.ts'
import { accounts } from './api.ts'

/** Saves the letter that hands this one-time password over. */
export async function saveLetter(accountId: string, password: string): Promise<void> {
  const file = await accounts.letter.call({ accountId, password }) as File
  saveFile(file, file.name)
}
