import type { CheckContext } from '../check';
import { DNS_LABEL, PATH_SEGMENT } from '../forms/formats';
import { quoted } from '../problem';
import { isContainerResource } from './pods/resources';
import type { Checks } from './type-checks';
import {
  atLeast,
  between,
  isSet,
  itemsOf,
  matching,
  nonEmpty,
  notNegative,
  oneOf,
  positive,
  positiveNumber,
} from './values';
import { SHARE } from './workloads';

const SOURCES: { readonly [type: string]: string } = {
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
  External: 'external',
  ContainerResource: 'containerResource',
};
const TARGET_GROUPS_SINCE = 34;
const REFERENCE = {
  fields: {
    kind: matching(PATH_SEGMENT),
    name: matching(PATH_SEGMENT),
    apiVersion: (text: string) =>
      text.split('/').length > 2 ? `is ${quoted(text)}; must be VERSION or GROUP/VERSION` : undefined,
  },
};

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/autoscaling/validation/validation.go and policy/validation */
export const AUTOSCALING: Checks = {
  'autoscaling.v1.CrossVersionObjectReference': REFERENCE,
  'autoscaling.v2.CrossVersionObjectReference': REFERENCE,
  'autoscaling.v1.HorizontalPodAutoscalerSpec': { object: checkReplicas },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': {
    object: (spec, inspection) => {
      checkReplicas(spec, inspection);
      const scalesToZero = itemsOf(spec.metrics).some(({ type }) => type === 'Object' || type === 'External');
      // Without metrics, the default is one of the CPU.
      if (spec.minReplicas === 0 && !scalesToZero)
        inspection.refuse('is 0; must be at least 1 without a metric of type "Object" or "External"', 'minReplicas');
    },
  },
  'autoscaling.v2.HPAScalingRules': {
    fields: {
      stabilizationWindowSeconds: between(0, 3600),
      selectPolicy: (policy, inspection) =>
        nonEmpty(policy, inspection) ?? oneOf('Max', 'Min', 'Disabled')(policy, inspection),
      tolerance: notNegative,
      // An absent list has a default, an empty one has none.
      policies: (policies) => (policies.length === 0 ? 'is empty; must have a policy' : undefined),
    },
  },
  'autoscaling.v2.HPAScalingPolicy': {
    fields: { type: oneOf('Pods', 'Percent'), value: positiveNumber, periodSeconds: between(1, 1800) },
  },
  'autoscaling.v2.MetricSpec': { object: checkMetric },
  'autoscaling.v2.MetricIdentifier': {
    fields: { name: matching(PATH_SEGMENT) },
    uncheckedBefore: { selector: Number.POSITIVE_INFINITY },
  },
  'autoscaling.v2.MetricTarget': {
    fields: {
      type: oneOf('Utilization', 'Value', 'AverageValue'),
      value: positive,
      averageValue: positive,
      averageUtilization: atLeast(1),
    },
  },
  'autoscaling.v2.ContainerResourceMetricSource': {
    fields: {
      container: matching(DNS_LABEL),
      name: (name) =>
        name === '' || isContainerResource(name) ? undefined : `is ${quoted(name)}; must be a resource of a container`,
    },
  },
  'policy.v1.PodDisruptionBudgetSpec': {
    fields: {
      minAvailable: SHARE,
      maxUnavailable: SHARE,
      unhealthyPodEvictionPolicy: (policy, inspection) =>
        nonEmpty(policy, inspection) ?? oneOf('IfHealthyBudget', 'AlwaysAllow')(policy, inspection),
    },
    object: ({ minAvailable, maxUnavailable }, inspection) => {
      if (isSet(minAvailable) && isSet(maxUnavailable))
        inspection.refuse('is set; must not be beside maxUnavailable', 'minAvailable');
    },
  },
};

function checkReplicas({ minReplicas, maxReplicas, scaleTargetRef }: any, inspection: CheckContext): void {
  const { apiVersion = '', kind } = scaleTargetRef ?? {};
  // Only a ReplicationController is of the core group, and can be scaled.
  if (
    inspection.minor >= TARGET_GROUPS_SINCE &&
    kind !== 'ReplicationController' &&
    !String(apiVersion ?? '').includes('/')
  )
    inspection.refuse(`is ${quoted(apiVersion)}; must be GROUP/VERSION`, 'scaleTargetRef', 'apiVersion');
  if (!(maxReplicas >= 1)) inspection.refuse('must be at least 1', 'maxReplicas');
  else if (maxReplicas < (minReplicas ?? 1))
    inspection.refuse(`is ${maxReplicas}; must be at least minReplicas`, 'maxReplicas');
  if (minReplicas < 0) inspection.refuse(`is ${minReplicas}; must not be negative`, 'minReplicas');
}

function checkMetric(metric: any, inspection: CheckContext): void {
  const wanted = SOURCES[metric.type];
  if (wanted === undefined || !Object.hasOwn(SOURCES, metric.type)) {
    inspection.refuse(
      `is ${quoted(metric.type)}; must be one of ${Object.keys(SOURCES).map(quoted).join(', ')}`,
      'type',
    );
    return;
  }
  for (const source of Object.values(SOURCES)) {
    const isThere = isSet(metric[source]);
    if (source === wanted && !isThere)
      inspection.refuse(`is missing; must be set with the type ${quoted(metric.type)}`, source);
    if (source !== wanted && isThere)
      inspection.refuse(`is set; must not be with the type ${quoted(metric.type)}`, source);
  }
  const target = metric[wanted]?.target;
  if (!isSet(target)) return;
  const has = (field: string) => isSet(target[field]);
  const isResource = wanted === 'resource' || wanted === 'containerResource';
  const refuse = (message: string) => inspection.refuse(message, wanted, 'target');
  if (isResource && has('averageUtilization') === has('averageValue'))
    refuse('must have either averageUtilization or averageValue');
  if (wanted === 'pods' && !has('averageValue')) refuse('must have averageValue');
  if ((wanted === 'object' || wanted === 'external') && !has('value') && !has('averageValue'))
    refuse('must have value or averageValue');
  if (wanted === 'external' && has('value') && has('averageValue')) refuse('must have either value or averageValue');
}
