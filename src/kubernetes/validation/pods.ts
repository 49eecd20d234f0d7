import type { Inspection } from '../inspection';
import { quoted } from '../problem';
import { quantityValue } from '../quantity';
import { ADDRESS } from './addresses';
import type { Checks } from './checks';
import { DNS_LABEL, DNS_SUBDOMAIN, LABEL_KEY, SEARCH_DOMAIN } from './formats';
import { checkLabelsAndAnnotations } from './metadata';
import { checkRequirements } from './resources';
import { checkHostProcess, checkOperatingSystem } from './security';
import { LABELS } from './selectors';
import {
  between,
  both,
  each,
  isGiven,
  isSet,
  itemsOf,
  matching,
  noMoreThan,
  nonEmpty,
  oneOf,
  refuseDuplicates,
  refuseUnlessOne,
  strictly,
} from './values';
import { checkMounts } from './volumes';

const POD_NAME = matching(DNS_SUBDOMAIN);
const DEFAULT_GRACE_PERIOD = 30;
/** Feature gates that were off by default before: the server dropped the fields. */
const POD_RESOURCES_SINCE = 34;
const USER_NAMESPACES_SINCE = 33;
/** Upstream looks at these since. */
const HOST_SYSCTLS_SINCE = 29;
const BLOCK_DEVICES_SINCE = 34;
const IMAGE_VOLUMES_SINCE = 37;
/** Namespaced sysctls that a pod in the host's namespace may not set. Upstream: sysctl.GetNamespace. */
const IPC_SYSCTL = /^(kernel[./]sem$|kernel[./]shm|kernel[./]msg|fs[./]mqueue[./])/;
const NET_SYSCTL = /^net[./]/;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go ValidatePodSpec */
export const PODS: Checks = {
  'core.v1.PodSpec': {
    fields: {
      activeDeadlineSeconds: between(1, 2 ** 31 - 1),
      hostname: matching(DNS_LABEL),
      subdomain: matching(DNS_LABEL),
      hostnameOverride: strictly({
        ...DNS_SUBDOMAIN,
        accepts: (text) => text.length <= 64 && DNS_SUBDOMAIN.accepts(text),
      }),
      nodeName: POD_NAME,
      serviceAccountName: POD_NAME,
      priorityClassName: POD_NAME,
      runtimeClassName: strictly(DNS_SUBDOMAIN),
      nodeSelector: LABELS,
      overhead: (limits, inspection) => checkRequirements({ limits }, inspection),
      preemptionPolicy: nonEmpty,
      resources: checkPodResources,
    },
    object: checkPod,
  },
  'core.v1.PodOS': { fields: { name: oneOf('linux', 'windows') } },
  'core.v1.HostAlias': { fields: { ip: ADDRESS, hostnames: each(strictly(DNS_SUBDOMAIN)) } },
  'core.v1.PodReadinessGate': { fields: { conditionType: strictly(LABEL_KEY) } },
  'core.v1.PodSchedulingGate': { fields: { name: strictly(LABEL_KEY) } },
  'core.v1.PodDNSConfig': {
    fields: {
      nameservers: both(noMoreThan(3), each(ADDRESS)),
      searches: both(
        noMoreThan(32),
        (searches) => (searches.join(' ').length > 2048 ? 'has more than 2048 characters in all' : undefined),
        each((search, inspection) =>
          search === '.' ? undefined : strictly(SEARCH_DOMAIN)(search.replace(/\.$/, ''), inspection),
        ),
      ),
    },
    object: ({ options }, inspection) => {
      itemsOf(options).forEach(({ name }, index) => {
        if (!isGiven(name)) inspection.refuse('is missing; must be set', 'options', index, 'name');
      });
    },
  },
  'core.v1.PodResourceClaim': {
    fields: {
      name: strictly(DNS_LABEL),
      resourceClaimName: strictly(DNS_SUBDOMAIN),
      resourceClaimTemplateName: strictly(DNS_SUBDOMAIN),
    },
    object: (claim, inspection) =>
      refuseUnlessOne(inspection, claim, ['resourceClaimName', 'resourceClaimTemplateName']),
  },
  'core.v1.Pod': {
    object: ({ metadata, spec }, inspection) => {
      if (itemsOf(spec?.ephemeralContainers).length > 0)
        inspection.refuse('is set; must not be on create', 'spec', 'ephemeralContainers');
      if (isGiven(spec?.nodeName) && itemsOf(spec?.schedulingGates).length > 0)
        inspection.refuse('is set; must not be beside schedulingGates', 'spec', 'nodeName');
      for (const [list, containers] of containersOf(spec)) {
        containers.forEach(({ image }, index) => {
          if (isGiven(image) && image.trim() !== image)
            inspection.refuse('has blanks around it; must have none', 'spec', list, index, 'image');
        });
      }
      if (inspection.minor >= IMAGE_VOLUMES_SINCE)
        for (const [index, { image }] of itemsOf(spec?.volumes).entries())
          if (isSet(image) && !isGiven(image.reference))
            inspection.refuse('is missing; must be set', 'spec', 'volumes', index, 'image', 'reference');
      const claims = itemsOf(spec?.volumes).filter(({ ephemeral }) => isSet(ephemeral));
      for (const { name } of claims)
        if (isGiven(metadata?.name) && !DNS_SUBDOMAIN.accepts(`${metadata.name}-${name}`))
          inspection.refuse(`is too long for the volume ${quoted(name)}`, 'metadata', 'name');
    },
  },
  'core.v1.PodTemplateSpec': {
    object: ({ metadata, spec }, inspection) => {
      checkLabelsAndAnnotations(metadata, inspection, 'metadata');
      if (itemsOf(spec?.ephemeralContainers).length > 0)
        inspection.refuse('is set; must not be in a template', 'spec', 'ephemeralContainers');
    },
  },
};

function checkPodResources(resources: any, inspection: Inspection): undefined {
  if (inspection.minor < POD_RESOURCES_SINCE) return undefined;
  for (const list of ['limits', 'requests'])
    for (const name of Object.keys(resources[list] ?? {}))
      if (!/^(cpu|memory|hugepages-.*)$/.test(name)) inspection.refuse('must be cpu, memory or hugepages', list, name);
  if (isSet(resources.claims)) inspection.refuse('is set; must not be for the whole pod', 'claims');
  return checkRequirements(resources, inspection);
}

export function containersOf(spec: any): (readonly [name: string, containers: any[]])[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].map((name) => [name, itemsOf(spec?.[name])] as const);
}

/** The names of the volumes that a StatefulSet makes for its pods. */
function claimedVolumes({ json }: Inspection): string[] {
  return json.kind === 'StatefulSet'
    ? itemsOf(json.spec?.volumeClaimTemplates).map(({ metadata }) => metadata?.name)
    : [];
}

function checkPod(spec: any, inspection: Inspection): void {
  const lists = containersOf(spec);
  checkNames(lists, inspection);
  checkMounts(spec, lists, claimedVolumes(inspection), inspection);
  checkHost(spec, lists, inspection);
  checkOperatingSystem(spec, lists, inspection);
  checkHostProcess(spec, lists, inspection);
  checkProbes(spec, lists, inspection);
  checkClaims(spec, lists, inspection);
  refuseDuplicates(inspection, itemsOf(spec.schedulingGates), ({ name }) => name, 'schedulingGates', 'name');
  refuseDuplicates(
    inspection,
    itemsOf(spec.topologySpreadConstraints),
    (each) => `${each.topologyKey} ${each.whenUnsatisfiable}`,
    'topologySpreadConstraints',
  );
  // The old name counts only where the new one is absent.
  if (!isGiven(spec.serviceAccountName) && isGiven(spec.serviceAccount) && !DNS_SUBDOMAIN.accepts(spec.serviceAccount))
    inspection.refuse(`is ${quoted(spec.serviceAccount)}; must be ${DNS_SUBDOMAIN.wanted}`, 'serviceAccount');
  if (spec.dnsPolicy === 'None' && itemsOf(spec.dnsConfig?.nameservers).length === 0)
    inspection.refuse('must have a nameserver where dnsPolicy is "None"', 'dnsConfig');
  if (isSet(spec.os) && !isGiven(spec.os.name)) inspection.refuse('is missing; must be set', 'os', 'name');
}

function checkNames(lists: ReturnType<typeof containersOf>, inspection: Inspection): void {
  const seen = new Set<string>();
  // Upstream reads the main containers first, so that a duplicate is the init container's.
  for (const [list, containers] of [lists[1], lists[0], lists[2]] as typeof lists) {
    containers.forEach(({ name }, index) => {
      if (seen.has(name))
        inspection.refuse(`${quoted(name)} is there twice; must be unique in the pod`, list, index, 'name');
      seen.add(name);
    });
  }
}

function checkHost(spec: any, lists: ReturnType<typeof containersOf>, inspection: Inspection): void {
  if (spec.hostPID === true && spec.shareProcessNamespace === true)
    inspection.refuse('is true; must not be where hostPID is', 'shareProcessNamespace');
  if (spec.hostUsers === false && inspection.minor >= USER_NAMESPACES_SINCE) {
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
      if (spec[field] === true) inspection.refuse('is true; must not be where hostUsers is false', field);
    for (const [list, containers] of inspection.minor >= BLOCK_DEVICES_SINCE ? lists : [])
      for (const [index, { volumeDevices }] of containers.entries())
        if (itemsOf(volumeDevices).length > 0)
          inspection.refuse('is set; must not be where hostUsers is false', list, index, 'volumeDevices');
  }
  checkSysctls(spec, inspection);
  if (isSet(spec.hostnameOverride) && (spec.setHostnameAsFQDN === true || spec.hostNetwork === true))
    inspection.refuse('is set; must not be with setHostnameAsFQDN or hostNetwork', 'hostnameOverride');
  const all = new Set<string>();
  for (const [list, containers] of lists) {
    containers.forEach(({ ports, securityContext }, index) => {
      const own = list === 'initContainers' ? new Set<string>() : all;
      itemsOf(ports).forEach(({ containerPort, hostPort, hostIP = '', protocol = 'TCP' }, at) => {
        if (!hostPort) return;
        const key = `${protocol}/${hostIP}/${hostPort}`;
        if (list !== 'ephemeralContainers' && own.has(key))
          inspection.refuse(`${hostPort} is there twice; must be unique`, list, index, 'ports', at, 'hostPort');
        own.add(key);
        if (list === 'containers' && spec.hostNetwork === true && hostPort !== containerPort)
          inspection.refuse(
            `is ${hostPort}; must be the containerPort with hostNetwork`,
            list,
            index,
            'ports',
            at,
            'hostPort',
          );
      });
      if (
        securityContext?.procMount === 'Unmasked' &&
        spec.hostUsers !== false &&
        inspection.minor >= USER_NAMESPACES_SINCE
      )
        inspection.refuse('is "Unmasked"; hostUsers must be false', list, index, 'securityContext', 'procMount');
    });
  }
}

function checkSysctls({ securityContext, hostNetwork, hostIPC }: any, inspection: Inspection): void {
  if (inspection.minor < HOST_SYSCTLS_SINCE) return;
  itemsOf(securityContext?.sysctls).forEach(({ name }, index) => {
    if (hostNetwork === true && NET_SYSCTL.test(name))
      inspection.refuse('must not be set with hostNetwork', 'securityContext', 'sysctls', index, 'name');
    if (hostIPC === true && IPC_SYSCTL.test(name))
      inspection.refuse('must not be set with hostIPC', 'securityContext', 'sysctls', index, 'name');
  });
}

function checkProbes(spec: any, lists: ReturnType<typeof containersOf>, inspection: Inspection): void {
  const grace = spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_PERIOD;
  for (const [list, containers] of lists) {
    containers.forEach((container, index) => {
      const refuse = (message: string, ...path: string[]) => inspection.refuse(message, list, index, ...path);
      const { livenessProbe, readinessProbe, startupProbe, lifecycle, restartPolicy, resizePolicy } = container;
      if (list === 'ephemeralContainers') return;
      if (list === 'initContainers' && restartPolicy !== 'Always') {
        if (isSet(lifecycle?.postStart) || isSet(lifecycle?.preStop))
          refuse('is set; an init container must have restartPolicy "Always" for it', 'lifecycle');
        for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe'])
          if (isSet(container[field]))
            refuse('is set; an init container must have restartPolicy "Always" for it', field);
        if (itemsOf(resizePolicy).some((each) => each.restartPolicy === 'RestartContainer'))
          refuse('is "RestartContainer"; an init container must have restartPolicy "Always" for it', 'resizePolicy');
        return;
      }
      if ((livenessProbe?.successThreshold || 1) !== 1) refuse('must be 1', 'livenessProbe', 'successThreshold');
      if ((startupProbe?.successThreshold || 1) !== 1) refuse('must be 1', 'startupProbe', 'successThreshold');
      if (isSet(readinessProbe?.terminationGracePeriodSeconds))
        refuse('is set; must not be in a readinessProbe', 'readinessProbe', 'terminationGracePeriodSeconds');
      for (const hook of ['postStart', 'preStop']) {
        const sleep = lifecycle?.[hook]?.sleep;
        if (isSet(sleep) && !((sleep.seconds ?? 0) >= 0 && (sleep.seconds ?? 0) <= grace))
          refuse(
            `must be 0 to terminationGracePeriodSeconds, which is ${grace}`,
            'lifecycle',
            hook,
            'sleep',
            'seconds',
          );
      }
      if (spec.restartPolicy === 'Never' && itemsOf(resizePolicy).some((each) => each.restartPolicy !== 'NotRequired'))
        refuse('must be "NotRequired" where the pod has restartPolicy "Never"', 'resizePolicy');
    });
  }
}

function checkClaims(spec: any, lists: ReturnType<typeof containersOf>, inspection: Inspection): void {
  const claims = itemsOf(spec.resourceClaims);
  refuseDuplicates(inspection, claims, ({ name }) => name, 'resourceClaims', 'name');
  const known = new Set(claims.map(({ name }) => name));
  for (const [list, containers] of lists) {
    containers.forEach(({ resources }, index) => {
      itemsOf(resources?.claims).forEach(({ name }, at) => {
        if (!known.has(name))
          inspection.refuse(
            `is ${quoted(name)}; no resourceClaims has the name`,
            list,
            index,
            'resources',
            'claims',
            at,
            'name',
          );
      });
      const limits = spec.resources?.limits ?? {};
      for (const [name, limit] of Object.entries<any>(resources?.limits ?? {})) {
        if (list === 'containers' && isSet(limits[name]) && quantityValue(limit ?? 0) > quantityValue(limits[name]))
          inspection.refuse(
            `is ${quoted(limit)}; must be at most the limit of the pod`,
            list,
            index,
            'resources',
            'limits',
            name,
          );
      }
    });
  }
}
