import { EXPOSING, type Exposure, exposuresOf } from '../../../analysis/network/exposures';
import { isAnnotated } from '../../../analysis/network/ingresses';
import { podsBehind, serviceNamed, staysBesideOthers } from '../../../analysis/network/services';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import type { ManifestSet } from '../../../model/manifest-set';
import { called } from '../../shared/kind-name';
import { NSA_GUIDE } from '../../shared/sources';

/** Programs that run code or show secrets or data to every client, and have no login by default. */
const interfaces = stringListOption(
  'interfaces',
  `alertmanager argo-server argo-workflows-server argocd-server centraldashboard jenkins jupyter jupyterhub kubeflow
  kubernetes-dashboard kubernetes-dashboard-web ml-pipeline-ui mlflow nifi ollama prometheus prometheus-server ray-head
  selenium-hub spark-master temporal-web vllm weave-scope weave-scope-app zeppelin

  apache/nifi apache/zeppelin argoproj/argocd argoproj/argocli bitnami/jenkins bitnami/mlflow bitnami/prometheus
  jenkins/jenkins jupyter/base-notebook jupyter/minimal-notebook jupyter/scipy-notebook jupyterhub/jupyterhub
  jupyterhub/k8s-hub kubeflow/centraldashboard kubernetesui/dashboard kubernetesui/dashboard-web mlflow/mlflow
  ollama/ollama prom/alertmanager prom/prometheus prometheus/alertmanager prometheus/prometheus rayproject/ray
  rayproject/ray-ml temporalio/ui vllm/vllm-openai weaveworks/scope`.split(/\s+/),
  'names of services, workloads and applications, and repositories of images (with a slash), that must not be exposed outside the cluster',
);

/** Annotations that make an ingress controller authenticate clients. */
const LOGINS = [
  'alb.ingress.kubernetes.io/auth-type=cognito',
  'alb.ingress.kubernetes.io/auth-type=oidc',
  'nginx.ingress.kubernetes.io/auth-secret',
  'nginx.ingress.kubernetes.io/auth-tls-secret',
  'nginx.ingress.kubernetes.io/auth-url',
];

export const rule = defineRule({
  id: 'sensitive-interface-exposed',
  category: 'network',
  title: 'Tools that run code or show secrets are not exposed outside the cluster',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'NSA/CISA A1', 'OWASP K09:2022', 'OWASP K06:2025'],
  references: [
    'https://www.microsoft.com/en-us/security/blog/2021/03/23/secure-containerized-environments-with-updated-threat-matrix-for-kubernetes/',
    NSA_GUIDE,
  ],
  equivalents: {
    kubescape: ['C-0021', 'C-0256', 'C-0266', 'C-0274 (cluster)'],
  },
  options: [interfaces],
  visit: {
    types: EXPOSING,
    manifest(manifest, { all, option, report }) {
      if (isAnnotated(manifest, LOGINS)) return;
      for (const exposure of exposuresOf(manifest)) {
        const found = interfaceBehind(exposure, option(interfaces), all);
        if (found === undefined) continue;
        report({
          pointer: exposure.pointer,
          message: `${called(manifest)} exposes "${found}" outside the cluster; add a login in front of it, or remove it`,
        });
      }
    },
  },
});

/** The entry of the list that is behind a Service: found by its name, by the labels of charts, or by its image. */
function interfaceBehind(
  { service: name, namespace }: Exposure,
  sensitive: readonly string[],
  all: ManifestSet,
): string | undefined {
  const service = serviceNamed(name, namespace, all);
  const pods = service ? podsBehind(service, all) : [];
  const names = [
    name,
    ...applicationNames(service?.labels ?? {}),
    ...pods.flatMap((pod) => [pod.manifest.objectRef.name, ...applicationNames(pod.labels)]),
  ];
  const repositories = pods
    .flatMap((pod) => pod.containers.filter(staysBesideOthers))
    .flatMap((container) => imageOf(container.value('/image'))?.repository ?? []);
  return sensitive.find((each) =>
    each.includes('/') ? repositories.some((path) => `/${path}`.endsWith(`/${each}`)) : names.includes(each),
  );
}

function applicationNames(labels: { readonly [key: string]: string }): string[] {
  return ['app.kubernetes.io/name', 'app', 'k8s-app'].flatMap((key) => labels[key] ?? []);
}
