import { optional, textField } from '../../../domain/input/field.js'
import { E } from '../../../domain/prelude.js'
import { pathField } from '../arguments/general-fields.js'

/** Where a server listens, and what it shows to its clients. */
export const serveFields = {
  listen: optional(
    textField('address and port to listen on; left out: 127.0.0.1:8443; port 0 takes a free one', {}, E.right),
  ),
  tlsCertificate: optional(pathField('PEM file of the certificate with its chain; needed beyond loopback')),
  tlsKey: optional(pathField('PEM file of its private key, without a password')),
  clientCa: optional(pathField('PEM file of authorities: only clients with a certificate by one of them are let in')),
}
