import type { CompletedCommand, CompletedOption, CompletedValue } from './words';

/** Returns a script for fish. */
export function fishScript([top, ...commands]: [top: CompletedCommand, ...below: CompletedCommand[]]): string {
  const lines = [
    '# Completion of cdk8s-hardened for fish. Made by: cdk8s-hardened completion fish',
    'complete -c cdk8s-hardened -f',
    ...top.options.map((option) => line('__fish_use_subcommand', optionWords(option))),
    ...commands.map(({ name, description }) =>
      line('__fish_use_subcommand', `-a ${quote(name)} -d ${quote(description)}`),
    ),
    ...commands.flatMap(({ name, options, arguments: given }) => [
      ...options.map((option) => line(`__fish_seen_subcommand_from ${name}`, optionWords(option))),
      ...given.flatMap((value) => {
        const words = argumentWords(value);
        return words === '' ? [] : [line(`__fish_seen_subcommand_from ${name}`, words)];
      }),
    ]),
  ];
  return `${[...new Set(lines)].join('\n')}\n`;
}

function line(condition: string, words: string): string {
  return `complete -c cdk8s-hardened -n ${quote(condition)} ${words}`;
}

function optionWords({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...names, ...(value ? [valueWords(value)] : []), `-d ${quote(description)}`]
    .filter((word) => word !== '')
    .join(' ');
}

/** `-x` requires a value and offers no file, `-F` offers files although the command as a whole offers none. */
function valueWords(value: CompletedValue): string {
  if (value.isOptional) return '';
  if (value.values.length > 0) return `-x -a ${quote(value.values.join(' '))}`;
  return value.isFile ? '-r -F' : '-x';
}

function argumentWords({ values, isFile }: CompletedValue): string {
  if (values.length > 0) return `-a ${quote(values.join(' '))}`;
  return isFile ? '-F' : '';
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
