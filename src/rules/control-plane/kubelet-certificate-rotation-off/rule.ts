import { HARDENED_KUBELET } from '../../../analysis/cluster/kubelet-settings';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isTrue, items } from '../../shared/control-plane/predicates';
import { type FlagRequirement, REMOVE } from '../../shared/control-plane/requirements';

const GATE = /^RotateKubeletServerCertificate=(0|f|false)$/i;

const gate = (program: FlagRequirement['program'], cis: string): FlagRequirement => ({
  ...{ program, flag: 'feature-gates', cis, must: 'remove "RotateKubeletServerCertificate" from $' },
  isFine: (value) => !items(value).some((item) => GATE.test(item)),
  fix: (_, value) =>
    items(value)
      .filter((item) => !GATE.test(item))
      .join(',') || REMOVE,
});

export const rule = componentRule({
  id: 'kubelet-certificate-rotation-off',
  title: 'Certificates of kubelets are renewed',
  severity: Severity.MEDIUM,
  guide: ['N6', 'A1'],
  flags: [
    gate('kube-controller-manager', '1.3.6'),
    gate('kubelet', '4.2.11'),
    {
      ...{ program: 'kubelet', flag: 'rotate-certificates', cis: '4.2.10' },
      ...{ isFine: isTrue, must: 'set $ to "true"', fix: () => 'true' },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/rotateCertificates', cis: '4.2.10' },
      ...{ isFine: (value) => value === true, must: 'set $ to true', fix: HARDENED_KUBELET.rotateCertificates },
    },
    {
      ...{ kind: 'KubeletConfiguration', field: '/featureGates/RotateKubeletServerCertificate', cis: '4.2.11' },
      ...{ isFine: (value) => value !== false, must: 'remove $', fix: REMOVE },
    },
  ],
});
