import { readYaml } from '../../yaml/read';

/** Returns the YAML or JSON mappings and lists in a text, such as a file in a ConfigMap; a text that is none has none. */
export function documentsIn(text: string): any[] {
  return readYaml(text)
    .documents.map(({ value }) => value)
    .filter((value) => typeof value === 'object' && value !== null);
}
