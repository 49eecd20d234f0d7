/**
 * Cipher suites with forward secrecy and authenticated encryption that both lists of the CIS benchmark have, 1.2.29 and 4.2.12. HTTP/2
 * needs one with AES-128-GCM.
 */
export const CIPHER_SUITES: readonly string[] = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
];

/** All suites that are strong, beside those: of TLS 1.3, and with ChaCha20, which has two names. */
const FURTHER_SUITES: readonly string[] = [
  ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  ...['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
  ...['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
];

/** Whether a cipher suite has forward secrecy and authenticated encryption. */
export function isStrongSuite(suite: string): boolean {
  return CIPHER_SUITES.includes(suite) || FURTHER_SUITES.includes(suite);
}

/** The oldest version of TLS that components take, in the spelling of Kubernetes. */
export const OLDEST_TLS = 'VersionTLS12';
