import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { given, isGiven } from '../../shared/control-plane/predicates';

const { HIGH } = Severity;

/** No fix: where a certificate is, only its maker knows. kubeadm sets all of them. */
export const rule = componentRule({
  id: 'component-certificate-missing',
  title: 'Components have the certificates and keys that they identify themselves and others by',
  severity: Severity.MEDIUM,
  guide: ['N6', 'N4'],
  flags: [
    given('kube-apiserver', 'kubelet-client-certificate', { cis: '1.2.4' }),
    given('kube-apiserver', 'kubelet-client-key', { cis: '1.2.4' }),
    given('kube-apiserver', 'service-account-key-file', { cis: '1.2.22' }),
    given('kube-apiserver', 'tls-cert-file', { cis: '1.2.24' }),
    given('kube-apiserver', 'tls-private-key-file', { cis: '1.2.24' }),
    given('kube-apiserver', 'client-ca-file', { cis: '1.2.25', severity: HIGH }),
    given('kube-controller-manager', 'service-account-private-key-file', { cis: '1.3.4' }),
    given('kube-controller-manager', 'root-ca-file', { cis: '1.3.5' }),
    given('kubelet', 'client-ca-file', { cis: '4.2.3' }),
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/authentication/x509/clientCAFile', cis: '4.2.3' },
      ...{ isFine: isGiven, must: 'set $ to the certificate authority of the cluster' },
    },
  ],
  kubescape: ['C-0070'],
});
