import type { Patch } from '../json/patch';
import type { ContainerView, Manifest, PodTemplateView } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { RuleContext } from './rule';
import type { OptionOf } from './rule-option';
import type { Severity } from './severity';

/** Where findings are. */
export interface FindingPlace {
  readonly manifest: Manifest;
  /** Their pointers start with this one. */
  readonly pointer: string;
  /** Id of their rule. Default: any rule. */
  readonly rule?: string;
}

/** A report of a visitor about a place in the given object. */
export interface ReportDescriptor {
  /** JSON Pointer from the root of the object. */
  readonly pointer: string;
  readonly message: string;
  /** JSON Pointer of the part that it is about, if the field stands elsewhere: the volume, for a mount of it. */
  readonly about?: string;
  /** Patches that fix it; default: none, a person must decide. */
  readonly fix?: Patch[];
  /** Severity of the finding; default: the rule's. */
  readonly severity?: Severity;
  /** The first edition that reports it, of a rule that became stricter; default: that of the rule. */
  readonly edition?: string;
  /** Sections of standards that it is about, of those that the rule cites; default: all. */
  readonly standards?: string[];
  /** The verbs of a role that the finding is about. */
  readonly verbs?: string[];
  /**
   * Places of other objects that it follows from: a waiver of each finding there accepts it too. Default: only a waiver of it
   * accepts it.
   */
  readonly acceptedWith?: readonly FindingPlace[];
  /** Whether it is about a pod that a controller completes; set by the walk. */
  readonly ofPartialPod?: boolean;
  /** JSON Pointer of the pod that it is about, of an object with several; set by the walk. */
  readonly pod?: string;
}

/** The context that a visitor gets in addition to the visited thing. */
export interface VisitorContext {
  readonly target: RuleContext;
  readonly all: ManifestSet;
  /** Returns the value of one of the rule's options. */
  option<T>(option: OptionOf<T>): T;
  report(found: ReportDescriptor): void;
}

/** The methods of a rule that visit objects. Each method gets one thing at a time and reports only about it. */
export interface Visitor {
  /** The groups and kinds that `manifest` is called for, such as `rbac.authorization.k8s.io/Role`; default: all. */
  readonly types?: readonly string[];
  manifest?(manifest: Manifest, context: VisitorContext): void;
  podTemplate?(pod: PodTemplateView, context: VisitorContext): void;
  container?(container: ContainerView, context: VisitorContext): void;
}
