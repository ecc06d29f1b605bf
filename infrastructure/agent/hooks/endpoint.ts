/** Where the certificate of a role is served. `text` is as it is configured, `host:port`. */
export type Endpoint = { readonly host: string; readonly port: number; readonly text: string }

const FORM = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]{1,253})):([1-9]\d{0,4})$/

/** Reads `host:port`, an IPv6 address in brackets; undefined where it is none. */
export const endpointOf = (value: unknown): Endpoint | undefined => {
  const match = typeof value === 'string' ? FORM.exec(value) : null
  const [text, address, name, digits] = match ?? []
  const host = address ?? name
  const port = Number(digits)
  return text === undefined || host === undefined || port > 65_535 ? undefined : { host, port, text }
}
