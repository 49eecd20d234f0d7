import { SecretKind, secretKind } from './names';

/** Another program fills in the value: `$(NAME)`, `${NAME}`, `{{ name }}`, `<name>`, `%NAME%`, `((name))`, or a mask. */
export const TEMPLATE =
  /\$\(|\$\{|\{\{|<%|#\{|^\$[A-Za-z_][\w.:-]*$|^\$__\w+\{|^<{1,2}[^<>]*>{1,2}$|^%\w*%$|^%env\(|^%[sv]$|^%\(\w+\)s$|^@{1,2}[\w.-]+@{1,2}$|^__\w+__$|^\(\([^()]*\)\)$|^[*xX.…-]{3,}$/;
/** The value is encrypted: by SOPS, Jasypt, Ansible Vault, Sealed Secrets. */
export const ENCRYPTED =
  /^ENC[[(]|^\$ANSIBLE_VAULT;|^-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE)-----|^Ag[A-D][A-Za-z0-9+/=]{40,}$/;

/** Whether another program fills in or decrypts the value before it is used. */
export function isTemplate(value: string): boolean {
  const text = value.trim();
  return TEMPLATE.test(text) || ENCRYPTED.test(text);
}

/** The value names a place in a secret store, a file or a variable. */
export const REFERENCE =
  /^(?:(?:arn|aws|azure|gcp|vault|bao|conjur|op|env|file|secrets?|sm|ssm|awssm|awssecretsmanager|secretsmanager|aws-?sm|gcp-?sm|akv|azurekeyvault|keyvault|secretref|k8s|kubernetes|infisical|doppler|bws):[^:\s]|ref\+|projects\/[\w-]+\/secrets\/|@Microsoft\.KeyVault\(|(?:env|process\.env|os\.environ|secrets|vars)[./][A-Za-z_]\w*$|[\w-]+(?:\/[\w.-]+)+#[\w.-]+$)/;

/** Whether a value only says where a secret is. */
export function isReference(value: string): boolean {
  return REFERENCE.test(value.trim());
}

/** Texts that ask the reader to write a value. */
export const PLACEHOLDER =
  /^[<["'({]{0,2}(?:change[-_ ]?me|(?:to[-_ ]be[-_ ])?replaced?(?:[-_ ]?(?:me|this|with|by)\b.{0,60})?|todo|tbd|fixme|set[-_ ]?me|fill[-_ ]?me([-_ ]in)?|override[-_ ]?me|placeholder|redacted|removed|masked|hidden|omitted|dummy|fake|unused|not[-_ ]?(?:set|used)|n\/a|your[-_ ].{1,60}|(?:insert|enter|put|paste)[-_ ].{1,60}|.{1,60}[-_ ](?:goes[-_ ])?here)[>\]"')}]{0,2}$/i;

/** Whether a value is a text that is written instead of one, such as `REPLACE_ME`. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.trim());
}

/** Certificates, public keys and the public keys of SSH. */
export const PUBLIC =
  /^\s{0,100}(?:-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE(?: REQUEST)?-----|-----BEGIN (?:RSA |EC |PGP |SSH2 )?PUBLIC KEY(?: BLOCK)?-----|(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-\w{1,40}@openssh\.com) AAAA)/;

/** Whether a value is made to be public, and has no private key beside it. */
export function isPublicMaterial(value: string): boolean {
  return PUBLIC.test(value) && !value.includes('PRIVATE KEY-----');
}

/** Values that say nothing. */
export const WORDS = new Set(
  (
    'true false yes no on off y n enabled disabled always never none null nil undefined auto default required optional ' +
    'any bool boolean bytes int integer number object str string text read write'
  ).split(' '),
);
/** A number, with a unit; a date; a version; a schedule. */
export const AMOUNT =
  /^[+-]?\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|d|w|y|%|[kmgt]i?b?)?$|^(?:\d+[hms]){2,3}$|^PT?\d+[DHMS]$|^\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]*)?$|^[~^v]?\d+(?:\.\d+){1,3}(?:-[\w.]+)?$|^(?:[\d*/,-]+ ){4}[\w*/,-]+$/i;
/** The path of a file. */
export const PATH = /^(?:~|\.{1,2})?\/(?:[a-z][a-z._-]*(?:\/[\w.@:-]*)*)?$|^[A-Za-z]:[\\/]/;
/** A URL. */
export const ADDRESS = /^[A-Za-z][A-Za-z0-9+.-]{0,40}:\/\/\S*$/;
/** Two words at least; a list of names; a label. */
const OBJECT_NAME =
  /^[a-z]+\d{0,2}(?:[-./][a-z]+\d{0,2})+$|^[a-z][a-z.-]*(?:, ?[a-z][a-z.-]*)+$|^[a-z][\w./-]*=[\w.-]+$/;
const ANY_NAME = /^[A-Za-z]+\d{0,2}(?:[-._/][A-Za-z]+\d{0,2})*$/;
const LOGIN = /^(?:[^\s:/]{1,64}:(?!\/\/)|neo4j\/)(\S{1,255})$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a value under a secret's name is not a secret: a switch, an amount, a path, an address, a name, a template. */
export function isHarmless(value: string, kind: SecretKind): boolean {
  const text = value.trim();
  if (text === '' || WORDS.has(text.toLowerCase())) return true;
  if (isTemplate(text) || isReference(text) || isPublicMaterial(text)) return true;
  // Where a program takes it as it is, `changeme` is the password: it is the default of many programs.
  if (text !== 'changeme' && isPlaceholder(text)) return true;
  if (PATH.test(text) || ADDRESS.test(text)) return true;
  if (AMOUNT.test(text)) return kind !== SecretKind.PASSWORD;
  switch (kind) {
    case SecretKind.OBJECT:
      return OBJECT_NAME.test(text);
    case SecretKind.REFERENCE:
      return ANY_NAME.test(text);
    case SecretKind.SECRET_KEY:
      return ANY_NAME.test(text) && secretKind(text) !== undefined && !/^(?:my|super|very)/i.test(text);
    case SecretKind.LOGIN:
      return !isEncodedLogin(text) && isHarmless(LOGIN.exec(text)?.[1] ?? '', SecretKind.PASSWORD);
    case SecretKind.RANDOM:
      return !isRandom(text.replace(/^(?:base64|hex):/, '')); // Laravel
    default:
      return false;
  }
}

/** Whether a text looks as if a program had made it up: hexadecimal, or long with letters and digits. */
export function isRandom(text: string): boolean {
  if (UUID.test(text) || text.length > 500) return false;
  if (/^[0-9a-f]{16,}$/i.test(text)) return /[a-f]/i.test(text) && /\d/.test(text);
  if (/^[a-z0-9]{20,}={0,2}$/.test(text)) return /[a-z]/.test(text) && (text.match(/\d/g) ?? []).length > 3;
  if (!/^[A-Za-z0-9+/]{20,}={0,2}$|^[\w-]{20,}$/.test(text)) return false;
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && (text.match(/\d/g) ?? []).length > 2;
}

/** Whether base64 encodes a user, a colon and a password. */
export function isEncodedLogin(base64: string): boolean {
  if (!/^[A-Za-z0-9+/]{6,400}={0,2}$/.test(base64)) return false;
  return /^[ -9;-~]{1,255}:[ -~]{1,255}$/.test(Buffer.from(base64, 'base64').toString('latin1'));
}
