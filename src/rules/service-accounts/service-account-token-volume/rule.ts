import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { PodTemplateView } from '../../../model/manifest';
import { pathSegments } from '../../shared/host-path';
import { NSA_GUIDE } from '../../shared/sources';

/** Where clients look for a token, and where the API server mounts one. */
const TOKEN_PATH = pathSegments('/var/run/secrets/kubernetes.io/serviceaccount').join('/');
/** Lifetime of the tokens that the API server mounts: one hour, and time for the kubelet to request the next token. */
export const LONGEST = 3607;

export const rule = defineRule({
  id: 'service-account-token-volume',
  category: 'service-accounts',
  title: 'Mounted tokens expire soon and have an audience',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P5', 'OWASP K06:2022', 'OWASP K09:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken'],
  equivalents: {
    trivy: ['KSV-0036 (mountPath)'],
  },
  visit: {
    podTemplate(pod, { report }) {
      volumesOf(pod).forEach(({ name, projected }, volumeIndex) => {
        const sources: any[] = projected?.sources ?? [];
        sources.forEach(({ serviceAccountToken: token }, sourceIndex) => {
          if (token === undefined || token === null) return;
          const path = `${pod.specPath}/volumes/${volumeIndex}/projected/sources/${sourceIndex}/serviceAccountToken`;
          if ((token.expirationSeconds ?? 0) > LONGEST) {
            report({
              pointer: `${path}/expirationSeconds`,
              message: `token of volume "${name ?? ''}" is valid for ${token.expirationSeconds} s; set expirationSeconds to 3600`,
            });
          }
          if ((token.audience ?? '') !== '' || isForApiServer(sources)) return;
          report({
            pointer: `${path}/audience`,
            message: `token of volume "${name ?? ''}" is valid for the API server; set audience to the service that receives it`,
          });
        });
      });
    },
    container(container, { report }) {
      const mounts: any[] = container.value('/volumeMounts') ?? [];
      mounts.forEach(({ name, mountPath }, index) => {
        if (pathSegments(mountPath ?? '').join('/') !== TOKEN_PATH) return;
        const volume = volumesOf(container.pod).find((each) => each.name === name);
        if (isSet(volume?.emptyDir) || volume?.projected?.sources?.some(isToken)) return;
        report({
          pointer: `${container.path}/volumeMounts/${index}/mountPath`,
          message: `container "${container.name}" mounts volume "${name ?? ''}" where clients look for their token for the API server; use a projected token, which expires`,
        });
      });
    },
  },
});

function volumesOf(pod: PodTemplateView): any[] {
  return pod.value('/volumes') ?? [];
}

/** A token next to the API server's certificate is for the API server, and needs no audience. */
function isForApiServer(sources: readonly any[]): boolean {
  return sources.some(({ configMap }) => configMap?.name === 'kube-root-ca.crt');
}

function isToken({ serviceAccountToken }: any): boolean {
  return isSet(serviceAccountToken);
}

/** An empty directory at that path prevents the API server from mounting a token there. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
