import type { Patch } from '../json/patch';
import type { ContainerView, Manifest, PodTemplateView } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { RuleContext } from './rule';
import type { OptionOf } from './rule-option';
import type { Severity } from './severity';

/** What a visitor reports: a place in the object that it was given. */
export interface ReportDescriptor {
  /** JSON Pointer from the root of the object. */
  readonly pointer: string;
  readonly message: string;
  /** Default: none; a person must decide. */
  readonly fix?: Patch[];
  /** Default: the rule's. */
  readonly severity?: Severity;
  /** The verbs of a role that it is about. */
  readonly verbs?: string[];
}

/** What a visitor is told beside the thing that it is shown. */
export interface VisitorContext {
  readonly target: RuleContext;
  readonly all: ManifestSet;
  /** The value of one of the rule's options. */
  option<T>(option: OptionOf<T>): T;
  report(found: ReportDescriptor): void;
}

/** How a rule looks at objects. Each method sees one thing at a time and only reports on that. */
export interface Visitor {
  /** The groups and kinds that `manifest` is called for, as in `rbac.authorization.k8s.io/Role`; default: all. */
  readonly types?: readonly string[];
  manifest?(manifest: Manifest, context: VisitorContext): void;
  podTemplate?(pod: PodTemplateView, context: VisitorContext): void;
  container?(container: ContainerView, context: VisitorContext): void;
}
