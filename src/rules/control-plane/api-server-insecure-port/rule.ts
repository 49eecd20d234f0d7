import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isAbsent, isFalse } from '../../shared/control-plane/predicates';
import { REMOVE } from '../../shared/control-plane/requirements';

const program = 'kube-apiserver';

/** No version that is maintained knows these flags, so removing them stops nothing that ran. */
export const rule = componentRule({
  id: 'api-server-insecure-port',
  title: 'The API server speaks TLS alone',
  severity: Severity.HIGH,
  guide: ['N4', 'N6'],
  flags: [
    {
      ...{ program, flag: 'insecure-port', must: 'remove $', fix: () => REMOVE },
      isFine: (value) => value === undefined || value === '0',
    },
    { ...{ program, flag: 'insecure-bind-address', isFine: isAbsent, must: 'remove $', fix: () => REMOVE } },
    { ...{ program, flag: 'kubelet-https', isFine: (value) => !isFalse(value), must: 'remove $', fix: () => REMOVE } },
  ],
  kubescape: ['C-0005'],
  trivy: ['KCV-0004'],
  checkov: ['CKV_K8S_71', 'CKV_K8S_86', 'CKV_K8S_88'],
});
