import type { Argument, Command, Option } from 'commander';
import { Severity } from '../../engine/severity';
import { CATALOG } from '../../rules/catalog';

/** A command for shell completion, as declared in the program itself. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly CompletedValue[];
  /** The commands below it, as `list` of `access`; empty for most. */
  readonly commands: readonly CompletedCommand[];
}

/** The values of an option or argument: some words, or a file, or an unknown value. */
export interface CompletedValue {
  readonly name: string;
  readonly values: readonly string[];
  readonly isFile: boolean;
  readonly isVariadic: boolean;
  readonly isOptional: boolean;
}

export interface CompletedOption {
  /** As written: `-h` and `--help`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Undefined if it takes no value. */
  readonly value?: CompletedValue;
  readonly isRepeatable: boolean;
}

/** Returns a program with all its commands. */
export function completedProgram(program: Command): CompletedCommand {
  return describeCommand(program);
}

function describeCommand(command: Command): CompletedCommand {
  const help = command.createHelp();
  const below = command.commands.length > 0 ? help.visibleCommands(command) : [];
  const names = below.map((each) => each.name());
  return {
    name: command.name(),
    description: oneLine(command.description()),
    options: help.visibleOptions(command).map((option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined),
      description: oneLine(option.description),
      value: option.required || option.optional ? optionValue(option) : undefined,
      isRepeatable: option.parseArg !== undefined && option.argChoices === undefined,
    })),
    arguments: command.registeredArguments.map(argumentValue),
    // The arguments of `help` are not declared in commander.
    commands: below
      .map(describeCommand)
      .map((each) => (each.name === 'help' ? { ...each, options: [], arguments: [valueAs('command', names)] } : each)),
  };
}

function optionValue(option: Option): CompletedValue {
  const [, name = ''] = /[<[]([\w-]+)/.exec(option.flags) ?? [];
  return { ...valueAs(name, option.argChoices ?? knownValues(option)), isOptional: !option.required };
}

function argumentValue(argument: Argument): CompletedValue {
  const name = argument.name();
  const values = argument.argChoices ?? (name === 'rule' ? CATALOG.map(({ meta }) => meta.id) : []);
  return { ...valueAs(name, values), isVariadic: argument.variadic, isOptional: !argument.required };
}

function valueAs(name: string, values: readonly string[]): CompletedValue {
  // Values that need quoting in a shell do not exist in this program.
  const plain = values.filter((value) => /^[\w.:-]+$/.test(value));
  return { name, values: plain, isFile: plain.length === 0 && FILES.test(name), isVariadic: false, isOptional: false };
}

const FILES = /^(?:path|file|folder|chart|old|new)s?$/;

/**
 * Returns the words of an option that validates them itself: those that its description lists, as in `text or json; …`.
 */
function knownValues({ long, description }: Option): readonly string[] {
  if (long === '--fail-on') return Object.values(Severity);
  const [listed = ''] = description.split(';');
  const words = listed.split(/, | or /);
  return words.length > 1 && words.every((word) => /^[a-z][\w-]*$/.test(word)) ? words : [];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
