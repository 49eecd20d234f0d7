import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;
const image = (name: string) => {
  return ({ spec }: World) => {
    spec.containers[0].image = `${name}${digest}`;
  };
};
const at = ['/containers/0/image'];

testRule(rule, {
  valid: {
    'the controller of NGINX itself': image('nginx/nginx-ingress:5.3.0'),
    'another part of the project': image('registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.4'),
    "another vendor's controller": image('ghcr.io/acme/controller'),
    'a folder with the same suffix': image('ghcr.io/acme/my-ingress-nginx/controller'),
    nginx: image('nginx'),
  },
  invalid: {
    'its image': { change: image('registry.k8s.io/ingress-nginx/controller:v1.15.0'), at, mendedBy: 'none' },
    '§4.40: its last version, in each kind and not only in Deployments': {
      change: image('registry.k8s.io/ingress-nginx/controller:v1.15.1'),
      at,
    },
    'without a version': { change: image('registry.k8s.io/ingress-nginx/controller'), at },
    'the chroot image': { change: image('registry.k8s.io/ingress-nginx/controller-chroot:v1.15.0'), at },
    'from a mirror': { change: image('mirror.example.com/k8s/ingress-nginx/controller:v1.15.0'), at },
    'its image of the first years': {
      change: image('quay.io/kubernetes-ingress-controller/nginx-ingress-controller'),
      at,
    },
    'an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].image = `ingress-nginx/controller${digest}`;
      },
      at: ['/initContainers/0/image'],
    },
  },
});
