import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { hostPathVolumes, overlap, pathSegments } from '../../shared/host-path';
import { HOST_PATH_VOLUMES, NSA_GUIDE } from '../../shared/sources';

/** Where cloud command-line tools keep credentials, below each home directory. */
const IN_HOMES = ['', '/root', '/home/*'].flatMap((home) => [
  `${home}/.aws`,
  `${home}/.azure`,
  `${home}/.config/gcloud`,
]);
/** `azure.json` and `admin.conf`, the kubelet's certificate, and the start-up data from the cloud. */
export const PLACES = ['/etc/kubernetes', '/var/lib/kubelet/pki', '/var/lib/cloud', ...IN_HOMES].map(pathSegments);

export const rule = defineRule({
  id: 'cloud-credentials-host-path',
  category: 'volumes',
  impliedBy: ['container-runtime-socket-mount', 'sensitive-host-path'],
  title: 'Pods have no access to credentials on the node',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N8', 'OWASP K08:2022', 'OWASP K08:2025'],
  references: [NSA_GUIDE, HOST_PATH_VOLUMES],
  equivalents: {
    kubescape: ['C-0020'],
  },
  visit: {
    podTemplate(pod, { report }) {
      for (const { name, path, pointer, segments } of hostPathVolumes(pod)) {
        const place = PLACES.find((each) => overlap(each, segments));
        if (!place) continue;
        report({
          pointer,
          message: `volume "${name}" gives access to "${path}" on the node, where "/${place.join('/')}" contains credentials; give the pod its own identity instead`,
        });
      }
    },
  },
});
