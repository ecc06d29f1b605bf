const names: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.5.1': 'pbeWithMD2AndDES-CBC',
  '1.2.840.113549.1.5.4': 'pbeWithMD2AndRC2-CBC',
  '1.2.840.113549.1.7.2': 'signedData',
  '1.2.840.113549.1.7.3': 'envelopedData',
  '1.2.840.113549.1.9.16.3.17': 'HKDF',
  '1.2.840.113549.2.2': 'MD2',
  '1.2.840.113549.2.4': 'MD4',
  '1.2.840.113533.7.66.10': 'CAST5-CBC',
  '1.3.6.1.4.1.3029.1.2': 'Blowfish-CBC',
  '1.3.6.1.4.1.188.7.1.1.2': 'IDEA-CBC',
  '1.2.840.113549.3.9': 'RC5-CBC',
  '1.2.410.200004.1.4': 'SEED-CBC',
  '1.2.156.10197.1.104.2': 'SM4-CBC',
  '1.2.643.7.1.1.2.2': 'GOST R 34.11-2012 (256)',
  '1.2.643.7.1.1.2.3': 'GOST R 34.11-2012 (512)',
  '1.2.643.2.2.21': 'GOST 28147-89',
  '1.2.643.7.1.1.1.1': 'GOST R 34.10-2012 (256)',
  '1.2.643.7.1.1.1.2': 'GOST R 34.10-2012 (512)',
  '1.2.840.10040.4.1': 'DSA',
  '1.3.36.3.2.1': 'RIPEMD-160',
}

/** The common name of an algorithm that is met but not offered, else its OID. */
export const algorithmNameOf = (oid: string): string => names[oid] ?? oid
