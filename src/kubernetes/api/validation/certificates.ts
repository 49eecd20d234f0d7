import { DNS_LABEL, DNS_SUBDOMAIN } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks } from './type-checks';
import { atLeast, itemsOf } from './values';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/certificates/validation/validation.go; the request itself is for the server to read */
export const CERTIFICATES: Checks = {
  'certificates.v1.CertificateSigningRequestSpec': {
    fields: {
      expirationSeconds: atLeast(600),
      signerName: (name) => {
        if (name === '') return undefined;
        const [domain = '', ...path] = name.split('/');
        const labels = domain.split('.');
        const isSigner =
          path.length === 1 &&
          name.length <= 571 &&
          labels.length > 1 &&
          DNS_SUBDOMAIN.accepts(domain) &&
          labels.every((label: string) => DNS_LABEL.accepts(label)) &&
          DNS_SUBDOMAIN.accepts(path[0] ?? '');
        return isSigner && name !== 'kubernetes.io/legacy-unknown'
          ? undefined
          : `is ${quoted(name)}; must be a signer such as "kubernetes.io/kube-apiserver-client"`;
      },
    },
    object: ({ usages }, inspection) => {
      const all = itemsOf(usages);
      if (all.length === 0) inspection.refuse('is missing; must be set', 'usages');
      if (new Set(all).size < all.length) inspection.refuse('has a usage twice; must be unique', 'usages');
      if (all.includes('')) inspection.refuse('has an empty usage; must be set', 'usages');
    },
  },
};
