import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import { type SecretSearch, secretInText, secretSearch, secretUnderName } from '../../shared/secrets/find-secret';
import { secretNames } from '../../shared/secrets/names-option';
import { NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

/** Where each kind has the parameters of its driver. */
const PARAMETERS: { readonly [type: string]: readonly string[] } = {
  'storage.k8s.io/StorageClass': ['/parameters'],
  'storage.k8s.io/VolumeAttributesClass': ['/parameters'],
  'snapshot.storage.k8s.io/VolumeSnapshotClass': ['/parameters'],
  PersistentVolume: ['/spec/csi/volumeAttributes', '/spec/flexVolume/options'],
};
/** Where each kind has options of `mount`. */
const MOUNT_OPTIONS: { readonly [type: string]: string } = {
  'storage.k8s.io/StorageClass': '/mountOptions',
  PersistentVolume: '/spec/mountOptions',
};
/** The password of GlusterFS's REST service. */
export const ALSO_SECRET = ['restuserkey'];

/** A message never contains the value: findings are printed, mailed and stored. */
export const rule = defineRule({
  id: 'secret-in-storage-parameters',
  category: 'secrets',
  title: 'No storage class or volume holds a secret',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [
    'https://kubernetes-csi.github.io/docs/secrets-and-credentials-storage-class.html',
    'https://kubernetes.io/docs/concepts/storage/storage-classes/#parameters',
    NSA_GUIDE,
    SECRETS_GOOD_PRACTICES,
  ],
  options: [secretNames],
  visit: {
    types: Object.keys(PARAMETERS),
    manifest(manifest, context) {
      const search = secretSearch(context);
      const withMore: SecretSearch = { ...search, more: [...search.more, ...ALSO_SECRET] };
      const { kind, name } = manifest.objectRef;
      const report = (pointer: string, field: string, what: string) =>
        context.report({
          pointer,
          message: `${field} of ${kind} "${name}" holds ${what}; name a Secret in the parameters of the driver`,
        });
      for (const at of PARAMETERS[manifest.groupKind] ?? []) {
        const parameters: { [key: string]: unknown } = manifest.value(at) ?? {};
        for (const [key, value] of Object.entries(parameters)) {
          const what = secretUnderName(key, String(value ?? ''), withMore);
          if (what) report(`${at}/${escapeSegment(key)}`, `parameter "${key}"`, what);
        }
      }
      const options: unknown[] = manifest.value(MOUNT_OPTIONS[manifest.groupKind] ?? '/-') ?? [];
      options.forEach((option, index) => {
        const what = secretInText(String(option ?? ''), withMore);
        if (what) report(`${MOUNT_OPTIONS[manifest.groupKind]}/${index}`, `mount option ${index}`, what);
      });
    },
  },
});
