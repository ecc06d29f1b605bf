/** The name of a command or question in a path: `AssignCertificate` is `assign-certificate`. */
export const routeName = (name: string): string =>
  name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

/** The paths of the faces of a server. */
export const paths = {
  command: (name: string): string => `/v1/commands/${routeName(name)}`,
  question: (name: string): string => `/v1/questions/${routeName(name)}`,
  events: '/v1/events',
  openApi: '/v1/openapi.json',
  page: '/',
  health: '/healthz',
  ready: '/readyz',
  metrics: '/metrics',
  dueRolls: '/v1/maintenance/activate-due-rolls',
  nextEffectiveInstant: '/v1/maintenance/next-effective-instant',
  vaultAudit: '/v1/maintenance/vault-audit',
  vaultSweep: '/v1/maintenance/vault-sweep',
  verifyRecords: '/v1/maintenance/verify-records',
  rebuildReadSide: '/v1/maintenance/rebuild-read-side',
} as const
