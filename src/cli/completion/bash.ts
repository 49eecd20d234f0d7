import type { CompletedCommand, CompletedValue } from './words';

/** Returns a script for bash 3.2 and newer, with or without the package bash-completion. */
export function bashScript(top: CompletedCommand): string {
  const { commands } = top;
  const groups = commands.filter((command) => command.commands.length > 0).map(({ name }) => name);
  return `# Completion of cdk8s-hardened for bash. Made by: cdk8s-hardened completion bash
_cdk8s_hardened_files() {
  local name
  while IFS= read -r name; do
    COMPREPLY+=("$name")
  done < <(compgen -f -- "$1")
  compopt -o filenames 2>/dev/null || true
}

_cdk8s_hardened_words() {
  local word
  for word in $1; do
    if [[ $word == "$2"* ]]; then COMPREPLY+=("$word"); fi
  done
}

_cdk8s_hardened() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command='' after_equals='' index
  COMPREPLY=()
  # Bash treats = as a separate word.
  if [[ $current == '=' ]]; then
    current='' after_equals=yes
  elif [[ $previous == '=' && COMP_CWORD -ge 2 ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]} after_equals=yes
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    if [[ \${COMP_WORDS[index]} != -* ]]; then
      command="\${command:+$command }\${COMP_WORDS[index]}"
      case $command in
        ${groups.join(' | ')}) ;;
        *) break ;;
      esac
    fi
  done

  # The file of --format NAME=FILE.
  if [[ $after_equals && $previous != -* ]]; then
    _cdk8s_hardened_files "$current"
    return
  fi

  case $command in
    '')
${cases(top)}
      ;;
${commands.flatMap((command) => [branch(command.name, command), ...below(command)]).join('\n')}
  esac
}

complete -F _cdk8s_hardened cdk8s-hardened
`;
}

function below({ name, commands }: CompletedCommand): string[] {
  return commands.map((command) => branch(`'${name} ${command.name}'`, command));
}

function branch(pattern: string, command: CompletedCommand): string {
  return `    ${pattern})\n${cases(command)}\n      ;;`;
}

/** Completes the word after an option, else an option, else a command or an argument. */
function cases({ options, arguments: given, commands }: CompletedCommand): string {
  const flags = options.flatMap((option) => option.flags);
  const valued = options.flatMap(({ flags, value }) =>
    value ? [`        ${flags.join(' | ')}) ${reply(value)} return ;;`] : [],
  );
  const words = [...commands.map(({ name }) => name), ...given.flatMap(({ values }) => values)];
  const alone = [
    ...(words.length > 0 ? [`_cdk8s_hardened_words '${words.join(' ')}' "$current"`] : []),
    ...(given.some(({ isFile }) => isFile) ? ['_cdk8s_hardened_files "$current"'] : []),
  ];
  const lines = [
    ...(valued.length > 0 ? ['      case $previous in', ...valued, '      esac'] : []),
    '      if [[ $current == -* ]]; then',
    `        _cdk8s_hardened_words '${flags.join(' ')}' "$current"`,
    ...(alone.length > 0 ? ['      else', ...alone.map((line) => `        ${line}`)] : []),
    '      fi',
  ];
  return lines.join('\n');
}

function reply({ values, isFile }: CompletedValue): string {
  if (values.length > 0) return `_cdk8s_hardened_words '${values.join(' ')}' "$current";`;
  return isFile ? '_cdk8s_hardened_files "$current";' : '';
}
