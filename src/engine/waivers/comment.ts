import type { Manifest } from '../../model/manifest';
import type { Remark } from '../../model/remark';
import type { SingleWaiver } from './waiver';

/**
 * The waivers in a comment beside an object in its file: `# cdk8s-hardened: waive host-path-volume, expires 2027-06-30,
 * reads node logs`.
 */
export interface CommentWaivers {
  readonly remark: Remark;
  /** One for each rule. */
  readonly waivers: readonly SingleWaiver[];
  /** Why the comment is invalid; undefined if it is valid. */
  readonly problem?: string;
}

const FORM = 'waive RULE, expires YYYY-MM-DD, reason';
const TERM = /^(expires|ticket|container) +(\S+)$/;

/** Reads the waivers in the comments beside an object. */
export function commentWaivers(manifest: Manifest): CommentWaivers[] {
  return (manifest._remarks ?? []).map((remark) => {
    const [verb = '', ...rest] = remark.text.split(',').map((part) => part.trim());
    const [command, ...rules] = verb.split(/\s+/);
    if (command !== 'waive' || rules.length === 0)
      return { remark, waivers: [], problem: `says "${remark.text.trim()}"; write ${FORM}` };
    const { terms, reason, problem } = readTerms(rest);
    const { expires = '', ticket, container } = terms;
    const { kind, name, namespaceName } = manifest.objectRef;
    const origin = `${manifest.origin.file ?? ''}:${remark.line}`;
    const target = { kind, name, namespaceName, container };
    const waivers = [...new Set(rules)].map((rule) => ({ rule, reason, expires, ticket, ...target, origin }));
    return { remark, waivers, problem };
  });
}

/** The terms stand before the reason, which may hold commas. */
function readTerms(parts: readonly string[]): { terms: { [name: string]: string }; reason: string; problem?: string } {
  const terms: { [name: string]: string } = {};
  let problem: string | undefined;
  let at = 0;
  for (; at < parts.length; at += 1) {
    const [, name, value] = TERM.exec(parts[at] as string) ?? [];
    if (name === undefined || value === undefined) break;
    if (terms[name] !== undefined) problem ??= `says "${name}" twice; say it once`;
    terms[name] = value;
  }
  if (terms.expires === undefined) problem ??= `has no last day before the reason; write ${FORM}`;
  return { terms, reason: parts.slice(at).join(', '), problem };
}

/** The object for an error about a comment: each of its fields stands where the comment is. */
export function standingAt(manifest: Manifest, { line, column }: Remark): Manifest {
  return Object.assign(manifest._withJson(manifest._written), { _positionOf: () => ({ line, column }) });
}
