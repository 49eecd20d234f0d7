import type { CheckContext, ValueCheck } from '../../check';
import {
  ANNOTATION_KEY,
  CONFIG_KEY,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  HTTP_HEADER,
  LABEL_KEY,
  matches,
  NO_BACKSTEPS,
  OLD_VARIABLE,
  PATH_BELOW,
  PORT_NAME,
  prefixed,
  RELATIVE_PATH,
  VARIABLE,
} from '../../forms/formats';
import { quantityValue } from '../../forms/quantity';
import { quoted } from '../../problem';
import type { Checks } from '../type-checks';
import {
  atLeast,
  both,
  FILE_MODE,
  isGiven,
  isSet,
  itemsOf,
  matching,
  nonEmpty,
  oneOf,
  PORT,
  portOrName,
  positiveNumber,
  refuseDuplicates,
  refuseUnlessOne,
  strictly,
  unlessZero,
} from '../values';
import { checkRequirements } from './resources';

/** @see https://github.com/kubernetes/enhancements/issues/4369 on by default since 1.32 */
const VARIABLE_NAME: ValueCheck = (name, inspection) =>
  matching(inspection.minor >= 32 ? VARIABLE : OLD_VARIABLE)(name, inspection);
const KEY = matching(CONFIG_KEY);
const NAME = strictly(DNS_SUBDOMAIN);
/** Upstream reads these names as the start of one. */
const PREFIX: ValueCheck = (name, inspection) => NAME(prefixed(name), inspection);
const POD_FIELDS = new Set(
  'metadata.name metadata.namespace metadata.uid spec.nodeName spec.serviceAccountName status.hostIP status.hostIPs status.podIP status.podIPs'.split(
    ' ',
  ),
);
const VOLUME_FIELDS = new Set(
  'metadata.name metadata.namespace metadata.labels metadata.annotations metadata.uid'.split(' '),
);
const RESOURCE_FIELD = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/;

const RESTART = both(nonEmpty, oneOf('Always', 'OnFailure', 'Never'));

const CONTAINER: Checks[string] = {
  fields: {
    name: strictly(DNS_LABEL),
    restartPolicy: checkRestart,
    resources: checkRequirements,
    volumeDevices: checkDevices,
  },
  object: checkContainer,
};

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go validateContainerCommon, validateProbe */
export const CONTAINERS: Checks = {
  'core.v1.Container': CONTAINER,
  'core.v1.EphemeralContainer': CONTAINER,
  'core.v1.ContainerPort': { fields: { containerPort: PORT, hostPort: unlessZero(PORT), name: matching(PORT_NAME) } },
  'core.v1.EnvVar': {
    fields: { name: VARIABLE_NAME },
    object: ({ value, valueFrom }, inspection) => {
      if (!isSet(valueFrom)) return;
      if (isGiven(value)) inspection.refuse('is set; must not be where value is not empty', 'valueFrom');
      const names = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
      const count = names.filter((name) => isSet(valueFrom[name])).length;
      if (count !== 1) inspection.refuse(`has ${count} sources; must have one`, 'valueFrom');
      if (isSet(valueFrom.fieldRef)) checkFieldRef(valueFrom.fieldRef, POD_FIELDS, inspection, 'valueFrom', 'fieldRef');
    },
  },
  'core.v1.EnvFromSource': {
    fields: { prefix: VARIABLE_NAME },
    object: (source, inspection) => refuseUnlessOne(inspection, source, ['configMapRef', 'secretRef']),
  },
  'core.v1.ConfigMapEnvSource': { fields: { name: PREFIX } },
  'core.v1.SecretEnvSource': { fields: { name: PREFIX } },
  'core.v1.ConfigMapKeySelector': { fields: { name: NAME, key: KEY } },
  'core.v1.SecretKeySelector': { fields: { name: NAME, key: KEY } },
  'core.v1.FileKeySelector': {
    fields: { key: matching(VARIABLE), volumeName: matching(DNS_LABEL), path: matching(NO_BACKSTEPS) },
  },
  'core.v1.ResourceFieldSelector': { object: checkResourceField },
  'core.v1.DownwardAPIVolumeFile': {
    fields: { path: matching(PATH_BELOW), mode: FILE_MODE },
    object: (file, inspection) => {
      refuseUnlessOne(inspection, file, ['fieldRef', 'resourceFieldRef']);
      if (isSet(file.fieldRef)) checkFieldRef(file.fieldRef, VOLUME_FIELDS, inspection, 'fieldRef');
      if (isSet(file.resourceFieldRef) && !isGiven(file.resourceFieldRef.containerName))
        inspection.refuse('is missing; must be set', 'resourceFieldRef', 'containerName');
    },
  },
  'core.v1.Probe': {
    fields: {
      initialDelaySeconds: atLeast(0),
      timeoutSeconds: atLeast(0),
      periodSeconds: atLeast(0),
      successThreshold: atLeast(0),
      failureThreshold: atLeast(0),
      terminationGracePeriodSeconds: positiveNumber,
    },
    object: (probe, inspection) => refuseUnlessOne(inspection, probe, ['exec', 'httpGet', 'tcpSocket', 'grpc']),
  },
  'core.v1.LifecycleHandler': {
    object: (handler, inspection) => refuseUnlessOne(inspection, handler, ['exec', 'httpGet', 'tcpSocket', 'sleep']),
  },
  'core.v1.HTTPGetAction': { fields: { port: portOrName(PORT_NAME) } },
  'core.v1.HTTPHeader': { fields: { name: strictly(HTTP_HEADER) } },
  'core.v1.TCPSocketAction': { fields: { port: portOrName(PORT_NAME) } },
  'core.v1.GRPCAction': { fields: { port: PORT } },
  'core.v1.ContainerResizePolicy': {
    fields: { resourceName: oneOf('cpu', 'memory'), restartPolicy: oneOf('NotRequired', 'RestartContainer') },
  },
  'core.v1.ContainerRestartRule': {
    object: ({ exitCodes }, inspection) => {
      if (!isSet(exitCodes)) inspection.refuse('is missing; must be set', 'exitCodes');
    },
  },
  'core.v1.ContainerRestartRuleOnExitCodes': { fields: { operator: oneOf('In', 'NotIn') } },
  'core.v1.VolumeMount': {
    fields: {
      subPath: strictly(RELATIVE_PATH),
      subPathExpr: strictly(RELATIVE_PATH),
      recursiveReadOnly: both(nonEmpty, oneOf('Disabled', 'IfPossible', 'Enabled')),
      mountPropagation: nonEmpty,
    },
    object: ({ subPath, subPathExpr, recursiveReadOnly, readOnly, mountPropagation }, inspection) => {
      if (isGiven(subPath) && isGiven(subPathExpr))
        inspection.refuse('is set; must not be beside subPath', 'subPathExpr');
      if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') return;
      if (readOnly !== true) inspection.refuse('may be set only where readOnly is true', 'recursiveReadOnly');
      if (isGiven(mountPropagation) && mountPropagation !== 'None')
        inspection.refuse('may be set only where mountPropagation is "None"', 'recursiveReadOnly');
    },
  },
};

function checkFieldRef(
  { apiVersion, fieldPath }: any,
  fields: ReadonlySet<string>,
  inspection: CheckContext,
  ...path: string[]
): void {
  if (isGiven(apiVersion) && apiVersion !== 'v1')
    inspection.refuse(`is ${quoted(apiVersion)}; must be "v1"`, ...path, 'apiVersion');
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(fieldPath ?? '');
  const isKnown = subscript
    ? matches(subscript[1] === 'labels' ? LABEL_KEY : ANNOTATION_KEY, subscript[2])
    : fields.has(fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath);
  if (isKnown) return;
  inspection.refuse(
    `is ${quoted(fieldPath)}; must be one of ${[...fields].join(', ')}, or a label or an annotation`,
    ...path,
    'fieldPath',
  );
}

function checkResourceField({ resource, divisor }: any, inspection: CheckContext): void {
  const match = RESOURCE_FIELD.exec(resource ?? '');
  if (!match) {
    inspection.refuse(
      `is ${quoted(resource)}; must be limits or requests of cpu, memory, ephemeral-storage or hugepages`,
      'resource',
    );
    return;
  }
  const value = quantityValue(divisor ?? 0);
  if (value === 0) return;
  const isOne = match[2] === 'cpu' ? value === 1 || value === 0.001 : isPowerOf(1000, value) || isPowerOf(1024, value);
  if (!isOne) inspection.refuse(`is ${quoted(divisor)}; must be 1, in a unit of the resource`, 'divisor');
}

function isPowerOf(base: number, value: number): boolean {
  return [0, 1, 2, 3, 4, 5, 6].some((exponent) => base ** exponent === value);
}

/** 1.34 knows other values than "Always" behind a feature gate that is off, and drops them. */
function checkRestart(policy: string, inspection: CheckContext): string | undefined {
  return inspection.minor === 34 ? undefined : RESTART(policy, inspection);
}

function checkDevices(devices: any[], inspection: CheckContext): undefined {
  for (const field of ['name', 'devicePath']) {
    const seen = new Set<string>();
    itemsOf(devices).forEach((device, index) => {
      if (seen.has(device[field]))
        inspection.refuse(`${quoted(device[field])} is there twice; must be unique`, index, field);
      seen.add(device[field]);
    });
  }
  itemsOf(devices).forEach(({ devicePath }, index) => {
    if (!matches(NO_BACKSTEPS, devicePath))
      inspection.refuse(`is ${quoted(devicePath)}; must be ${NO_BACKSTEPS.wanted}`, index, 'devicePath');
  });
  return undefined;
}

function checkContainer(container: any, inspection: CheckContext): void {
  const { ports, volumeMounts, volumeDevices, resizePolicy, restartPolicy, restartPolicyRules, securityContext } =
    container;
  refuseDuplicates(inspection, itemsOf(ports), ({ name }) => name, 'ports', 'name');
  refuseDuplicates(inspection, itemsOf(volumeMounts), ({ mountPath }) => mountPath, 'volumeMounts', 'mountPath');
  refuseDuplicates(
    inspection,
    itemsOf(resizePolicy),
    ({ resourceName }) => resourceName,
    'resizePolicy',
    'resourceName',
  );
  const devices = itemsOf(volumeDevices);
  itemsOf(volumeMounts).forEach(({ name, mountPath, mountPropagation }, index) => {
    if (devices.some((device) => device.name === name))
      inspection.refuse(`${quoted(name)} is in volumeDevices too`, 'volumeMounts', index, 'name');
    if (devices.some(({ devicePath }) => devicePath === mountPath))
      inspection.refuse(`${quoted(mountPath)} is in volumeDevices too`, 'volumeMounts', index, 'mountPath');
    if (mountPropagation === 'Bidirectional' && securityContext?.privileged !== true)
      inspection.refuse(
        'is "Bidirectional"; only a privileged container may have it',
        'volumeMounts',
        index,
        'mountPropagation',
      );
  });
  const rules = itemsOf(restartPolicyRules);
  if (rules.length > 0 && !isSet(restartPolicy))
    inspection.refuse('is missing; must be set beside restartPolicyRules', 'restartPolicy');
  if (rules.length > 20) inspection.refuse(`has ${rules.length} items; at most 20 are allowed`, 'restartPolicyRules');
}
