import type { CheckContext } from '../../check';
import { DNS_LABEL, DNS_SUBDOMAIN, type Format, LABEL_KEY, SEARCH_DOMAIN } from '../../forms/formats';
import { quantityValue } from '../../forms/quantity';
import { quoted } from '../../problem';
import { ADDRESS } from '../addresses';
import { checkLabelsAndAnnotations } from '../metadata';
import { LABELS } from '../selectors';
import type { Checks } from '../type-checks';
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
} from '../values';
import { checkPodAnnotations } from './annotations';
import { checkHost } from './hosts';
import { checkMounts } from './mounts';
import { type Placed, placedContainers } from './placed';
import { checkProbes } from './probes';
import { checkOverhead, checkRequirements } from './resources';
import { checkHostProcess, checkOperatingSystem } from './security';

const OVERRIDE: Format = { ...DNS_SUBDOMAIN, accepts: (text) => text.length <= 64 && DNS_SUBDOMAIN.accepts(text) };
const POD_NAME = matching(DNS_SUBDOMAIN);
/** Upstream looks at the reference since. */
const IMAGE_VOLUMES_SINCE = 37;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go ValidatePodSpec */
export const PODS: Checks = {
  'core.v1.PodSpec': {
    fields: {
      activeDeadlineSeconds: between(1, 2 ** 31 - 1),
      hostname: matching(DNS_LABEL),
      subdomain: matching(DNS_LABEL),
      hostnameOverride: strictly(OVERRIDE),
      nodeName: POD_NAME,
      serviceAccountName: POD_NAME,
      priorityClassName: POD_NAME,
      runtimeClassName: strictly(DNS_SUBDOMAIN),
      nodeSelector: LABELS,
      overhead: checkOverhead,
      preemptionPolicy: nonEmpty,
      resources: checkRequirements,
    },
    object: checkPodSpec,
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
  'core.v1.Pod': { object: checkPod },
  'core.v1.PodTemplateSpec': {
    object: (template, inspection) => {
      checkLabelsAndAnnotations(template.metadata, inspection, 'metadata');
      checkPodAnnotations(template, inspection);
      if (itemsOf(template.spec?.ephemeralContainers).length > 0)
        inspection.refuse('is set; must not be in a template', 'spec', 'ephemeralContainers');
    },
  },
};

/**
 * What only a Pod itself is asked, and no template. Upstream: ValidatePodCreate, which refuses ephemeral containers too; but a Pod
 * that was read from a cluster may have them.
 */
function checkPod(pod: any, inspection: CheckContext): void {
  const { metadata, spec } = pod;
  checkPodAnnotations(pod, inspection);
  if (isGiven(spec?.nodeName) && itemsOf(spec?.schedulingGates).length > 0)
    inspection.refuse('is set; must not be beside schedulingGates', 'spec', 'nodeName');
  for (const { container, at } of placedContainers(spec))
    if (isGiven(container.image) && container.image.trim() !== container.image)
      inspection.refuse('has blanks around it; must have none', 'spec', ...at, 'image');
  itemsOf(spec?.volumes).forEach(({ name, image, ephemeral }, index) => {
    if (isSet(image) && !isGiven(image.reference) && inspection.minor >= IMAGE_VOLUMES_SINCE)
      inspection.refuse('is missing; must be set', 'spec', 'volumes', index, 'image', 'reference');
    if (isSet(ephemeral) && isGiven(metadata?.name) && !DNS_SUBDOMAIN.accepts(`${metadata.name}-${name}`))
      inspection.refuse(`is too long for the volume ${quoted(name)}`, 'metadata', 'name');
  });
}

function checkPodSpec(spec: any, inspection: CheckContext): void {
  const placed = placedContainers(spec);
  checkNames(placed, inspection);
  checkMounts(spec, placed, inspection);
  checkHost(spec, placed, inspection);
  checkOperatingSystem(spec, placed, inspection);
  checkHostProcess(spec, placed, inspection);
  checkProbes(spec, placed, inspection);
  checkClaims(spec, placed, inspection);
  if (isSet(spec.resources)) checkPodResources(spec, placed, inspection);
  refuseDuplicates(inspection, itemsOf(spec.schedulingGates), ({ name }) => name, 'schedulingGates', 'name');
  const constraints = itemsOf(spec.topologySpreadConstraints);
  const keyOf = ({ topologyKey, whenUnsatisfiable }: any) => `${topologyKey} ${whenUnsatisfiable}`;
  refuseDuplicates(inspection, constraints, keyOf, 'topologySpreadConstraints');
  // The old name counts only where the new one is absent.
  if (!isGiven(spec.serviceAccountName) && isGiven(spec.serviceAccount) && !DNS_SUBDOMAIN.accepts(spec.serviceAccount))
    inspection.refuse(`is ${quoted(spec.serviceAccount)}; must be ${DNS_SUBDOMAIN.wanted}`, 'serviceAccount');
  if (spec.dnsPolicy === 'None' && itemsOf(spec.dnsConfig?.nameservers).length === 0)
    inspection.refuse('must have a nameserver where dnsPolicy is "None"', 'dnsConfig');
}

function checkNames(placed: readonly Placed[], inspection: CheckContext): void {
  if (placed.length < 2) return;
  const seen = new Set<string>();
  for (const { container, at } of placed) {
    if (seen.has(container.name))
      inspection.refuse(`${quoted(container.name)} is there twice; must be unique in the pod`, ...at, 'name');
    seen.add(container.name);
  }
}

function checkClaims(spec: any, placed: readonly Placed[], inspection: CheckContext): void {
  const claims = itemsOf(spec.resourceClaims);
  refuseDuplicates(inspection, claims, ({ name }) => name, 'resourceClaims', 'name');
  const known = new Set(claims.map(({ name }) => name));
  for (const { container, at } of placed) {
    itemsOf(container.resources?.claims).forEach(({ name }, index) => {
      if (known.has(name)) return;
      inspection.refuse(
        `is ${quoted(name)}; no resourceClaims has the name`,
        ...at,
        'resources',
        'claims',
        index,
        'name',
      );
    });
  }
}

/** What the pod has as a whole, and what its containers ask for. Upstream: validatePodResources. */
function checkPodResources({ resources }: any, placed: readonly Placed[], inspection: CheckContext): void {
  for (const list of ['limits', 'requests'])
    for (const name of Object.keys(resources[list] ?? {}))
      if (!/^(cpu|memory|hugepages-.*)$/.test(name))
        inspection.refuse('must be cpu, memory or hugepages', 'resources', list, name);
  if (isSet(resources.claims)) inspection.refuse('is set; must not be for the whole pod', 'resources', 'claims');
  const running = placed.filter(({ list }) => list === 'containers');
  for (const [name, request] of Object.entries<any>(resources.requests ?? {})) {
    const asked = running.map(({ container }) => quantityValue(container.resources?.requests?.[name] ?? 0));
    const sum = asked.reduce((total, each) => total + each, 0);
    // Sums of decimals are not exact.
    if (sum > quantityValue(request ?? 0) * (1 + 1e-9))
      inspection.refuse(`is ${quoted(request)}; the containers request more`, 'resources', 'requests', name);
  }
  for (const { container, at } of running)
    for (const [name, limit] of Object.entries<any>(container.resources?.limits ?? {}))
      if (quantityValue(limit ?? 0) > quantityValue(resources.limits?.[name] ?? limit ?? 0))
        inspection.refuse(
          `is ${quoted(limit)}; must be at most the limit of the pod`,
          ...at,
          'resources',
          'limits',
          name,
        );
}
