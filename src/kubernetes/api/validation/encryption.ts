import type { CheckContext } from '../check';
import { quoted } from '../problem';
import type { Checks, TypeChecks } from './type-checks';
import { each, isGiven, isSet, itemsOf, oneOf, refuseMissing } from './values';

/** Resources that have no REST API, whose values cannot be encrypted. */
const WITHOUT_API = ['apiserveripinfo', 'serviceipallocations', 'servicenodeportallocations'];
const PROVIDERS = ['aescbc', 'aesgcm', 'identity', 'kms', 'secretbox'];
const AES_SIZES = [16, 24, 32];
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Returns the number of bytes of a key; undefined of a text that stands for a key and is none. */
export function keyLength(secret: string): number | undefined {
  return secret !== '' && BASE64.test(secret) ? Buffer.from(secret, 'base64').length : undefined;
}

/** Returns why the API server refuses to encrypt a resource. */
export function encryptedResourceProblem(resource: string): string | undefined {
  const [name = '', ...rest] = resource.split('.');
  const group = rest.join('.');
  if (resource !== resource.toLowerCase()) return 'which has capitals; write it in lower case';
  if (resource === '*') return 'which the API server refuses; use "*." for the core group, or "*.*" for everything';
  if (WITHOUT_API.includes(resource)) return 'which has no REST API; remove it';
  if (group === 'events.k8s.io') return 'which is stored in another group; use "events"';
  if (group === 'extensions') return 'a group that Kubernetes does not have any more; remove it';
  if (group === '*' && name !== '*') return 'which the API server refuses; name the group';
  return undefined;
}

/** Returns the wildcard of a list that also has a resource of it. */
export function widerResource(resources: readonly string[], resource: string): string | undefined {
  return resources.find((each) => each !== resource && coversResource(each, resource));
}

/** Whether a resource is the other one, or a wildcard of it. */
export function coversResource(wildcard: string, resource: string): boolean {
  if (wildcard === '*.*' || wildcard === resource) return true;
  const [, ...group] = resource.split('.');
  return wildcard.startsWith('*.') && group.join('.') === wildcard.slice(2);
}

const keys = (sizes: readonly number[]): TypeChecks => ({
  object: (provider: any, inspection: CheckContext) => {
    refuseMissing(inspection, provider, 'keys');
    itemsOf(provider.keys).forEach((key, index) => {
      const length = isGiven(key?.secret) ? keyLength(key.secret) : undefined;
      if (length !== undefined && !sizes.includes(length))
        inspection.refuse(`has ${length} bytes; must have ${sizes.join(', ')}`, 'keys', index, 'secret');
    });
  },
});

/** @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/apis/apiserver/validation/validation_encryption.go */
export const ENCRYPTION: Checks = {
  'file.apiserver.v1.EncryptionConfiguration': {
    object: (configuration, inspection) => {
      refuseMissing(inspection, configuration, 'resources');
      const names = new Set<string>();
      itemsOf(configuration.resources).forEach((entry, index) => {
        itemsOf(entry?.providers).forEach((provider, at) => {
          const { name, apiVersion = '' } = provider?.kms ?? {};
          if (apiVersion !== 'v2' || name === undefined) return;
          if (names.has(name))
            inspection.refuse(
              'is the name of another provider; must be unique',
              'resources',
              index,
              'providers',
              at,
              'kms',
              'name',
            );
          names.add(name);
        });
      });
    },
  },
  'file.apiserver.v1.ResourceConfiguration': {
    fields: {
      resources: each((resource: string) => {
        const problem = encryptedResourceProblem(resource);
        return problem && `is ${quoted(resource)}, ${problem}`;
      }),
    },
    object: (entry, inspection) => {
      refuseMissing(inspection, entry, 'resources', 'providers');
      const resources: string[] = itemsOf(entry.resources);
      resources.forEach((resource, index) => {
        if (resources.indexOf(resource) < index) inspection.refuse('is there twice; remove one', 'resources', index);
        const wider = widerResource(resources, resource);
        if (wider !== undefined)
          inspection.refuse(`stands beside ${quoted(wider)}, which has it; remove one`, 'resources', index);
      });
    },
  },
  'file.apiserver.v1.ProviderConfiguration': {
    object: (provider, inspection) => {
      if (PROVIDERS.filter((name) => isSet(provider[name])).length !== 1)
        inspection.refuse(`must have one of ${PROVIDERS.join(', ')}`);
    },
  },
  'file.apiserver.v1.AESConfiguration': keys(AES_SIZES),
  'file.apiserver.v1.SecretboxConfiguration': keys([32]),
  'file.apiserver.v1.Key': {
    object: (key, inspection) => refuseMissing(inspection, key, 'name', 'secret'),
  },
  'file.apiserver.v1.KMSConfiguration': {
    fields: {
      apiVersion: oneOf('v1', 'v2'),
      endpoint: (url: string) =>
        url === '' || /^unix:\/\/\S+$/.test(url)
          ? undefined
          : `is ${quoted(url)}; must be a URL such as "unix:///run/kms.sock"`,
    },
    object: (kms, inspection) => {
      refuseMissing(inspection, kms, 'endpoint', 'name');
      const isSecond = kms.apiVersion === 'v2';
      if (isSecond && isSet(kms.cachesize)) inspection.refuse('is not for v2; remove it', 'cachesize');
      if (!isSecond && kms.cachesize === 0)
        inspection.refuse('is 0; must be more, or less to turn it off', 'cachesize');
      if (isSecond && kms.name?.includes(':')) inspection.refuse('has ":"; must not', 'name');
      if (/^-|^0[a-zµμ]*$/.test(kms.timeout ?? '3s'))
        inspection.refuse(`is ${quoted(kms.timeout)}; must be more than 0`, 'timeout');
    },
  },
};
