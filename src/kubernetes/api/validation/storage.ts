import type { CheckContext } from '../check';
import { ANNOTATION_KEY, DNS_LABEL, DNS_SUBDOMAIN, LABEL_KEY, LABEL_VALUE, matches } from '../forms/formats';
import { quoted } from '../problem';
import { CSI_DRIVER, checkTemplateMetadata } from './pods/volumes';
import { NODE_LABEL_VALUES_SINCE } from './selectors';
import type { Checks } from './type-checks';
import {
  atLeast,
  between,
  both,
  each,
  entries,
  isGiven,
  isSet,
  itemsOf,
  matching,
  nonEmpty,
  oneOf,
  positive,
  refuseDuplicates,
  strictly,
} from './values';

const CLASS = matching(DNS_SUBDOMAIN);
const MODES = oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod');
/** A driver, which may have upper case. */
const PROVISIONER = matching(ANNOTATION_KEY);
const SOURCES =
  'hostPath gcePersistentDisk awsElasticBlockStore glusterfs flocker nfs rbd quobyte cephfs iscsi cinder fc flexVolume azureFile vsphereVolume photonPersistentDisk portworxVolume azureDisk scaleIO local storageos csi'.split(
    ' ',
  );
const MOST_PARAMETERS = 512;
const LARGEST_PARAMETERS = 256 * 1024;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go ValidatePersistentVolumeSpec, and storage/validation */
export const STORAGE: Checks = {
  'core.v1.PersistentVolumeSpec': {
    fields: {
      storageClassName: CLASS,
      volumeAttributesClassName: strictly(DNS_SUBDOMAIN),
      volumeMode: nonEmpty,
      accessModes: each((mode, inspection) => (mode === '' ? 'must be set' : MODES(mode, inspection))),
      capacity: entries((name) => (name === 'storage' ? undefined : 'must be storage'), positive),
    },
    object: checkVolume,
  },
  'core.v1.CSIPersistentVolumeSource': {
    fields: { driver: matching(CSI_DRIVER) },
    object: (source, inspection) => {
      for (const field of [
        'controllerPublishSecretRef',
        'nodePublishSecretRef',
        'controllerExpandSecretRef',
        'nodeExpandSecretRef',
      ]) {
        if (!isSet(source[field])) continue;
        if (!matches(DNS_SUBDOMAIN, source[field].name))
          inspection.refuse(`must be ${DNS_SUBDOMAIN.wanted}`, field, 'name');
        if (!matches(DNS_LABEL, source[field].namespace))
          inspection.refuse(`must be ${DNS_LABEL.wanted}`, field, 'namespace');
      }
    },
  },
  'core.v1.VolumeNodeAffinity': {
    object: ({ required }, inspection) => {
      if (!isSet(required)) inspection.refuse('is missing; must be set', 'required');
      if (inspection.minor < NODE_LABEL_VALUES_SINCE) return;
      itemsOf(required?.nodeSelectorTerms).forEach(({ matchExpressions }, term) => {
        itemsOf(matchExpressions).forEach(({ values }, index) => {
          if (!itemsOf(values).every((value) => matches(LABEL_VALUE, value)))
            inspection.refuse(
              `must be ${LABEL_VALUE.wanted}`,
              'required',
              'nodeSelectorTerms',
              term,
              'matchExpressions',
              index,
              'values',
            );
        });
      });
    },
  },
  'core.v1.PersistentVolumeClaim': {
    object: ({ spec }, inspection) => checkClaim(spec, inspection, 'spec'),
  },
  'core.v1.PersistentVolumeClaimTemplate': {
    object: ({ metadata, spec }, inspection) => {
      checkTemplateMetadata(metadata, inspection);
      checkClaim(spec, inspection, 'spec');
    },
  },
  'core.v1.PersistentVolumeClaimSpec': {
    fields: { storageClassName: CLASS, volumeAttributesClassName: CLASS, volumeMode: nonEmpty },
  },
  'storage.v1.StorageClass': { fields: { provisioner: PROVISIONER, parameters: checkParameters } },
  'storage.v1.VolumeAttributesClass': {
    fields: { driverName: PROVISIONER, parameters: checkParameters },
    object: ({ parameters }, inspection) => {
      if (Object.keys(parameters ?? {}).length === 0) inspection.refuse('is missing; must be set', 'parameters');
    },
  },
  'core.v1.TopologySelectorTerm': {
    object: ({ matchLabelExpressions }, inspection) =>
      refuseDuplicates(inspection, itemsOf(matchLabelExpressions), ({ key }) => key, 'matchLabelExpressions', 'key'),
  },
  'core.v1.TopologySelectorLabelRequirement': {
    fields: { key: strictly(LABEL_KEY) },
    object: ({ values }, inspection) => refuseDuplicates(inspection, itemsOf(values), (value) => value, 'values'),
  },
  'storage.v1.CSIDriverSpec': {
    fields: {
      fsGroupPolicy: both(nonEmpty, oneOf('ReadWriteOnceWithFSType', 'File', 'None')),
      volumeLifecycleModes: each((mode, inspection) =>
        mode === '' ? 'must be set' : oneOf('Persistent', 'Ephemeral')(mode, inspection),
      ),
      nodeAllocatableUpdatePeriodSeconds: atLeast(10),
    },
    object: ({ tokenRequests, serviceAccountTokenInSecrets }, inspection) => {
      const audiences = itemsOf(tokenRequests).map(({ audience }) => audience ?? '');
      if (new Set(audiences).size < audiences.length)
        inspection.refuse('has an audience twice; must be unique', 'tokenRequests');
      if (isSet(serviceAccountTokenInSecrets) && audiences.length === 0)
        inspection.refuse('is set; must be only with tokenRequests', 'serviceAccountTokenInSecrets');
    },
  },
  'storage.v1.TokenRequest': { fields: { expirationSeconds: between(600, 2 ** 32) } },
};

function checkParameters(parameters: object, inspection: CheckContext): string | undefined {
  const all = Object.entries(parameters);
  if (all.length > MOST_PARAMETERS) return `has ${all.length} entries; at most ${MOST_PARAMETERS} are allowed`;
  if (all.some(([key]) => key === '')) inspection.refuse('has an empty name; must be set', '');
  const size = all.reduce((sum, [key, value]) => sum + key.length + (value?.length ?? 0), 0);
  return size > LARGEST_PARAMETERS ? `has ${size} characters; at most ${LARGEST_PARAMETERS} are allowed` : undefined;
}

function checkModes(modes: any, inspection: CheckContext, ...path: readonly (string | number)[]): void {
  const all = itemsOf(modes);
  if (all.includes('ReadWriteOncePod') && all.some((mode) => mode !== 'ReadWriteOncePod'))
    inspection.refuse('has "ReadWriteOncePod" and others; must have it alone', ...path);
}

function checkVolume(spec: any, inspection: CheckContext): void {
  checkModes(spec.accessModes, inspection, 'accessModes');
  if (!isSet(spec.capacity) || !('storage' in spec.capacity)) inspection.refuse('must have storage', 'capacity');
  const found = SOURCES.filter((source) => isSet(spec[source]));
  // Upstream does not count what comes before flexVolume.
  if (found.length > 1 && found.at(-1) !== 'flexVolume')
    inspection.refuse(`has ${found.join(' and ')}; must have one source`);
  if (found.length === 0) inspection.refuse('must have a source');
  if (isSet(spec.local) && !isSet(spec.nodeAffinity?.required))
    inspection.refuse('is missing; must be set for a local volume', 'nodeAffinity');
  if (isSet(spec.volumeAttributesClassName) && !isSet(spec.csi))
    inspection.refuse('is missing; must be set beside volumeAttributesClassName', 'csi');
  if (spec.persistentVolumeReclaimPolicy === 'Recycle' && /^\/+$/.test(spec.hostPath?.path ?? ''))
    inspection.refuse('is "Recycle"; must not be for the hostPath "/"', 'persistentVolumeReclaimPolicy');
}

/** A claim, or the template of one. Upstream: ValidatePersistentVolumeClaimSpec. */
export function checkClaim(spec: any, inspection: CheckContext, ...path: readonly (string | number)[]): void {
  const modes = itemsOf(spec?.accessModes);
  if (modes.length === 0) inspection.refuse('is missing; must be set', ...path, 'accessModes');
  modes.forEach((mode, index) => {
    const problem = isGiven(mode) ? MODES(mode, inspection) : 'must be set';
    if (problem) inspection.refuse(problem, ...path, 'accessModes', index);
  });
  checkModes(modes, inspection, ...path, 'accessModes');
  const requests = spec?.resources?.requests;
  if (!isSet(requests) || !('storage' in requests))
    inspection.refuse('is missing; must be set', ...path, 'resources', 'requests', 'storage');
  else if (positive(requests.storage ?? 0, inspection))
    inspection.refuse('must be more than 0', ...path, 'resources', 'requests', 'storage');
  checkSources(spec, inspection, ...path);
}

/** A dataSource of another kind than these is dropped, and dataSourceRef says more. */
function checkSources(spec: any, inspection: CheckContext, ...path: readonly (string | number)[]): void {
  const { dataSource, dataSourceRef } = spec ?? {};
  // One of another namespace is dropped too, unless an alpha feature is on.
  if (isSet(dataSourceRef) && !isGiven(dataSourceRef.namespace)) {
    const { apiGroup, kind } = dataSourceRef;
    for (const field of ['kind', 'name'])
      if (!isGiven(dataSourceRef[field])) inspection.refuse('is missing; must be set', ...path, 'dataSourceRef', field);
    if (!isGiven(apiGroup) && kind !== 'PersistentVolumeClaim')
      inspection.refuse(
        'is missing; must be set where the kind is not "PersistentVolumeClaim"',
        ...path,
        'dataSourceRef',
        'apiGroup',
      );
    if (isGiven(apiGroup) && !DNS_SUBDOMAIN.accepts(apiGroup))
      inspection.refuse(
        `is ${quoted(apiGroup)}; must be ${DNS_SUBDOMAIN.wanted}`,
        ...path,
        'dataSourceRef',
        'apiGroup',
      );
  }
  const isKept =
    (dataSource?.kind === 'PersistentVolumeClaim' && !isGiven(dataSource.apiGroup)) ||
    (dataSource?.kind === 'VolumeSnapshot' && dataSource.apiGroup === 'snapshot.storage.k8s.io');
  if (isKept && !isGiven(dataSource.name)) inspection.refuse('is missing; must be set', ...path, 'dataSource', 'name');
  if (!isKept || !isSet(dataSourceRef) || isGiven(dataSourceRef.namespace)) return;
  if (['apiGroup', 'kind', 'name'].some((field) => (dataSource[field] ?? '') !== (dataSourceRef[field] ?? '')))
    inspection.refuse('differs from dataSourceRef', ...path, 'dataSource');
}
