import type { AccessGraph, Decision, Grant } from '../../analysis/access/effective/access-graph';
import { type EscalationPath, targetText } from '../../analysis/access/effective/paths';
import type { AccessDifference, HeldPermission } from '../../analysis/access/effective/permissions';
import type { Identity } from '../../analysis/access/effective/request';
import type { ManifestSet } from '../../model/manifest-set';
import { type Answer, jsonText, notesMarkdown, TABLE_FORMATS, tableAnswer } from '../answer';
import { escapeUnprintable } from '../escape';
import { prose } from '../formats/markdown-sections';
import { joined } from '../pieces';
import { tableText } from '../table';
import { dot, mermaid } from './graphs';
import { accessPicture } from './picture/graph';
import { accessPage } from './picture/page';
import { accessSvg } from './picture/svg';
import { grantRows, LIST_COLUMNS, listRows, objectJson, type Row, roleRefJson, rowJson } from './rows';
import {
  hopText,
  objectText,
  pathText,
  permissionText,
  reasonText,
  roleRefText,
  rulePlace,
  subjectOf,
  subjectText,
} from './words';

/** The formats of each answer. The first is the default. */
export const ACCESS_FORMATS = {
  list: [...TABLE_FORMATS, 'mermaid', 'dot', 'svg', 'html'],
  whoCan: TABLE_FORMATS,
  can: ['text', 'json', 'markdown'],
  paths: TABLE_FORMATS,
  difference: TABLE_FORMATS,
};

/** All that bindings grant, or what they grant to one user with its groups. */
export function accessListAnswer(
  graph: AccessGraph,
  all: ManifestSet,
  notes: readonly string[],
  identity?: Identity,
): Answer {
  const rows: readonly Row[] = identity ? grantRows(graph, identity) : listRows(graph);
  const picture = () => accessPicture(graph, all, identity);
  const table = { columns: LIST_COLUMNS, rows: rows.map(({ cells }) => cells) };
  return {
    ...tableAnswer(table, notes),
    json: () => jsonText(rows.map(rowJson)),
    mermaid: () => mermaid(picture(), notes),
    dot: () => dot(picture(), notes),
    svg: () => joined(accessSvg(picture(), notes)),
    html: () => joined(accessPage(picture(), notes)),
  };
}

/** Who may make a request, with the binding and the role of each. */
export function whoCanAnswer(grants: readonly Grant[], notes: readonly string[]): Answer {
  const columns = ['subject', 'binding', 'role', 'rule'];
  const rows = grants.map((grant) => [
    subjectText(grant.grantee),
    objectText(grant.binding),
    roleRefText(grant.binding),
    rulePlace(grant),
  ]);
  return { ...tableAnswer({ columns, rows }, notes), json: () => jsonText(grants.map(whoJson)) };
}

function whoJson({ grantee, binding, role, index }: Grant) {
  return {
    ...subjectOf(grantee),
    binding: objectJson(binding),
    role: roleRefJson(binding),
    rule: { role: objectJson(role), index },
  };
}

/**
 * Whether a request is allowed, and by what.
 *
 * @param isWhole whether all input could be read: what could not may allow more
 */
export function canAnswer(decision: Decision, notes: readonly string[], isWhole: boolean): Answer {
  const { allowed } = decision;
  const doubt = allowed || isWhole ? '' : '; some input could not be read and may allow it';
  const reason = `${reasonText(decision)}${doubt}`;
  return {
    text: () => `${allowed ? 'yes' : 'no'} - ${escapeUnprintable(reason)}\n`,
    json: () => jsonText({ allowed, reason }),
    markdown: () => `**${allowed ? 'yes' : 'no'}**: ${prose(reason)}\n${notesMarkdown(notes)}`,
  };
}

/** The paths from workloads to more permissions, step by step. */
export function pathsAnswer(paths: readonly EscalationPath[]): Answer {
  const columns = ['workload', 'target', 'steps'];
  const rows = paths.map(({ workload, target, hops }) => [
    workload.workload,
    targetText(target),
    hops.map(hopText).join('; '),
  ]);
  const lines = paths.flatMap((path) => [
    pathText(path),
    `  it has a token of ServiceAccount ${path.workload.account}`,
    ...path.hops.map((hop) => `  ${hopText(hop)}`),
  ]);
  return {
    ...tableAnswer({ columns, rows }, []),
    text: () =>
      paths.length === 0
        ? 'No workload can reach more permissions.\n'
        : lines.map((line) => `${escapeUnprintable(line)}\n`).join(''),
    json: () => jsonText(paths.map(pathJson)),
  };
}

function pathJson({ workload, target, hops }: EscalationPath) {
  return {
    ...{ workload: workload.workload, account: workload.account, target: targetText(target) },
    hops: hops.map(({ account, step, to }) => ({
      ...{ account, does: step.does, namespace: step.namespace, to: targetText(to) },
      binding: objectJson(step.grant.binding),
      rule: { role: objectJson(step.grant.role), index: step.grant.index },
    })),
  };
}

/** What one side allows and the other does not. */
export function accessDifferenceAnswer({ added, removed }: AccessDifference, notes: readonly string[]): Answer {
  const columns = ['change', 'subject', 'permission', 'binding', 'rule'];
  const rowsOf = (change: string, held: readonly HeldPermission[]) =>
    held.map(({ grantee, permission, grant }) => [
      ...[change, subjectText(grantee), permissionText(permission)],
      ...[objectText(grant.binding), rulePlace(grant)],
    ]);
  const rows = [...rowsOf('added', added), ...rowsOf('removed', removed)];
  const json = (held: readonly HeldPermission[]) =>
    held.map(({ grantee, permission, grant }) => ({
      ...{ subject: subjectOf(grantee), permission, binding: objectJson(grant.binding) },
      rule: { role: objectJson(grant.role), index: grant.index },
    }));
  return {
    ...tableAnswer({ columns, rows }, notes),
    text: () => (rows.length === 0 ? 'No permission changes.\n' : tableText({ columns, rows })),
    json: () => jsonText({ added: json(added), removed: json(removed), notes }),
  };
}
