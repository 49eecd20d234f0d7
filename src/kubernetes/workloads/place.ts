/** Fields of a pod or of a container, and where a kind writes them. */
export interface FieldsAt {
  /** JSON Pointer of the object with the fields. */
  readonly at: string;
  /** The fields that the kind has there; default: all of them. */
  readonly fields?: readonly string[];
  /** Fields that the kind calls otherwise, by Kubernetes' name. Of several names, an object has one. */
  readonly names?: { readonly [field: string]: readonly string[] };
}

/** The list of a pod that containers belong to. */
export type ContainerList = 'initContainers' | 'containers' | 'ephemeralContainers';

/** Containers of a pod. */
export interface ContainersAt extends FieldsAt {
  /**
   * JSON Pointer from the object; without a slash at the start, from the place of the pod. A segment `*` stands for all
   * items of a list.
   */
  readonly at: string;
  /** Default: `containers`. */
  readonly list?: ContainerList;
  /** Name that the controller gives to a container without one. */
  readonly name?: string;
  /** JSON Pointer, in the same notation as `at`, of what holds where the container says nothing. */
  readonly defaults?: string;
}

/** Where a kind writes a pod, or a part of one. */
export interface PodPlace {
  /** JSON Pointer of a pod template, with the `metadata` and the `spec` of the pod; `*` stands for all items. */
  readonly template?: string;
  /** JSON Pointer of an object with fields of a pod's spec, in place of `template`; `*` stands for all items. */
  readonly spec?: string;
  /** JSON Pointer of a text with a pod's spec as YAML, in place of `template`. */
  readonly text?: string;
  /** The pod-level fields that the kind has; default: all. In a `template` others are read too, and not written. */
  readonly fields?: readonly string[];
  /** Pod-level fields that the kind calls otherwise. */
  readonly names?: FieldsAt['names'];
  /** Where a pod-level field is looked for that the spec does not have. */
  readonly inherits?: readonly FieldsAt[];
  /** Default: the lists of a pod's spec. */
  readonly containers?: readonly ContainersAt[];
  /** Whether a controller adds the rest of the pod, so that a missing field means nothing. */
  readonly isPartial?: boolean;
  /** Whether the API server, or the tool that made it, refuses or ignores changes. */
  readonly isReadOnly?: boolean;
}

/** Kinds that keep their pods in the same places. */
export interface WorkloadEntry {
  /** API groups, without versions. */
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly places: readonly PodPlace[];
  /** Whether the API server refuses an object without a pod. */
  readonly isRequired?: boolean;
  /** Where the kinds are defined. */
  readonly source: string;
}

/** A pod, or a part of one, that an object writes in one place. */
export interface FoundPod {
  /** The pod template, or the object with its fields, or the text with them. */
  readonly at: string;
  readonly form: 'template' | 'spec' | 'text';
  /** What stands there. */
  readonly value: any;
  readonly place: PodPlace;
}

/** A container of a found pod: where it stands, and where what it does not say. */
export interface FoundContainer {
  readonly at: string;
  /** What stands there. */
  readonly value: any;
  readonly defaults?: string;
  readonly place: ContainersAt;
}
