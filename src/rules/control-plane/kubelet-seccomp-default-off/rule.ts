import { HARDENED_KUBELET } from '../../../analysis/cluster/kubelet-settings';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isTrue } from '../../shared/control-plane/predicates';

/** The version from which kubelets know the field without a feature gate. */
const SINCE = '1.25';

export const rule = componentRule({
  id: 'kubelet-seccomp-default-off',
  title: 'Containers without a seccomp profile get the default one',
  severity: Severity.MEDIUM,
  guide: ['P6', 'N4'],
  flags: [
    {
      ...{ program: 'kubelet', flag: 'seccomp-default', cis: '4.2.14' },
      ...{ isFine: isTrue, must: 'set $ to "true"', fix: () => 'true' },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/seccompDefault', cis: '4.2.14', must: 'set $ to true' },
      isFine: (value, _, { kubernetesVersion }) => value === true || !atLeast(kubernetesVersion, SINCE),
      fix: HARDENED_KUBELET.seccompDefault,
    },
  ],
});
