import { Types } from '../../kubernetes/api/types';
import { minorVersion } from '../../kubernetes/kubernetes-version';
import { type SparedNamespace, warningBindings } from '../bindings';
import { type Judged, listing, listingValidation } from '../expressions';
import { POD_VARIABLES, usedVariables } from '../pod-variables';
import { podConditions } from '../requests';
import type { AdmissionStage } from '../stage';
import { shapedFields } from './shaped';
import { type CustomKind, templatesOf } from './templates';

const NAME = 'hardening-custom-kinds';
/** Pod templates of an object that are judged. */
const MOST_TEMPLATES = 64;
/** The number of the pod template in the object. */
const INDEX = 'podIndex';

interface CustomPolicy {
  readonly kinds: readonly CustomKind[];
  readonly judged: readonly Judged[];
  readonly waivers: { readonly [name: string]: string };
  readonly kubernetesVersion: string;
  readonly stage: AdmissionStage;
  readonly spared: readonly SparedNamespace[];
}

/**
 * The policy for pods in objects of custom kinds, with its bindings. It warns and never denies: what a controller makes of an object only it
 * knows, and its pods are judged when they are made.
 */
export function customPolicy({ kinds, judged, waivers, kubernetesVersion, stage, spared }: CustomPolicy): any[] {
  const ofEach = judged.map(({ rule, message, whole, container }): Judged => {
    const parts = [
      ...(whole === undefined ? [] : [indexed(whole)]),
      ...(container === undefined ? [] : [`${indexed('variables.containers')}.exists(c, ${indexed(container)})`]),
    ];
    return { rule, message, whole: `variables.indexes.exists(${INDEX}, ${parts.join(' || ')})` };
  });
  const lists = listing(ofEach, "'pod'");
  const types = Types.in(minorVersion(kubernetesVersion));
  const texts = [
    ...judged.flatMap(({ whole = '', container = '' }) => [whole, container]),
    ...Object.values(POD_VARIABLES),
  ];
  const named = new Set(texts.join(' ').match(/\w+/g));
  const pods = Object.entries(POD_VARIABLES).map(([name, cel]) => [
    name,
    `variables.indexes.map(${INDEX}, ${indexed(cel)})`,
  ]);
  const all = {
    ...Object.fromEntries(pods),
    written: templatesOf(kinds),
    ...podFields(types, named),
    indexes: `[${[...Array(MOST_TEMPLATES).keys()].join(', ')}].filter(i, i < variables.written.size())`,
    ...waivers,
    ...lists,
  };
  const validation = listingValidation();
  const resourceRules = [...new Set(kinds.map(({ group }) => group))].sort().map((group) => ({
    ...{ apiGroups: [group], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'] },
    resources: [...new Set(kinds.filter((each) => each.group === group).map(({ resource }) => resource))].sort(),
  }));
  const policy = {
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: { name: NAME } },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules },
      matchConditions: podConditions(),
      variables: usedVariables(Object.values(validation), all),
      validations: [validation],
    },
  };
  return [policy, ...warningBindings(NAME, stage, spared)];
}

/** The templates with the fields that expressions name; a variable for each field of the pod, as an expression has a limited length. */
function podFields(types: Types, named: ReadonlySet<string>): { readonly [name: string]: string } {
  const shape = (name: string) => ({ form: 'object', type: () => types.of(name) }) as const;
  const { metadata = 'optional.none()' } = shapedFields(
    't',
    shape('core.v1.PodTemplateSpec'),
    new Set([...named, 'metadata']),
  );
  const fields = Object.entries(shapedFields('s', shape('core.v1.PodSpec'), named));
  const own = fields.map(([name]) => `?'${name}': variables.of_${name}[${INDEX}]`);
  return {
    specs: "variables.written.map(t, 'spec' in t && type(t.spec) == map ? t.spec : {})",
    metadatas: `variables.written.map(t, ${metadata})`,
    ...Object.fromEntries(fields.map(([name, cel]) => [`of_${name}`, `variables.specs.map(s, ${cel})`])),
    template: `variables.indexes.map(${INDEX}, {?'metadata': variables.metadatas[${INDEX}], 'spec': {${own.join(', ')}}})`,
  };
}

/** The same expression for one of several pod templates. */
function indexed(cel: string): string {
  return cel.replace(/\bvariables\.(\w+)/g, (whole, name) => (name in POD_VARIABLES ? `${whole}[${INDEX}]` : whole));
}
