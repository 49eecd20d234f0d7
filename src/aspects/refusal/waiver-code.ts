import type { HostLanguage } from '../../engine/host-language';
import type { SingleWaiver } from '../../engine/waivers/waiver';

/** Returns a waiver as a program in some language writes it; undefined is TypeScript. */
export function waiverCode(waiver: SingleWaiver, language: HostLanguage | undefined): string {
  const terms = Object.entries(waiver).map(([name, value]) => [name, JSON.stringify(`${value}`)] as const);
  switch (language) {
    case 'python':
      return `Waiver(${terms.map(([name, value]) => `${snakeCase(name)}=${value}`).join(', ')})`;
    case 'java':
      return `Waiver.builder()${terms.map(([name, value]) => `.${name}(${value})`).join('')}.build()`;
    case 'go':
      return `&cdk8shardened.Waiver{${terms.map(([name, value]) => `${pascalCase(name)}: jsii.String(${value})`).join(', ')}}`;
    case 'dotnet':
      return `new Waiver { ${terms.map(([name, value]) => `${pascalCase(name)} = ${value}`).join(', ')} }`;
    case undefined:
      return `{ ${Object.entries(waiver)
        .map(([name, value]) => `${name}: '${`${value}`.replace(/[\\']/g, '\\$&')}'`)
        .join(', ')} }`;
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function pascalCase(name: string): string {
  return name.replace(/^./, (letter) => letter.toUpperCase());
}
