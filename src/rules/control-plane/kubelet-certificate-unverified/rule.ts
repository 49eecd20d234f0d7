import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { given } from '../../shared/control-plane/predicates';

/** No fix: without an approved certificate on each kubelet, logs and exec fail. */
export const rule = componentRule({
  id: 'kubelet-certificate-unverified',
  title: 'The API server verifies the certificates of kubelets',
  severity: Severity.MEDIUM,
  guide: ['N6', 'N4'],
  flags: [given('kube-apiserver', 'kubelet-certificate-authority', { cis: '1.2.5' })],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/serverTLSBootstrap', cis: '4.2.9' },
      isFine: (value, { tlsCertFile, tlsPrivateKeyFile }) =>
        value === true || Boolean(tlsCertFile && tlsPrivateKeyFile),
      must: 'set $ to true, or give tlsCertFile and tlsPrivateKeyFile',
    },
  ],
});
