import { open } from 'node:fs/promises'

/** Makes the names in a directory durable. Windows cannot sync a directory; there it does nothing. */
export const syncDirectory = async (directory: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}
