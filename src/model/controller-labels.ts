import { selects } from '../kubernetes/selector';
import type { PodTemplateView } from './manifest';

/** A label that a controller adds to the pods of a template: the template does not have it. */
interface AddedLabel {
  /** The value on every pod; undefined if the pods differ, or if the value is made at run time. */
  readonly value?: string;
  /** Whether every pod has the label; a controller of a custom kind may add it or not. */
  readonly isOnEvery: boolean;
  /** Whether a pod may have a value. */
  mayBe(value: string): boolean;
}

const NUMBER = /^(0|[1-9]\d*)$/;
const MADE: AddedLabel = { isOnEvery: true, mayBe: () => true };
const NUMBERED: AddedLabel = { isOnEvery: true, mayBe: (value) => NUMBER.test(value) };
const POSSIBLE: AddedLabel = { isOnEvery: false, mayBe: () => true };

type AddedBy = (name: string, pod: PodTemplateView) => { readonly [key: string]: AddedLabel };

const deployment: AddedBy = () => ({ 'pod-template-hash': MADE });
const deploymentConfig: AddedBy = (name) => ({ deploymentconfig: exactly(name), deployment: numbered(name) });
const daemonSet: AddedBy = () => ({ 'controller-revision-hash': MADE, 'pod-template-generation': NUMBERED });

/**
 * What the controllers of Kubernetes and OpenShift add.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/
 * @see https://github.com/openshift/api/blob/master/apps/v1/consts.go
 */
const ADDED: { readonly [groupKind: string]: AddedBy } = {
  'apps/StatefulSet': (name, { manifest }) => ({
    'statefulset.kubernetes.io/pod-name': oneOf(name, manifest.value('/spec/replicas') ?? 1, startOf(manifest)),
    'apps.kubernetes.io/pod-index': NUMBERED,
    'controller-revision-hash': MADE,
  }),
  'apps/Deployment': deployment,
  'extensions/Deployment': deployment,
  'apps/DaemonSet': daemonSet,
  'extensions/DaemonSet': daemonSet,
  'batch/Job': (name, { manifest }) =>
    jobLabels(name === '' ? MADE : exactly(name), manifest.value('/spec/completionMode') === 'Indexed'),
  'batch/CronJob': (name, { manifest }) =>
    jobLabels(numbered(name), manifest.value('/spec/jobTemplate/spec/completionMode') === 'Indexed'),
  'apps.openshift.io/DeploymentConfig': deploymentConfig,
  DeploymentConfig: deploymentConfig, // before OpenShift 3.6
};

/** Kinds whose pods have the labels of their template alone. */
const NOTHING_ADDED = ['Pod', 'PodTemplate', 'ReplicationController', 'apps/ReplicaSet', 'extensions/ReplicaSet'];

/** All of these labels; a workload's own label of the same name counts instead. */
const EVERY_KEY = new Set([
  ...['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index', 'controller-revision-hash'],
  ...['pod-template-hash', 'pod-template-generation', 'job-name', 'controller-uid'],
  ...['batch.kubernetes.io/job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-completion-index'],
  ...['deploymentconfig', 'deployment'],
]);

/** Whether a label is one that the controllers of Kubernetes or OpenShift add. */
export function isControllerLabel(key: string): boolean {
  return EVERY_KEY.has(key);
}

/** Whether a controller may add a label to the pods of an object, so that an index of template labels lacks it. */
export function mayAdd(groupKind: string, key: string): boolean {
  return isControllerLabel(key) || (isCustom(groupKind) && isOfDomain(key, groupKind));
}

/** Whether a selector may match a pod that is made from a template. */
export function maySelect(selector: any, pod: PodTemplateView): boolean {
  return judge(selector, pod, pod.labels, ({ operator, values = [] }, { isOnEvery, value, mayBe }) => {
    switch (operator) {
      case 'In':
        return values.some(mayBe);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return true;
      default:
        return operator === 'DoesNotExist' && !isOnEvery;
    }
  });
}

/**
 * Whether a selector matches every pod that is made from a template.
 *
 * @param labels the labels of the pods, with those that a network plugin adds
 */
export function surelySelects(selector: any, pod: PodTemplateView, labels = pod.labels): boolean {
  return judge(selector, pod, labels, ({ operator, values = [] }, { isOnEvery, value, mayBe }) => {
    switch (operator) {
      case 'In':
        return isOnEvery && value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined ? !values.some(mayBe) : !values.includes(value);
      default:
        return operator === 'Exists' && isOnEvery;
    }
  });
}

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | null;
}

/** Judges the added labels by a function, and all others as Kubernetes does. */
function judge(
  selector: any,
  pod: PodTemplateView,
  labels: { readonly [key: string]: string },
  holds: (expression: { operator: string; values?: readonly string[] }, label: AddedLabel) => boolean,
): boolean {
  if (selector === undefined || selector === null) return false;
  const all: Expression[] = [
    ...Object.entries<string>(selector.matchLabels ?? {}).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
    })),
    ...(selector.matchExpressions ?? []),
  ];
  return all.every((expression) => {
    const label = Object.hasOwn(labels, expression.key) ? undefined : addedTo(pod, expression.key);
    if (!label) return selects({ matchExpressions: [expression] }, labels);
    return holds({ operator: expression.operator, values: expression.values ?? undefined }, label);
  });
}

function addedTo(pod: PodTemplateView, key: string): AddedLabel | undefined {
  const { groupKind, json, objectRef } = pod.manifest;
  // A custom kind makes its pods through one of the others, and its operator adds labels with its domain.
  if (isCustom(groupKind)) return mayAdd(groupKind, key) ? POSSIBLE : undefined;
  const added = ADDED[groupKind]?.(json.metadata?.name ? objectRef.name : '', pod) ?? {};
  return Object.hasOwn(added, key) ? added[key] : undefined;
}

function isCustom(groupKind: string): boolean {
  return !Object.hasOwn(ADDED, groupKind) && !NOTHING_ADDED.includes(groupKind);
}

/** Whether a label has the domain of a kind: `volcano.sh/job-name` for `batch.volcano.sh`. */
function isOfDomain(key: string, groupKind: string): boolean {
  const [domain = '', name] = key.split('/');
  const [group = '', kind] = groupKind.split('/');
  if (name === undefined || kind === undefined || !domain.includes('.')) return false;
  return domain === group || domain.endsWith(`.${group}`) || group.endsWith(`.${domain}`);
}

function jobLabels(name: AddedLabel, isIndexed: boolean): ReturnType<AddedBy> {
  return {
    ...{ 'job-name': name, 'batch.kubernetes.io/job-name': name },
    ...{ 'controller-uid': MADE, 'batch.kubernetes.io/controller-uid': MADE },
    ...(isIndexed ? { 'batch.kubernetes.io/job-completion-index': NUMBERED } : {}),
  };
}

function exactly(value: string): AddedLabel {
  return { value, isOnEvery: true, mayBe: (other) => other === value };
}

/** A name with a number: `web-0`. */
function numbered(name: string): AddedLabel {
  const prefix = `${name}-`;
  return {
    isOnEvery: true,
    mayBe: (value) => value.startsWith(prefix) && NUMBER.test(value.slice(prefix.length)),
  };
}

function oneOf(name: string, replicas: unknown, start: number): AddedLabel {
  return replicas === 1 ? { ...numbered(name), value: `${name}-${start}` } : numbered(name);
}

function startOf(manifest: PodTemplateView['manifest']): number {
  return manifest.value('/spec/ordinals/start') ?? 0;
}
