const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Whether a text is a valid DNS label, as required for volumes. */
export function isLabelOfDns(name: string): boolean {
  return LABEL.test(name);
}

/**
 * Whether a text is a valid name of an object.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function isObjectName(name: string): boolean {
  return name.length <= 253 && name.split('.').every(isLabelOfDns);
}
