import type { CheckContext } from '../../check';
import {
  ABSOLUTE_PATH,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  type Format,
  NO_BACKSTEPS,
  PATH_BELOW,
  RELATIVE_PATH,
} from '../../forms/formats';
import { quoted } from '../../problem';
import { checkLabelsAndAnnotations } from '../metadata';
import type { Checks } from '../type-checks';
import {
  between,
  FILE_MODE,
  isGiven,
  isSet,
  itemsOf,
  matching,
  nonEmpty,
  notNegative,
  oneOf,
  refuseUnlessOne,
  strictly,
} from '../values';

/** Everything in a volume but its name and its status is a source. */
const SOURCES =
  'hostPath emptyDir gcePersistentDisk awsElasticBlockStore gitRepo secret nfs iscsi glusterfs persistentVolumeClaim rbd flexVolume cinder cephfs flocker downwardAPI fc azureFile configMap vsphereVolume quobyte azureDisk photonPersistentDisk projected portworxVolume scaleIO storageos csi ephemeral image'.split(
    ' ',
  );
const PARTITION = between(0, 255);
const MODES = { defaultMode: FILE_MODE };
/** A CSI driver may have upper case; it is compared in lower case. */
export const CSI_DRIVER: Format = {
  wanted: 'a DNS name of at most 63 characters',
  accepts: (text) => text.length <= 63 && DNS_SUBDOMAIN.accepts(text.toLowerCase()),
};
const INITIATOR: Format = {
  wanted: 'an iSCSI name that starts with "iqn", "eui" or "naa"',
  accepts: (text) =>
    /^iqn\.\d{4}-\d{2}\.([a-zA-Z0-9-.]+)(:([^,;*&$|\s]+))$/.test(text) ||
    /^eui\.[0-9a-fA-F]{16}$/.test(text) ||
    /^naa\.[0-9a-fA-F]{32}$/.test(text),
};
const PROJECTED = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];
/** Upstream looks at the path of a projected token since. */
const TOKEN_PATHS_SINCE = 30;
const HOUR = 3600;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go validateVolumeSource */
export const VOLUMES: Checks = {
  'core.v1.Volume': {
    fields: { name: strictly(DNS_LABEL) },
    object: (volume, inspection) => {
      const found = SOURCES.filter((source) => isSet(volume[source]));
      // Without a source it is an emptyDir.
      if (found.length > 1) inspection.refuse(`has ${found.join(' and ')}; must have one source`);
    },
  },
  'core.v1.EmptyDirVolumeSource': { fields: { sizeLimit: notNegative } },
  'core.v1.HostPathVolumeSource': { fields: { path: matching(NO_BACKSTEPS) } },
  'core.v1.LocalVolumeSource': { fields: { path: matching(NO_BACKSTEPS) } },
  'core.v1.GitRepoVolumeSource': { fields: { directory: matching(RELATIVE_PATH) } },
  'core.v1.NFSVolumeSource': { fields: { path: matching(ABSOLUTE_PATH) } },
  'core.v1.GCEPersistentDiskVolumeSource': { fields: { partition: PARTITION } },
  'core.v1.AWSElasticBlockStoreVolumeSource': { fields: { partition: PARTITION } },
  'core.v1.ISCSIVolumeSource': {
    fields: { lun: PARTITION, iqn: matching(INITIATOR), initiatorName: strictly(INITIATOR) },
    object: checkIscsi,
  },
  'core.v1.ISCSIPersistentVolumeSource': {
    fields: { lun: PARTITION, iqn: matching(INITIATOR), initiatorName: strictly(INITIATOR) },
    object: checkIscsi,
  },
  'core.v1.FCVolumeSource': {
    object: ({ targetWWNs, wwids, lun }, inspection) => {
      const [byName, byId] = [itemsOf(targetWWNs).length > 0, itemsOf(wwids).length > 0];
      if (byName === byId) inspection.refuse('must have either targetWWNs or wwids');
      if (byName && !(lun >= 0 && lun <= 255)) inspection.refuse('must be 0 to 255 beside targetWWNs', 'lun');
    },
  },
  'core.v1.FlockerVolumeSource': {
    object: ({ datasetName, datasetUUID }, inspection) => {
      if (isGiven(datasetName) === isGiven(datasetUUID))
        inspection.refuse('must have either datasetName or datasetUUID');
      if (String(datasetName ?? '').includes('/'))
        inspection.refuse(`is ${quoted(datasetName)}; must have no "/"`, 'datasetName');
    },
  },
  'core.v1.AzureDiskVolumeSource': {
    fields: { cachingMode: nonEmpty, kind: nonEmpty },
    object: ({ kind, diskURI }, inspection) => {
      const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
      if (!String(diskURI).startsWith(start))
        inspection.refuse(`is ${quoted(diskURI)}; must start with "${start}"`, 'diskURI');
    },
  },
  'core.v1.QuobyteVolumeSource': {
    object: ({ registry, tenant }, inspection) => {
      if (String(tenant ?? '').length > 64) inspection.refuse('must have at most 64 characters', 'tenant');
      if (
        !String(registry)
          .split(',')
          .every((pair) => /^([^:[\]]*|\[[^\]]*\]):[^:]*$/.test(pair))
      )
        inspection.refuse(`is ${quoted(registry)}; must be host:port, or several with commas between`, 'registry');
    },
  },
  'core.v1.StorageOSVolumeSource': {
    fields: { volumeName: strictly(DNS_LABEL), volumeNamespace: matching(DNS_LABEL) },
  },
  'core.v1.StorageOSPersistentVolumeSource': {
    fields: { volumeName: strictly(DNS_LABEL), volumeNamespace: matching(DNS_LABEL) },
  },
  'core.v1.FlexVolumeSource': { object: checkFlexOptions },
  'core.v1.FlexPersistentVolumeSource': { object: checkFlexOptions },
  'core.v1.CSIVolumeSource': {
    fields: { driver: matching(CSI_DRIVER) },
    object: ({ nodePublishSecretRef }, inspection) => {
      if (isSet(nodePublishSecretRef) && !DNS_SUBDOMAIN.accepts(nodePublishSecretRef.name ?? ''))
        inspection.refuse(`must be ${DNS_SUBDOMAIN.wanted}`, 'nodePublishSecretRef', 'name');
    },
  },
  'core.v1.SecretVolumeSource': { fields: MODES },
  'core.v1.ConfigMapVolumeSource': { fields: MODES },
  'core.v1.DownwardAPIVolumeSource': { fields: MODES },
  'core.v1.KeyToPath': { fields: { path: matching(PATH_BELOW), mode: FILE_MODE } },
  'core.v1.ProjectedVolumeSource': { fields: MODES, object: checkProjected },
  'core.v1.VolumeProjection': {
    object: (source, inspection) => refuseUnlessOne(inspection, source, PROJECTED, true),
  },
  'core.v1.ServiceAccountTokenProjection': {
    fields: {
      path: (path, inspection) =>
        inspection.minor >= TOKEN_PATHS_SINCE ? matching(PATH_BELOW)(path, inspection) : undefined,
      expirationSeconds: between(10 * 60, 2 ** 32),
    },
  },
  'core.v1.ClusterTrustBundleProjection': {
    fields: { path: matching(PATH_BELOW) },
    object: ({ name, signerName, labelSelector }, inspection) => {
      if (isSet(name) === isSet(signerName)) inspection.refuse('must have either name or signerName');
      if (isSet(name) && isSet(labelSelector)) inspection.refuse('is set; must not be beside name', 'labelSelector');
    },
  },
  'core.v1.PodCertificateProjection': {
    fields: {
      keyType: oneOf('RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'),
      maxExpirationSeconds: between(HOUR, 91 * 24 * HOUR),
      credentialBundlePath: matching(PATH_BELOW),
      keyPath: matching(PATH_BELOW),
      certificateChainPath: matching(PATH_BELOW),
    },
  },
};

/** A claim that a volume makes has labels and annotations, and its name from the pod. */
export function checkTemplateMetadata(metadata: any, inspection: CheckContext): void {
  const other = Object.keys(metadata ?? {}).find(
    (field) => !['labels', 'annotations'].includes(field) && !isZero(metadata[field]),
  );
  if (other !== undefined) inspection.refuse('is set; only labels and annotations may be set', 'metadata', other);
  checkLabelsAndAnnotations(metadata, inspection, 'metadata');
}

/** What Go cannot tell from an absent scalar. */
function isZero(value: unknown): boolean {
  return !isSet(value) || value === '' || value === 0 || value === false;
}

function checkIscsi({ chapAuthDiscovery, chapAuthSession, secretRef }: any, inspection: CheckContext): void {
  if ((chapAuthDiscovery || chapAuthSession) && !isSet(secretRef))
    inspection.refuse('is missing; must be set for CHAP', 'secretRef');
}

function checkFlexOptions({ options }: any, inspection: CheckContext): void {
  for (const key of Object.keys(options ?? {})) {
    const namespace = `.${key.split('/')[0]}`.toLowerCase();
    if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io'))
      inspection.refuse('is in a namespace that is reserved for Kubernetes', 'options', key);
  }
}

/** Two sources must not write the same file. Upstream: validateProjectionSources. */
function checkProjected({ sources }: any, inspection: CheckContext): void {
  const seen = new Set<string>();
  const files = itemsOf(sources).flatMap((source) =>
    ['secret', 'configMap', 'downwardAPI'].flatMap((kind) =>
      itemsOf(source[kind]?.items).map(({ path }) => path as string),
    ),
  );
  const bundles = itemsOf(sources).flatMap(({ clusterTrustBundle }) =>
    isSet(clusterTrustBundle) ? [clusterTrustBundle.path as string] : [],
  );
  for (const path of [...files, ...bundles]) {
    if (seen.has(path)) inspection.refuse(`several sources write ${quoted(path)}`, 'sources');
    seen.add(path);
  }
}
