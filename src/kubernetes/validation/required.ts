/** Published as required, but the server does without: it has a default, or never looks. By type, fields that are. */
const NOT_ENFORCED: { readonly [type: string]: string } = {};

/** Groups whose validation no judge of ours asks: what is published as required there may be so or not. */
const UNJUDGED =
  /^(apiextensions|apiregistration|authentication|authorization|events|lifecycle|resource|storagemigration)\./;

/** Whether the server refuses an object without a field that is published as required. */
export function isEnforced(type: string, field: string): boolean {
  if (UNJUDGED.test(type)) return false;
  const exceptions = Object.hasOwn(NOT_ENFORCED, type) ? (NOT_ENFORCED[type] as string) : '';
  return !exceptions.split(' ').includes(field);
}
