import { accountsNamed } from '../../../analysis/access/accounts';
import { accountNameOf } from '../../../analysis/access/token';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import { imageVolumesOf } from '../../../images/uses';
import type { PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { placeOf } from '../../shared/image-places';
import { IMAGES, NSA_GUIDE } from '../../shared/sources';

export const publicRegistries = stringListOption(
  'publicRegistries',
  [
    'docker.io',
    'gcr.io',
    'ghcr.io',
    'k8s.gcr.io',
    'mcr.microsoft.com',
    'public.ecr.aws',
    'quay.io',
    'registry.access.redhat.com',
    'registry.gitlab.com',
    'registry.k8s.io',
    // The kubelet pulls from these with the identity of the node.
    '*.amazonaws.com',
    '*.amazonaws.com.cn',
    '*.azurecr.io',
    '*.gcr.io',
    '*.pkg.dev',
  ],
  'registries that need no pull secret, because they are public or because the node has credentials',
);

export const rule = defineRule({
  id: 'image-pull-secrets-missing',
  category: 'images',
  title: 'Pods have pull secrets for images from private registries',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P3', 'OWASP K02:2022'],
  references: [NSA_GUIDE, `${IMAGES}#specifying-imagepullsecrets-on-a-pod`],
  equivalents: {
    kyverno: ['require-imagepullsecrets'],
  },
  options: [publicRegistries],
  visit: {
    podTemplate(pod, { all, report, option }) {
      const references = [
        ...pod.containers.map((container) => container.value('/image')),
        ...imageVolumesOf(pod).map(({ json }) => json.reference),
      ];
      const registries = references.flatMap((reference) => {
        const image = imageOf(reference);
        return image && !placeOf(image, option(publicRegistries)) ? [image.registry] : [];
      });
      if (registries.length === 0 || hasSecrets(pod.value('/imagePullSecrets')) || accountHasSecrets(pod, all)) return;
      const names = [...new Set(registries)].map((registry) => `"${registry}"`).join(', ');
      report({
        pointer: `${pod.specPath}/imagePullSecrets`,
        message: `images come from ${names}, and neither the pod nor its service account has a pull secret; add one to imagePullSecrets`,
      });
    },
  },
});

/** An account that is not in the set may have pull secrets; only `default` is known to have none of its own. */
function accountHasSecrets(pod: PodTemplateView, all: ManifestSet): boolean {
  const name = accountNameOf(pod);
  const account = accountsNamed(pod.manifest.objectRef.namespaceName, name, all).at(-1); // a later one replaces it
  return account ? hasSecrets(account.value('/imagePullSecrets')) : name !== 'default';
}

function hasSecrets(secrets: any): boolean {
  return ((secrets ?? []) as any[]).some((secret) => Boolean(secret?.name));
}
