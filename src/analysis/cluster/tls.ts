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

/** The oldest version of TLS that components take, in the spelling of Kubernetes. */
export const OLDEST_TLS = 'VersionTLS12';
