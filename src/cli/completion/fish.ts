import type { CompletedCommand, CompletedOption, CompletedValue } from './words';

/** Returns a script for fish. */
export function fishScript({ options, commands }: CompletedCommand): string {
  const groups = commands.filter((command) => command.commands.length > 0);
  const lines = [
    '# Completion of cdk8s-hardened for fish. Made by: cdk8s-hardened completion fish',
    'complete -c cdk8s-hardened -f',
    ...options.map((option) => line('__fish_use_subcommand', optionWords(option))),
    ...commands.map((command) => named('__fish_use_subcommand', command)),
    ...commands
      .filter((command) => !groups.includes(command))
      .flatMap((command) => {
        // `diff` of the program is another command than `access diff`.
        const others = groups.filter((group) => group.commands.some(({ name }) => name === command.name));
        return ofCommand(seen([command], others), command);
      }),
    ...groups.flatMap((group) => [
      ...ofCommand(seen([group], group.commands), group),
      ...group.commands.map((command) => named(seen([group], group.commands), command)),
      ...group.commands.flatMap((command) => ofCommand(`${seen([group])}; and ${seen([command])}`, command)),
    ]),
  ];
  return `${[...new Set(lines)].join('\n')}\n`;
}

/** Whether one of some commands is written, and none of others. */
function seen(commands: readonly CompletedCommand[], others: readonly CompletedCommand[] = []): string {
  const from = (some: readonly CompletedCommand[]) =>
    `__fish_seen_subcommand_from ${some.map(({ name }) => name).join(' ')}`;
  return others.length > 0 ? `${from(commands)}; and not ${from(others)}` : from(commands);
}

function named(condition: string, { name, description }: CompletedCommand): string {
  return line(condition, `-a ${quote(name)} -d ${quote(description)}`);
}

function ofCommand(condition: string, { options, arguments: given }: CompletedCommand): string[] {
  const words = [...options.map(optionWords), ...given.map(argumentWords)];
  return words.filter((each) => each !== '').map((each) => line(condition, each));
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
