/**
 * Whether a label selector matches labels, as Kubernetes evaluates it: an empty selector matches everything, an absent
 * one nothing.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: any, labels: { [key: string]: string }): boolean {
  if (selector === undefined || selector === null) return false;
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (!Object.hasOwn(labels, key) || labels[key] !== value) return false;
  }
  return (selector.matchExpressions ?? []).every((expression: any) => holds(expression, labels));
}

function holds(expression: any, labels: { [key: string]: string }): boolean {
  const present = Object.hasOwn(labels, expression.key);
  const value = labels[expression.key] ?? '';
  const values: string[] = expression.values ?? [];
  switch (expression.operator) {
    case 'In':
      return present && values.includes(value);
    case 'NotIn': // also where the key is absent
      return !present || !values.includes(value);
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default: // The API server rejects such an object, so it selects nothing.
      return false;
  }
}
