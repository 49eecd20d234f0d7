import type { RuleContext } from '../../../engine/rule';
import type { OptionOf } from '../../../engine/rule-option';

/** What an expression depends on; it is made for one version, one level and one set of options. */
export interface AdmissionTarget extends RuleContext {
  /** Returns the value of one of the rule's options. */
  option<T>(option: OptionOf<T>): T;
}

/**
 * An offence in CEL: `true` is one. Of a pod: may use `variables.spec`, and what else `src/admission/pod-variables.ts` has. Of a
 * container: `c` as well. Of another object: `object`. A function where it depends on the target; undefined where the target
 * allows everything.
 */
export type Expression = string | ((target: AdmissionTarget) => string | undefined);

/** Values with their names. */
export interface NamedValues {
  /** Lists of pairs of a name and a value. */
  readonly pairs: string;
  /** Names that are those of secrets beside the known ones; default: none. */
  readonly names?: readonly string[];
  /** Whether only names of passwords count, and not those of tokens and keys. */
  readonly passwordsOnly?: boolean;
}

/** Policies of pods. Those of `images` and `secrets` are dear: they have fixed messages and policies of their own. */
export type PodFamily = 'pod-security' | 'images' | 'secrets' | 'pod-availability';

/** Policies of other objects. */
export type ObjectFamily =
  | 'storage'
  | 'service-accounts'
  | 'configuration'
  | 'rbac'
  | 'network'
  | 'ingress'
  | 'namespaces'
  | 'availability'
  | 'cluster';

/** A rule about pods: bare ones, and those that a template makes. */
export interface PodAdmission {
  readonly family: PodFamily;
  readonly pod?: Expression;
  /**
   * The field of the pod that `pod` finds missing: it says nothing of a pod in a custom kind that does not have the field. Default: it finds
   * something wrong that is there.
   */
  readonly missing?: string;
  /** Whether `pod` asks about something of each container, so that a waiver of a container counts: it is asked about the others alone. */
  readonly byContainer?: boolean;
  /** Asked of each init, main and ephemeral container. */
  readonly container?: Expression;
  /** A text in which a token or a private key is an offence; a family searches all its texts at once. */
  readonly tokensIn?: Expression;
  /** Values that are an offence under the name of a secret; a family asks about all its names at once. */
  readonly secretsIn?: (target: AdmissionTarget) => NamedValues;
  /**
   * Follows what is judged, as in `container "web" `: what is there; what must be. It contains nothing that an author wrote.
   */
  readonly message: string;
  /** Whether a template is not judged, because the API server fills its pods before policies see them. */
  readonly podsOnly?: boolean;
  /** What one object does not tell. */
  readonly partly?: string;
  /** What it says of objects without pods. */
  readonly also?: ObjectAdmission;
  /** How the cluster may fill pods with what the rule's fix sets. */
  readonly fill?: Fill;
}

/** What a cluster fills: the field and the value are those of the rule's fix for a pod that says nothing. */
export type Fill =
  | {
      /** The part of the offence that the value ends; default: all of it. */
      readonly where?: Expression;
      /** What is an offence all the same. */
      readonly leaves?: Expression;
      /** Where the fix sets nothing, beside what stops a container. */
      readonly unless?: string;
    }
  /** It has no value of its own; any other that is filled ends the offence. */
  | 'endsWithAny'
  | {
      /** Why the cluster fills nothing, as the table of what is left out says it. */
      readonly notFilled: string;
    };

/** A rule about objects without pods. */
export interface ObjectAdmission {
  readonly family: ObjectFamily;
  /** Groups and kinds, such as `rbac.authorization.k8s.io/Role`. */
  readonly types: readonly string[];
  readonly object?: Expression;
  /** As for pods. */
  readonly tokensIn?: Expression;
  /** As for pods. */
  readonly secretsIn?: (target: AdmissionTarget) => NamedValues;
  /** As for pods. */
  readonly message: string;
  /** What it says of objects in another family. */
  readonly also?: ObjectAdmission;
  /** What one object does not tell. */
  readonly partly?: string;
}

/** A rule that no policy can enforce. */
export interface NotAtAdmission {
  /** Why, as the table of what is left out says it. */
  readonly notAtAdmission: string;
}

/** How the cluster enforces a rule. */
export type Admission = PodAdmission | ObjectAdmission | NotAtAdmission;

/** Reasons that several rules have. */
export const LISTS_OBJECTS = 'asks for objects that may come later or went before; CEL lists no objects';
export const SERVER_REFUSES = 'the API server itself refuses or never serves it';
export const FILE_OF_A_NODE = 'a file of a node, and no object of the API';
export const CUSTOM_KINDS = 'about objects of custom kinds, which these policies do not judge';

/** What a rule says of pods and of objects in each family; empty where no policy can enforce it. */
export function partsOf(admission: Admission): readonly (PodAdmission | ObjectAdmission)[] {
  if ('notAtAdmission' in admission) return [];
  return admission.also ? [admission, ...partsOf(admission.also)] : [admission];
}
