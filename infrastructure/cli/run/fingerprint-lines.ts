/** A fingerprint in groups of four, eight to a line, as people read it to each other. */
export const fingerprintLines = (fingerprint: string): string =>
  (fingerprint.match(/.{1,32}/g) ?? []).map((line) => `  ${(line.match(/.{4}/g) ?? []).join(' ')}`).join('\n')
