import { printable } from './printable.js'

const meanings: ReadonlyMap<string, string> = new Map([
  ['CLOSED', 'it is closed'],
  ['EACCES', 'permission denied'],
  ['EADDRINUSE', 'another program listens there'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['EBUSY', 'in use by another program'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EEXIST', 'it exists already'],
  ['EFBIG', 'the file would become too large'],
  ['EIO', 'the disk reports an error'],
  ['EISDIR', 'it is a directory'],
  ['ELOOP', 'too many symbolic links'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENOENT', 'no such file or directory'],
  ['ENOTFOUND', 'no machine has this name'],
  ['ENOSPC', 'no space left on the disk'],
  ['ENOTDIR', 'a part of the path is not a directory'],
  ['EPERM', 'not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ETIMEDOUT', 'nothing came in time'],
  ['IS_TERMINAL', 'it is a terminal, which is no place for a file'],
  ['MISSING', 'a file is missing'],
  ['NOT_PEM', 'it is not understood as PEM'],
  ['OTHER_KEY', 'the key does not belong to the certificate'],
  ['OTHER_LOG', 'it was made from another log'],
  ['SQLITE_BUSY', 'in use by another process'],
  ['SQLITE_CANTOPEN', 'the database cannot be opened'],
  ['SQLITE_CORRUPT', 'the database is damaged'],
  ['SQLITE_FULL', 'no space left on the disk'],
  ['SQLITE_IOERR', 'the disk reports an error'],
  ['SQLITE_NOMEM', 'not enough memory'],
  ['SQLITE_NOTADB', 'it is not a database'],
  ['SQLITE_PERM', 'permission denied'],
  ['SQLITE_READONLY', 'the database is read-only'],
  ['UNSETTLED', 'other processes go on replacing it'],
  ['VAULT_FILE_DAMAGED', 'a file of the vault is not what was written'],
  ['VAULT_HAS_NO_PASSPHRASE', 'a passphrase was given, but the vault was made without one'],
  ['VAULT_KEY_OF_OTHER_VAULT', 'vault.key belongs to another vault'],
  ['VAULT_VERSION_NEWER', 'the vault was written by a newer version of certledger'],
  ['WORKER_FAILED', 'a part of the program stopped'],
])

/** A code of the operating system, the database or the vault in words, with the code: `permission denied (EACCES)`. */
export const reasonWords = (code: string): string => {
  const meaning = meanings.get(code) ?? meanings.get(code.replace(/_\d+$/, ''))
  return meaning === undefined ? printable(code) : `${meaning} (${printable(code)})`
}
