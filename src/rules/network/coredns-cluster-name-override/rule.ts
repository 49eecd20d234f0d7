import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { configMapTexts } from '../../shared/secrets/config-map';
import { NSA_GUIDE } from '../../shared/sources';
import { overridesIn } from './overrides';

/** The second is what managed clusters and K3s import into the first. */
const NAMES = ['coredns', 'coredns-custom'];

export const rule = defineRule({
  id: 'coredns-cluster-name-override',
  category: 'network',
  title: 'Only Kubernetes answers for the names of the cluster',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N4', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/',
    'https://coredns.io/plugins/kubernetes/',
    NSA_GUIDE,
  ],
  visit: {
    types: ['ConfigMap'],
    manifest(configMap, { report }) {
      const { name, namespaceName = 'kube-system' } = configMap.objectRef;
      if (!NAMES.includes(name) || namespaceName !== 'kube-system') return;
      for (const { key, text, pointer } of configMapTexts(configMap)) {
        for (const override of overridesIn(text)) {
          report({
            pointer,
            message: `plugin ${override.plugin} of CoreDNS answers for "${override.name}", a name of the cluster, in key "${key}"; remove it`,
          });
        }
      }
    },
  },
});
