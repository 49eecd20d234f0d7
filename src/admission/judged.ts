import type { DefinedRule } from '../engine/define-rule';
import type { IRule, PodSecurityLevel } from '../engine/rule';
import type { SingleWaiver } from '../engine/waivers/waiver';
import type { AdmissionTarget, Expression, ObjectAdmission, PodAdmission } from '../rules/shared/admission/admission';
import { celList, celText } from '../rules/shared/admission/cel';
import { type Judged, unlessWaived } from './expressions';
import { withoutFilled } from './fill/fill-rules';
import type { Filling } from './fill/filling';
import { POD_VARIABLES } from './pod-variables';
import { celFor, targetOf } from './target';

/** What a rule says of pods, or of objects of one family. */
export interface Part {
  readonly rule: IRule;
  readonly admission: PodAdmission | ObjectAdmission;
}

/** What a rule says for a target; empty where it allows everything there. */
export function judgedBy(
  { rule, admission }: Part,
  kubernetesVersion: string,
  podSecurityLevel: PodSecurityLevel,
  waivers: ReadonlyMap<string, readonly SingleWaiver[]>,
  filling?: Filling,
): Judged[] {
  const { id } = rule.meta;
  const target = targetOf(rule as DefinedRule, kubernetesVersion, podSecurityLevel);
  const isWaived = waivers.has(id);
  const own = (cel: string) => (isWaived ? ofUnwaived(id, cel) : cel);
  const made = (expression: Expression | undefined, ofContainer: boolean): string | undefined => {
    const cel = celFor(expression, target);
    if (cel === undefined) return undefined;
    if ('types' in admission) return unlessWaived(id, cel, isWaived, ofContainer);
    const asked = admission.byContainer && !ofContainer ? own(cel) : cel;
    const left = filling ? withoutFilled(asked, id, admission, target, filling, ofContainer) : asked;
    return unlessWaived(id, left, isWaived, ofContainer);
  };
  const { message } = admission;
  const text = celFor(admission.tokensIn, target);
  const tokensIn = text === undefined ? undefined : own(text);
  const named = admission.secretsIn?.(target);
  const secretsIn = named && { ...named, pairs: own(named.pairs) };
  if ('types' in admission) {
    const whole = made(orFound(id, admission.object, { tokensIn, secretsIn }, target), false);
    if (whole === undefined) return [];
    const kinds = admission.types.map((type) => type.slice(type.lastIndexOf('/') + 1));
    const asked = `object.kind in ${celList(new Set(kinds))}`;
    return [
      {
        ...{ rule: id, message, whole: `${asked} && (${whole})` },
        tokensIn: tokensIn && `${asked} ? ${tokensIn} : ''`,
        secretsIn: secretsIn && { ...secretsIn, pairs: `${asked} ? ${secretsIn.pairs} : []` },
      },
    ];
  }
  const { pod, container, missing, podsOnly = false } = admission;
  const where = (cel: string | undefined) => (cel && podsOnly ? `(${cel}) && object.kind == 'Pod'` : cel);
  const whole = where(made(orFound(id, pod, { tokensIn, secretsIn }, target), false));
  const each = where(made(container, true));
  if (whole === undefined && each === undefined) return [];
  return [{ rule: id, message, whole, missing, container: each, tokensIn, secretsIn }];
}

/** Characters of what a rule asks: the cost of judging an object grows with them, and the API server reads 100,000 at most. */
const MOST_CHARACTERS = 20_000;

/** Throws where a rule asks in too long an expression: only options, such as a list of registries, make it so long. */
export function refuseTooLong({ meta, options }: DefinedRule, judged: readonly Judged[]): void {
  const length = Math.max(...judged.map(({ whole = '', container = '' }) => whole.length + container.length));
  if (length <= MOST_CHARACTERS) return;
  const given = Object.keys(options).join(', ');
  throw new Error(
    `rule "${meta.id}" would ask the cluster in ${length} characters with its options (${given}), and ${MOST_CHARACTERS} are allowed; write fewer or shorter values there`,
  );
}

/** An expression that also asks whether the texts of the rule hold a token, and its names a secret. */
function orFound(
  rule: string,
  expression: Expression | undefined,
  { tokensIn, secretsIn }: Pick<Judged, 'tokensIn' | 'secretsIn'>,
  target: AdmissionTarget,
): Expression | undefined {
  const parts = [
    tokensIn && `${celText(rule)} in variables.tokens`,
    secretsIn && `${celText(rule)} in variables.secrets`,
    celFor(expression, target),
  ].filter((cel) => cel !== undefined);
  return parts.length > 0 ? parts.join(' || ') : undefined;
}

/** An expression about all containers, about those alone that no waiver of a rule names. */
function ofUnwaived(rule: string, cel: string): string {
  const some = `variables.containers.filter(c, !((${celText(`${rule}/`)} + c.name) in variables.waived))`;
  return written(cel).replaceAll('variables.containers', () => some);
}

/** An expression with what its variables say of all containers in place of the variables. */
function written(cel: string): string {
  return cel.replaceAll(
    /\bvariables\.(commandText|images|validImages|tags)\b/g,
    (_, name) => `(${written(POD_VARIABLES[name] as string)})`,
  );
}
