/**
 * Iterations of each of the three key derivations in a file: key, certificates, MAC.
 * Windows takes up to 600,000 each, .NET 9 up to 300,000 each, and .NET of 2023 and later up to 600,000 in sum
 * where the password is empty: 540,000 in sum passes them all. Source: ADR 0006.
 */
export const ITERATIONS = 180_000

/** Bytes of every salt. */
export const SALT_BYTES = 16
