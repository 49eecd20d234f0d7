import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { given } from '../../shared/control-plane/predicates';

/** No fix: a key must be made first, and kept. */
export const rule = componentRule({
  id: 'api-server-encryption-missing',
  title: 'The API server is told how to encrypt what it stores',
  severity: Severity.MEDIUM,
  guide: ['N6', 'N7'],
  flags: [given('kube-apiserver', 'encryption-provider-config', { cis: '1.2.27' })],
  kubescape: ['C-0066'],
  checkov: ['CKV_K8S_104 (by title)'],
});
