import { ingress, route, service } from '../../../../test/support/availability';
import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, type World, world } from '../../../../test/support/world';
import { rule as loadBalancer } from '../load-balancer-service/rule';
import { rule as nodePort } from '../node-port-service/rule';
import { rule } from './rule';

const DIGEST = `sha256:${'a1'.repeat(32)}`;
const named = (object: any, name: string) => ({ ...object, metadata: { ...object.metadata, name } });
const runs = (world: World, repository: string) => {
  world.spec.containers[0].image = `${repository}@${DIGEST}`;
};
const opened = (type: string) => ({ ...service(), spec: { ...service().spec, type } });
const INGRESS = ['Ingress /spec/rules/0/http/paths/0/backend/service/name'];

testRule(rule, {
  plus: [nodePort, loadBalancer],
  valid: {
    'a shop behind an Ingress': ({ others }) => {
      others.push(service(), ingress());
    },
    'Jenkins inside the cluster': (world) => {
      runs(world, 'docker.io/jenkins/jenkins');
      world.others.push(service());
    },
    'an image whose name has the same end': (world) => {
      runs(world, 'ghcr.io/acme/notjenkins/jenkins-agent');
      world.others.push(service(), ingress());
    },
    'an image of another owner with the same name': (world) => {
      runs(world, 'ghcr.io/acme/dashboard');
      world.others.push(service(), ingress());
    },
    'Jenkins prepares the pod': ({ spec, others }) => {
      spec.initContainers[0].image = `docker.io/jenkins/jenkins@${DIGEST}`;
      others.push(service(), ingress());
    },
    'a Service whose name has the same beginning': ({ others }) => {
      const first = ingress();
      first.spec.rules[0].http.paths[0].backend.service.name = 'jenkins-docs';
      others.push(named(service(), 'jenkins-docs'), first);
    },
    'a login in front of it': (world) => {
      runs(world, 'docker.io/jenkins/jenkins');
      const asking = ingress();
      asking.metadata.annotations = { 'nginx.ingress.kubernetes.io/auth-url': 'https://login.example.com/auth' };
      world.others.push(service(), asking);
    },
    'a Service that selects other pods': (world) => {
      runs(world, 'docker.io/jenkins/jenkins');
      world.others.push({ ...service(), spec: { ...service().spec, selector: { app: 'shop' } } }, ingress());
    },
    'a route of the mesh': (world) => {
      runs(world, 'docker.io/jenkins/jenkins');
      const inside = route();
      inside.spec.parentRefs = [{ group: '', kind: 'Service', name: 'web' }];
      world.others.push(service(), inside);
    },
  },
  invalid: {
    'Jenkins behind an Ingress': {
      change: (world) => {
        runs(world, 'docker.io/jenkins/jenkins');
        world.others.push(service(), ingress());
      },
      at: INGRESS,
      mendedBy: 'none',
    },
    'from a mirror': {
      change: (world) => {
        runs(world, 'mirror.example.com:5000/docker/prom/prometheus');
        world.others.push(service(), ingress());
      },
      at: INGRESS,
    },
    'beside another container': {
      change: (world) => {
        world.spec.containers.push({
          ...world.spec.containers[0],
          name: 'notebook',
          image: `docker.io/jupyter/scipy-notebook@${DIGEST}`,
        });
        world.others.push(service(), ingress());
      },
      at: INGRESS,
    },
    'as a sidecar': {
      change: (world) => {
        world.spec.initContainers[0].restartPolicy = 'Always';
        world.spec.initContainers[0].image = `docker.io/ollama/ollama@${DIGEST}`;
        world.others.push(service(), ingress());
      },
      at: INGRESS,
    },
    'by the label of its chart, on the pods': {
      change: (world) => {
        world.podMetadata.labels['app.kubernetes.io/name'] = 'mlflow';
        world.others.push(service(), ingress());
      },
      at: INGRESS,
    },
    'by the label of its chart, on the Service': {
      change: ({ others }) => {
        const labelled = service();
        labelled.metadata.labels = { 'app.kubernetes.io/name': 'argo-workflows-server' };
        others.push(labelled, ingress());
      },
      at: INGRESS,
    },
    'by the name of a Service that is not among the objects': {
      change: ({ others }) => {
        const first = ingress();
        first.spec.rules[0].http.paths[0].backend.service.name = 'kubernetes-dashboard';
        others.push(service(), first);
      },
      at: INGRESS,
    },
    'a port on the nodes': {
      change: (world) => {
        runs(world, 'docker.io/apache/nifi');
        world.others.push(opened('NodePort'));
      },
      at: ['Service /spec/type'],
      also: ['node-port-service'],
    },
    'a load balancer': {
      change: (world) => {
        runs(world, 'docker.io/rayproject/ray');
        world.others.push(opened('LoadBalancer'));
      },
      at: ['Service /spec/type'],
      also: ['load-balancer-service', 'node-port-service'],
    },
    'a route': {
      change: (world) => {
        runs(world, 'docker.io/vllm/vllm-openai');
        world.others.push(service(), route());
      },
      at: ['HTTPRoute /spec/rules/0/backendRefs/0/name'],
    },
    'a VirtualService of Istio': {
      change: (world) => {
        runs(world, 'docker.io/temporalio/ui');
        world.others.push(service(), {
          apiVersion: 'networking.istio.io/v1',
          kind: 'VirtualService',
          metadata: { name: 'web', namespace: 'shop' },
          spec: {
            hosts: ['shop.example.com'],
            gateways: ['gateways/public'],
            http: [{ route: [{ destination: { host: 'web.shop.svc.cluster.local' } }] }],
          },
        });
      },
      at: ['VirtualService /spec/http/0/route/0/destination/host'],
    },
  },
});

test('interfaces of the option', () => {
  const changed = world();
  changed.others.push(service(), ingress());
  const places = (interfaces: string[]) => placesOf(rule.withOptions({ interfaces }), objectsOf(changed));
  expect(places(['web'])).toEqual([`high ${INGRESS[0]}`]);
  expect(places(['acme/web'])).toEqual([`high ${INGRESS[0]}`]);
  expect(places(['cme/web', 'we', 'shop'])).toEqual([]);
});
