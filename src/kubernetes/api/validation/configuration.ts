import type { CheckContext } from '../check';
import { CONFIG_KEY } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks } from './type-checks';
import { entries, isGiven, isSet, strictly } from './values';

const LARGEST = 1024 * 1024;
const KEYS = entries(strictly(CONFIG_KEY));
/** The keys that a Secret of a type must have. */
const WANTED: { readonly [type: string]: readonly string[] } = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go ValidateSecret, ValidateConfigMap */
export const CONFIGURATION: Checks = {
  'core.v1.ConfigMap': {
    fields: { data: KEYS, binaryData: KEYS },
    object: ({ data, binaryData }, inspection) => {
      for (const key of Object.keys(data ?? {}))
        if (Object.hasOwn(binaryData ?? {}, key))
          inspection.refuse('is in binaryData too; must be in one of them', 'data', key);
      const size = bytesOf(data, 'utf8') + bytesOf(binaryData, 'base64');
      if (size > LARGEST) inspection.refuse(`has ${size} bytes; at most ${LARGEST} are allowed`);
    },
  },
  'core.v1.Secret': { fields: { data: KEYS, stringData: KEYS }, object: checkSecret },
};

function checkSecret({ type, metadata, data, stringData }: any, inspection: CheckContext): void {
  const has = (key: string) => Object.hasOwn(stringData ?? {}, key) || Object.hasOwn(data ?? {}, key);
  for (const key of (Object.hasOwn(WANTED, type ?? '') && WANTED[type]) || [])
    if (!has(key)) inspection.refuse(`is missing; must be set for the type ${quoted(type)}`, 'data', key);
  if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password'))
    inspection.refuse(`must have username or password for the type ${quoted(type)}`, 'data');
  if (
    type === 'kubernetes.io/ssh-auth' &&
    has('ssh-privatekey') &&
    !isGiven(stringData?.['ssh-privatekey'] ?? data?.['ssh-privatekey'])
  )
    inspection.refuse('is empty; must be set', 'data', 'ssh-privatekey');
  if (
    type === 'kubernetes.io/service-account-token' &&
    !isGiven(metadata?.annotations?.['kubernetes.io/service-account.name'])
  )
    inspection.refuse('is missing; must be set', 'metadata', 'annotations', 'kubernetes.io/service-account.name');
  for (const key of ['.dockercfg', '.dockerconfigjson']) {
    if (!has(key) || !WANTED[type]?.includes(key)) continue;
    const text = stringData?.[key] ?? Buffer.from(data?.[key] ?? '', 'base64').toString('utf8');
    if (!isJsonObject(text))
      inspection.refuse('must be a JSON object', isSet(stringData?.[key]) ? 'stringData' : 'data', key);
  }
  const size = bytesOf(data, 'base64');
  if (size > LARGEST) inspection.refuse(`has ${size} bytes; at most ${LARGEST} are allowed`, 'data');
}

/** Of all values. A list of numbers, which is read as bytes too, is left out. */
function bytesOf(map: any, encoding: 'utf8' | 'base64'): number {
  const texts = Object.values(map ?? {}).filter((value) => typeof value === 'string');
  const read = encoding === 'base64' ? texts.map((text) => text.replace(/[\r\n]/g, '')) : texts;
  return read.reduce((sum, text) => sum + Buffer.byteLength(text, encoding), 0);
}

function isJsonObject(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return value === null || (typeof value === 'object' && !Array.isArray(value));
  } catch {
    return false;
  }
}
