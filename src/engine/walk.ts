import type { ContainerView, Manifest, PodTemplateView } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { type TextObject, textObjectsOf } from '../model/text-objects';
import type { RuleContext, RuleMeta } from './rule';
import type { OptionOf } from './rule-option';
import type { ReportDescriptor, Visitor, VisitorContext } from './visitor';
import { isShared, textReport, writtenReport } from './written-report';

/** A rule that is implemented by a visitor. */
export interface VisitorRule {
  readonly meta: RuleMeta;
  readonly visitor: Visitor;
  readonly options: { readonly [name: string]: any };
}

/** Receives findings and crashes of rules during a walk. */
export interface WalkListener {
  found(rule: VisitorRule, report: ReportDescriptor, manifest: Manifest, container: string | undefined): void;
  /** Called with a rule that threw, and with the thrown value, once for each object. */
  crashed(rule: VisitorRule, manifest: Manifest, error: unknown): void;
}

/** The object, pod and container that are being visited. */
interface Shown {
  manifest: Manifest;
  /** What has the pod, where it stands in a text of the object. */
  text?: TextObject;
  pod?: PodTemplateView;
  container?: ContainerView;
  /** Rules and places of fields that several pods share: what is reported there is reported once. */
  readonly shared: Set<string>;
}

/** The method of one rule for one kind of thing. */
interface Handler<T> {
  readonly context: WalkContext;
  readonly visit: (thing: T, context: VisitorContext) => void;
}

/** Calls the rules for one object after the other; each object only for the rules that have a handler for its kind. */
export class Walk {
  private readonly shown = { shared: new Set() } as unknown as Shown;
  private readonly contexts: readonly WalkContext[];
  private readonly manifestHandlers = new Map<string, readonly Handler<Manifest>[]>();
  private readonly podHandlers;
  private readonly containerHandlers;

  public constructor(rules: readonly VisitorRule[], all: ManifestSet, target: RuleContext, listener: WalkListener) {
    this.contexts = rules.map((rule) => new WalkContext(rule, all, target, listener, this.shown));
    this.podHandlers = this.handlers(({ podTemplate }) => podTemplate);
    this.containerHandlers = this.handlers(({ container }) => container);
  }

  public show(manifest: Manifest): void {
    const { shown } = this;
    shown.manifest = manifest;
    shown.text = undefined;
    shown.pod = undefined;
    shown.container = undefined;
    shown.shared.clear();
    call(this.handlersFor(manifest.groupKind), manifest);
    this.showPods(manifest);
    for (const text of textObjectsOf(manifest)) {
      shown.text = text;
      shown.shared.clear();
      this.showPods(text.manifest);
    }
  }

  private showPods({ podTemplates }: Manifest): void {
    const { shown } = this;
    for (const pod of podTemplates) {
      shown.pod = pod;
      shown.container = undefined;
      call(this.podHandlers, pod);
      for (const container of pod.containers) {
        shown.container = container;
        call(this.containerHandlers, container);
      }
    }
  }

  private handlersFor(type: string): readonly Handler<Manifest>[] {
    const known = this.manifestHandlers.get(type);
    if (known) return known;
    const handlers = this.handlers(({ types, manifest }) => (types?.includes(type) === false ? undefined : manifest));
    this.manifestHandlers.set(type, handlers);
    return handlers;
  }

  private handlers<T>(visitOf: (visitor: Visitor) => Handler<T>['visit'] | undefined): readonly Handler<T>[] {
    return this.contexts.flatMap((context) => {
      const visit = visitOf(context.rule.visitor);
      return visit ? [{ context, visit }] : [];
    });
  }
}

function call<T>(handlers: readonly Handler<T>[], thing: T): void {
  for (const { context, visit } of handlers) {
    try {
      visit(thing, context);
    } catch (error) {
      context.crash(error);
    }
  }
}

/** The context of one rule. It is created once and reused for thousands of objects. */
class WalkContext implements VisitorContext {
  private crashedAt: Manifest | undefined;

  public constructor(
    public readonly rule: VisitorRule,
    public readonly all: ManifestSet,
    public readonly target: RuleContext,
    private readonly listener: WalkListener,
    private readonly shown: Shown,
  ) {}

  public readonly option = <T>({ name, defaultValue }: OptionOf<T>): T => this.rule.options[name] ?? defaultValue;

  public readonly report = (found: ReportDescriptor): void => {
    const { manifest, text, pod, container } = this.shown;
    const written = pod ? writtenReport(found, pod, container) : found;
    if (!written || this.isKnown(written.pointer)) return;
    if (pod && isShared(found, written, pod)) this.shown.shared.add(this.keyOf(written.pointer));
    const isOneOfMany = pod !== undefined && manifest.podTemplates.length > 1;
    const placed = isOneOfMany ? { ...written, pod: pod.path } : written;
    const reported = text && pod ? textReport(written, pod, text) : placed;
    this.listener.found(this.rule, reported, manifest, container?.name);
  };

  private isKnown(pointer: string): boolean {
    const { shared } = this.shown;
    return shared.size > 0 && shared.has(this.keyOf(pointer));
  }

  private keyOf(pointer: string): string {
    return `${this.rule.meta.id} ${pointer}`;
  }

  public crash(error: unknown): void {
    const { manifest } = this.shown;
    if (this.crashedAt === manifest) return;
    this.crashedAt = manifest;
    this.listener.crashed(this.rule, manifest, error);
  }
}
