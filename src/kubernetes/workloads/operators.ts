import type { PodPlace, WorkloadEntry } from './place';

const PROMETHEUS = 'https://github.com/prometheus-operator/prometheus-operator/blob/v0.84.0/pkg/apis/monitoring';
const ECK = 'https://github.com/elastic/cloud-on-k8s/blob/v3.0.0/pkg/apis';
const STRIMZI =
  'https://github.com/strimzi/strimzi-kafka-operator/blob/0.47.0/api/src/main/java/io/strimzi/api/kafka/model';
const POSTGRES = 'https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.26.0/api/v1';

const GENERATED_FIELDS = [
  'affinity',
  'automountServiceAccountToken',
  'dnsConfig',
  'dnsPolicy',
  'enableServiceLinks',
  'hostAliases',
  'hostNetwork',
  'hostUsers',
  'imagePullSecrets',
  'metadata',
  'nodeSelector',
  'priorityClassName',
  'schedulerName',
  'securityContext',
  'serviceAccountName',
  'tolerations',
  'topologySpreadConstraints',
  'volumes',
];

/** The operator makes the container and the rest of the pod; what is written adds to it, or replaces it by name. */
function generated(spec: string, name: string): PodPlace {
  const own = { at: '', fields: ['image', 'imagePullPolicy', 'resources', 'volumeMounts'], name };
  return {
    spec,
    fields: GENERATED_FIELDS,
    names: { metadata: ['podMetadata'] },
    containers: [{ at: 'initContainers/*', list: 'initContainers' }, { at: 'containers/*' }, own],
    isPartial: true,
  };
}

/** A kind of ECK: its image, and templates that are merged with the operator's. */
function elastic(kind: string, group: string, file: string, templates: readonly string[]): WorkloadEntry {
  const image = { spec: '/spec', fields: [], containers: [{ at: '', fields: ['image'], name: kind.toLowerCase() }] };
  return {
    groups: [`${group}.k8s.elastic.co`],
    kinds: [kind],
    places: [{ ...image, isPartial: true }, ...templates.map((template) => ({ template, isPartial: true }))],
    source: `${ECK}/${file}`,
  };
}

/** A `template` of Strimzi: parts of the pod and of its containers. */
function strimziTemplate(root: string, containers: readonly string[], pod = 'pod'): PodPlace {
  return {
    spec: `${root}/template/${pod}`,
    containers: containers.map((name) => ({
      at: `${root}/template/${name}`,
      ...(name.startsWith('init') && { list: 'initContainers' as const }),
      name: name.replace(/Container$/, ''),
    })),
    isPartial: true,
  };
}

/** What Strimzi has beside the template. */
function strimziImage(spec: string, name: string): PodPlace {
  return { spec, fields: [], containers: [{ at: '', fields: ['image', 'resources'], name }], isPartial: true };
}

/** A component; its main container comes first. */
function strimziAt(root: string, containers: readonly string[]): PodPlace[] {
  return [strimziTemplate(root, containers), strimziImage(root, containers[0]?.replace(/Container$/, '') ?? '')];
}

function strimzi(kinds: readonly string[], file: string, places: readonly PodPlace[]): WorkloadEntry {
  return { groups: ['kafka.strimzi.io'], kinds, places, source: `${STRIMZI}/${file}` };
}

const AGENT_TEMPLATES = ['daemonSet', 'deployment', 'statefulSet'].map((owner) => `/spec/${owner}/podTemplate`);

/** Kinds of operators that make most of the pod themselves. */
export const OPERATORS: readonly WorkloadEntry[] = [
  ...Object.entries({
    Alertmanager: 'v1/alertmanager_types.go',
    Prometheus: 'v1/prometheus_types.go',
    PrometheusAgent: 'v1alpha1/prometheusagent_types.go',
    ThanosRuler: 'v1/thanos_types.go',
  }).map(([kind, file]) => ({
    groups: ['monitoring.coreos.com'],
    kinds: [kind],
    places: [generated('/spec', kind.replace('Agent', '').toLowerCase())],
    source: `${PROMETHEUS}/${file}`,
  })),
  elastic('Elasticsearch', 'elasticsearch', 'elasticsearch/v1/elasticsearch_types.go', [
    '/spec/nodeSets/*/podTemplate',
    '/spec/nodes/*/podTemplate', // v1alpha1
  ]),
  elastic('Kibana', 'kibana', 'kibana/v1/kibana_types.go', ['/spec/podTemplate']),
  elastic('ApmServer', 'apm', 'apm/v1/apmserver_types.go', ['/spec/podTemplate']),
  elastic('EnterpriseSearch', 'enterprisesearch', 'enterprisesearch/v1/enterprisesearch_types.go', [
    '/spec/podTemplate',
  ]),
  elastic('ElasticMapsServer', 'maps', 'maps/v1alpha1/maps_types.go', ['/spec/podTemplate']),
  elastic('Logstash', 'logstash', 'logstash/v1alpha1/logstash_types.go', ['/spec/podTemplate']),
  elastic('Beat', 'beat', 'beat/v1beta1/beat_types.go', AGENT_TEMPLATES.slice(0, 2)),
  elastic('Agent', 'agent', 'agent/v1alpha1/agent_types.go', AGENT_TEMPLATES),
  strimzi(['Kafka'], 'kafka/KafkaSpec.java', [
    ...strimziAt('/spec/kafka', ['kafkaContainer', 'initContainer']),
    ...strimziAt('/spec/zookeeper', ['zookeeperContainer']),
    strimziTemplate('/spec/entityOperator', ['tlsSidecarContainer', 'topicOperatorContainer', 'userOperatorContainer']),
    ...['topicOperator', 'userOperator'].map((name) => strimziImage(`/spec/entityOperator/${name}`, name)),
    ...strimziAt('/spec/cruiseControl', ['cruiseControlContainer', 'tlsSidecarContainer']),
    ...strimziAt('/spec/kafkaExporter', ['container']),
  ]),
  strimzi(['KafkaNodePool'], 'nodepool/KafkaNodePoolSpec.java', [
    strimziTemplate('/spec', ['kafkaContainer', 'initContainer']),
  ]),
  strimzi(['KafkaConnect'], 'connect/KafkaConnectSpec.java', [
    ...strimziAt('/spec', ['connectContainer', 'initContainer']),
    strimziTemplate('/spec', ['buildContainer'], 'buildPod'),
  ]),
  strimzi(
    ['KafkaMirrorMaker2'],
    'mirrormaker2/KafkaMirrorMaker2Spec.java',
    strimziAt('/spec', ['connectContainer', 'initContainer']),
  ),
  strimzi(['KafkaMirrorMaker'], 'mirrormaker/KafkaMirrorMakerSpec.java', strimziAt('/spec', ['mirrorMakerContainer'])),
  strimzi(['KafkaBridge'], 'bridge/KafkaBridgeSpec.java', strimziAt('/spec', ['bridgeContainer', 'initContainer'])),
  {
    groups: ['postgresql.cnpg.io'],
    kinds: ['Cluster'],
    places: [
      {
        spec: '/spec',
        fields: ['imagePullSecrets', 'priorityClassName', 'schedulerName', 'securityContext'],
        names: { securityContext: ['podSecurityContext'] },
        containers: [
          {
            at: '',
            fields: ['env', 'envFrom', 'image', 'imagePullPolicy', 'resources', 'securityContext'],
            names: { image: ['imageName'] },
            name: 'postgres',
          },
        ],
        isPartial: true,
      },
    ],
    source: `${POSTGRES}/cluster_types.go`,
  },
  {
    groups: ['postgresql.cnpg.io'],
    kinds: ['Pooler'],
    places: [{ template: '/spec/template', isPartial: true }],
    source: `${POSTGRES}/pooler_types.go`,
  },
];
