import { isObjectName } from './object-name';

const VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Returns the first label that the API server would refuse; undefined if there is none. */
export function invalidLabel(labels: { readonly [label: string]: string }): string | undefined {
  return Object.keys(labels).find((label) => {
    const key = label.split('/');
    const isNamed = key.length <= 2 && VALUE.test(key.at(-1) ?? '') && (key.length === 1 || isObjectName(key[0] ?? ''));
    return !isNamed || !(labels[label] === '' || VALUE.test(labels[label] ?? ''));
  });
}

/** Returns what is wrong with labels that select objects. */
export function labelsProblem(labels: { readonly [label: string]: string }): string | undefined {
  if (Object.keys(labels).length === 0) return 'has no label; give one';
  const label = invalidLabel(labels);
  return label === undefined ? undefined : `has ${label}: "${labels[label]}", which is not a valid label; correct it`;
}
