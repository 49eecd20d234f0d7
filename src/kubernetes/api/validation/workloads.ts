import type { CheckContext, ValueCheck } from '../check';
import { DNS_LABEL, PERCENTAGE } from '../forms/formats';
import { quoted } from '../problem';
import { checkLabelsAndAnnotations } from './metadata';
import { isEmptySelector, isSameLabel, LABELS, selects } from './selectors';
import type { Checks } from './type-checks';
import { atLeast, isGiven, isSet, matching, oneOf } from './values';

/** Upstream asks for an object since. */
const REVISION_OBJECTS_SINCE = 31;
/** Before, the server left it to the pods and the claims to be refused. */
const STATEFUL_PODS_SINCE = 34;
const COUNT = atLeast(0);
/** A number or a percentage. */
const AMOUNT: ValueCheck = (amount) =>
  (typeof amount === 'number' ? amount >= 0 : PERCENTAGE.accepts(amount))
    ? undefined
    : `is ${quoted(amount)}; must be a number that is not negative, or a percentage such as "25%"`;
/** The same, of at most all. */
export const SHARE: ValueCheck = (amount, inspection) =>
  AMOUNT(amount, inspection) ??
  (typeof amount === 'string' && Number.parseInt(amount, 10) > 100 ? 'must be at most 100%' : undefined);
const SET = { replicas: COUNT, minReadySeconds: COUNT };
const POOL = { ...SET, revisionHistoryLimit: COUNT };

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go */
export const WORKLOADS: Checks = {
  'apps.v1.Deployment': { object: checkSelector },
  'apps.v1.DeploymentSpec': {
    fields: { ...POOL, progressDeadlineSeconds: COUNT },
    object: (spec, inspection) => {
      checkAlwaysRuns(spec.template, inspection);
      if ((spec.progressDeadlineSeconds ?? 600) <= (spec.minReadySeconds ?? 0))
        inspection.refuse('must be more than minReadySeconds', 'progressDeadlineSeconds');
    },
  },
  'apps.v1.DeploymentStrategy': {
    object: ({ type, rollingUpdate }, inspection) => {
      if (type === 'Recreate' && isSet(rollingUpdate))
        inspection.refuse('is set; must not be with the type "Recreate"', 'rollingUpdate');
    },
  },
  'apps.v1.RollingUpdateDeployment': {
    fields: { maxSurge: AMOUNT, maxUnavailable: SHARE },
    object: ({ maxSurge = '25%', maxUnavailable = '25%' }, inspection) => {
      if (isNothing(maxSurge) && isNothing(maxUnavailable))
        inspection.refuse('must not be 0 where maxSurge is 0', 'maxUnavailable');
    },
  },
  'apps.v1.ReplicaSet': { object: checkSelector },
  'apps.v1.ReplicaSetSpec': {
    fields: POOL,
    object: ({ template }, inspection) => checkAlwaysRuns(template, inspection),
  },
  'apps.v1.DaemonSet': { object: checkSelector },
  'apps.v1.DaemonSetSpec': {
    fields: POOL,
    object: ({ template }, inspection) => checkAlwaysRuns(template, inspection),
  },
  'apps.v1.DaemonSetUpdateStrategy': {
    object: ({ type, rollingUpdate }, inspection) => {
      // With the type "OnDelete" it is not looked at.
      if (isSet(rollingUpdate) && (!isGiven(type) || type === 'RollingUpdate')) checkRolling(rollingUpdate, inspection);
    },
  },
  'apps.v1.StatefulSet': { object: checkSelector },
  'apps.v1.StatefulSetSpec': {
    fields: {
      ...SET,
      serviceName: (name, inspection) => (inspection.minor >= 33 ? matching(DNS_LABEL)(name, inspection) : undefined),
    },
    object: ({ template }, inspection) => {
      checkAlwaysRuns(template, inspection);
      if (inspection.minor >= STATEFUL_PODS_SINCE) return;
      checkLabelsAndAnnotations(template?.metadata, inspection, 'template', 'metadata');
    },
    uncheckedBefore: { template: STATEFUL_PODS_SINCE, volumeClaimTemplates: STATEFUL_PODS_SINCE },
  },
  'apps.v1.StatefulSetOrdinals': { fields: { start: COUNT } },
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': {
    fields: {
      whenDeleted: oneOf('Retain', 'Delete'),
      whenScaled: oneOf('Retain', 'Delete'),
    },
  },
  'apps.v1.StatefulSetUpdateStrategy': {
    object: ({ type, rollingUpdate }, inspection) => {
      if (isGiven(type) && type !== 'RollingUpdate' && isSet(rollingUpdate))
        inspection.refuse(`is set; must not be with the type ${quoted(type)}`, 'rollingUpdate');
    },
  },
  'apps.v1.RollingUpdateStatefulSetStrategy': {
    fields: {
      partition: COUNT,
      maxUnavailable: (amount, inspection) =>
        SHARE(amount, inspection) ?? (isNothing(amount) ? 'must not be 0' : undefined),
    },
  },
  'apps.v1.ControllerRevision': {
    fields: { revision: COUNT },
    object: ({ data }, inspection) => {
      if (
        inspection.minor >= REVISION_OBJECTS_SINCE &&
        (typeof data !== 'object' || Array.isArray(data) || data === null)
      )
        inspection.refuse('must be an object', 'data');
    },
  },
  'core.v1.ReplicationControllerSpec': {
    fields: { ...POOL, selector: LABELS },
    object: ({ selector, template }, inspection) => {
      const labels = template.metadata?.labels;
      // An absent selector is the template's labels.
      const wanted = Object.entries(Object.keys(selector ?? {}).length > 0 ? selector : (labels ?? {}));
      if (wanted.length === 0) inspection.refuse('is missing; must be set', 'selector');
      if (!wanted.every(([key, value]) => isSameLabel(labels, key, value)))
        inspection.refuse('must have the labels that selector asks for', 'template', 'metadata', 'labels');
      checkAlwaysRuns(template, inspection);
    },
  },
};

function checkRolling(rollingUpdate: any, inspection: CheckContext): void {
  for (const field of ['maxSurge', 'maxUnavailable']) {
    const problem = isSet(rollingUpdate[field]) ? SHARE(rollingUpdate[field], inspection) : undefined;
    if (problem) inspection.refuse(problem, 'rollingUpdate', field);
  }
  const surges = !isNothing(rollingUpdate.maxSurge ?? 0);
  // Upstream's default is 1 where nothing is surged.
  const isUnavailable = !isNothing(rollingUpdate.maxUnavailable ?? 1);
  if (surges && isUnavailable)
    inspection.refuse('is set; must not be where maxUnavailable is not 0', 'rollingUpdate', 'maxSurge');
  if (!surges && !isUnavailable)
    inspection.refuse('must not be 0 where maxSurge is 0', 'rollingUpdate', 'maxUnavailable');
}

function isNothing(amount: unknown): boolean {
  return amount === 0 || (typeof amount === 'string' && /^0+%$/.test(amount));
}

function checkSelector({ kind, spec }: any, inspection: CheckContext): void {
  if (!isSet(spec)) return;
  const { selector, template } = spec;
  if (isSet(selector) && isEmptySelector(selector))
    inspection.refuse(`is empty; must select the pods of the ${kind}`, 'spec', 'selector');
  else if (!selects(selector, template?.metadata?.labels))
    inspection.refuse('must have the labels that spec.selector asks for', 'spec', 'template', 'metadata', 'labels');
}

function checkAlwaysRuns(template: any, inspection: CheckContext): void {
  const { restartPolicy, activeDeadlineSeconds } = template?.spec ?? {};
  if (isGiven(restartPolicy) && restartPolicy !== 'Always')
    inspection.refuse(`is ${quoted(restartPolicy)}; must be "Always"`, 'template', 'spec', 'restartPolicy');
  if (isSet(activeDeadlineSeconds))
    inspection.refuse('is set; must not be here', 'template', 'spec', 'activeDeadlineSeconds');
}
