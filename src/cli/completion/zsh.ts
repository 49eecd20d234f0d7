import type { CompletedCommand, CompletedOption, CompletedValue } from './words';

/** Returns a script for zsh, to be placed in a folder of \`fpath\`, or to be sourced. */
export function zshScript(top: CompletedCommand): string {
  const groups = top.commands.filter(({ commands }) => commands.length > 0);
  return `#compdef cdk8s-hardened
# Completion of cdk8s-hardened for zsh. Made by: cdk8s-hardened completion zsh
${[...groups.map((group) => completes(functionOf(group), group)), completes('_cdk8s_hardened', top)].join('\n')}
if [ "$funcstack[1]" = _cdk8s_hardened ]; then
  _cdk8s_hardened "$@"
else
  compdef _cdk8s_hardened cdk8s-hardened
fi
`;
}

function functionOf({ name }: CompletedCommand): string {
  return `_cdk8s_hardened_${name}`;
}

/** Writes the function that completes a command and those below it. */
function completes(name: string, { options, commands }: CompletedCommand): string {
  return `${name}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  local -a commands
  commands=(
${commands.map((each) => `    ${quote(`${each.name}:${each.description}`)}`).join('\n')}
  )
  _arguments -C \\
${options.map((option) => `    ${optionSpec(option)} \\`).join('\n')}
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
`;
}

function commandCase(command: CompletedCommand): string {
  const { name, options, arguments: given, commands } = command;
  if (commands.length > 0) return `        ${name}) ${functionOf(command)} ;;`;
  const specs = [...options.map(optionSpec), ...given.map(argumentSpec)];
  return `        ${name})\n          _arguments \\\n${specs.map((spec) => `            ${spec}`).join(' \\\n')}\n          ;;`;
}

/** One flag of an option excludes the others; a repeatable one excludes none. */
function optionSpec({ flags, description, value, isRepeatable }: CompletedOption): string {
  const others = isRepeatable ? "'*'" : `'(${flags.join(' ')})'`;
  const names = flags.length > 1 ? `{${flags.join(',')}}` : (flags[0] ?? '');
  const what = quote(
    `[${description.replace(/[[\]\\]/g, '\\$&')}]${value ? `${value.isOptional ? '::' : ':'}${value.name}:${actionOf(value)}` : ''}`,
  );
  return `${others}${names}${what}`;
}

function argumentSpec(value: CompletedValue): string {
  return quote(
    `${value.isVariadic ? '*' : ''}${value.isOptional && !value.isVariadic ? '::' : ':'}${value.name}:${actionOf(value)}`,
  );
}

function actionOf({ values, isFile }: CompletedValue): string {
  if (values.length > 0) return `(${values.join(' ')})`;
  return isFile ? '_files' : ' ';
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
