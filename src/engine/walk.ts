import { addTo } from '../json/group-by';
import type { ContainerView, Manifest, PodTemplateView } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { type TextObject, textObjectsOf } from '../model/text-objects';
import type { RuleContext, RuleMeta } from './rule';
import type { OptionOf } from './rule-option';
import type { ReportDescriptor, Visitor, VisitorContext } from './visitor';
import { type Answer, type Answers, type Known, OF_OBJECT, OF_SET } from './walking/answers';
import { isShared, textReport, writtenReport } from './walking/written-report';

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
  /** Position of the object, the pod or the container among all that is shown of the object. */
  thing: number;
  /** What rules have reported about the object. */
  found: (Answer & { readonly context: WalkContext })[];
}

/** The method of one rule for one kind of thing. */
interface Handler<T> {
  readonly context: WalkContext;
  readonly visit: (thing: T, context: VisitorContext) => void;
}

/** Calls the rules for one object after the other; each object only for the rules that have a handler for its kind. */
export class Walk {
  private readonly shown = { shared: new Set(), thing: 0, found: [] } as unknown as Shown;
  private readonly contexts: readonly WalkContext[];
  private readonly manifestHandlers = new Map<string, readonly Handler<Manifest>[]>();
  private readonly podHandlers;
  private readonly containerHandlers;

  /** @param answers what rules said before about these objects, and where it is remembered; default: all are asked */
  public constructor(
    rules: readonly VisitorRule[],
    private readonly all: ManifestSet,
    target: RuleContext,
    private readonly listener: WalkListener,
    private readonly answers?: Answers,
  ) {
    this.contexts = rules.map((rule, order) => {
      const number = answers?.numberOf(rule.visitor, rule.options, target) ?? order;
      return new WalkContext({ rule, order, number }, all, target, listener, this.shown);
    });
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
    shown.thing = 0;
    shown.found = [];
    const known = this.answers?.about(manifest, this.all);
    const asked = known?.asked;
    call(this.handlersFor(manifest.groupKind), manifest, asked);
    this.showPods(manifest, asked);
    for (const text of textObjectsOf(manifest)) {
      shown.text = text;
      shown.shared.clear();
      this.showPods(text.manifest, asked);
    }
    const found = known ? this.withAnswers(manifest, known) : shown.found;
    for (const { context, report, container } of found) this.listener.found(context.rule, report, manifest, container);
  }

  private showPods({ podTemplates }: Manifest, asked: Uint8Array | undefined): void {
    const { shown } = this;
    for (const pod of podTemplates) {
      shown.pod = pod;
      shown.container = undefined;
      shown.thing += 1;
      call(this.podHandlers, pod, asked);
      for (const container of pod.containers) {
        shown.container = container;
        shown.thing += 1;
        call(this.containerHandlers, container, asked);
      }
    }
  }

  /** What has been found, and what was found before, in the order in which it is found when all rules are asked. */
  private withAnswers(manifest: Manifest, { asked, answers }: Known): Shown['found'] {
    const { found } = this.shown;
    const before: Shown['found'] = [];
    for (const context of this.contexts) {
      const { number } = context;
      if (asked[number]) for (const answer of answers.get(number) ?? []) before.push({ ...answer, context });
      else asked[number] = context.holdsFor(manifest);
    }
    for (const { context, ...answer } of found) if (asked[context.number]) addTo(answers, context.number, answer);
    if (before.length === 0) return found;
    return [...found, ...before].sort((a, b) => a.thing - b.thing || a.context.order - b.context.order);
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

/** @param asked the rules that are not asked again */
function call<T>(handlers: readonly Handler<T>[], thing: T, asked: Uint8Array | undefined): void {
  for (const { context, visit } of handlers) {
    if (asked?.[context.number]) continue;
    try {
      visit(thing, context);
    } catch (error) {
      context.crash(error);
    }
  }
}

/** A rule in a walk. */
interface Place {
  readonly rule: VisitorRule;
  readonly order: number;
  /** Its number among what is remembered. */
  readonly number: number;
}

/** The context of one rule. It is created once and reused for thousands of objects. */
class WalkContext implements VisitorContext {
  public readonly rule: VisitorRule;
  public readonly order: number;
  public readonly number: number;
  private crashedAt: Manifest | undefined;
  /** The object for which the rule looked at the set. */
  private lookedAt: Manifest | undefined;

  public constructor(
    { rule, order, number }: Place,
    private readonly set: ManifestSet,
    public readonly target: RuleContext,
    private readonly listener: WalkListener,
    private readonly shown: Shown,
  ) {
    this.rule = rule;
    this.order = order;
    this.number = number;
  }

  public get all(): ManifestSet {
    this.lookedAt = this.shown.manifest;
    return this.set;
  }

  /** How long what the rule said about the object that is shown holds. A rule that crashed is asked again. */
  public holdsFor(manifest: Manifest): number {
    if (this.crashedAt === manifest) return 0;
    return this.lookedAt === manifest ? OF_SET : OF_OBJECT;
  }

  public readonly option = <T>({ name, defaultValue }: OptionOf<T>): T => this.rule.options[name] ?? defaultValue;

  public readonly report = (found: ReportDescriptor): void => {
    const { manifest, text, pod, container } = this.shown;
    const written = pod ? writtenReport(found, pod, container) : found;
    if (!written || this.isKnown(written.pointer)) return;
    if (pod && isShared(found, written, pod)) this.shown.shared.add(this.keyOf(written.pointer));
    const isOneOfMany = pod !== undefined && manifest.podTemplates.length > 1;
    const placed = isOneOfMany ? { ...written, pod: pod.path } : written;
    const reported = text && pod ? textReport(written, pod, text) : placed;
    this.shown.found.push({ context: this, report: reported, container: container?.name, thing: this.shown.thing });
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
