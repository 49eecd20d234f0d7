import { isAbsolute, join, relative, sep } from 'node:path';
import { type IConstruct, Node } from 'constructs';
import { hostLanguage } from '../engine/host-language';

/** The call stack of the host language, newest frame first, which jsii provides on request. */
const HOST_STACK = Symbol.for('jsii.context.hostStackTrace');
const SITE = Symbol.for('cdk8s-hardened.creationSite');
const TRACED = Symbol.for('cdk8s-hardened.tracesCreation');
/** The folders of this library, compiled and as source: source maps map one to the other. */
const OWN_FOLDERS = ['lib', 'src'].map((folder) => `${join(__dirname, '..', '..', folder)}${sep}`);

/** Python sends the path of a file. */
const PYTHON_PACKAGE = /[\\/](?:site|dist)-packages[\\/]/;
/** Java sends the name of a file, and the class with its package: those that jsii generates, of the libraries of every cdk8s app. */
const JAVA_BINDING = /^(?:software\.constructs|org\.cdk8s|io\.github\.cdk8shardened\d*)\./;

type HostFrame = [file: string, line: number, column: number, name: string];
interface Site {
  readonly host?: HostFrame[];
  /** Formatted only when it is read. */
  readonly stack?: string;
}

/** Records from now on where each construct is created. A stack is captured, and formatted only when it is reported. */
export function traceCreation(): void {
  const { prototype } = Node as any;
  if (prototype.addChild?.[TRACED] || typeof prototype.addChild !== 'function') return;
  const { addChild } = prototype;
  prototype.addChild = function (child: IConstruct, name: string) {
    // A default child has the position of its parent.
    if (name !== 'Resource' && name !== 'Default') recordCreation(child);
    return addChild.call(this, child, name);
  };
  Object.defineProperty(prototype.addChild, TRACED, { value: true });
}

/**
 * Records that a construct is created here.
 *
 * @param construct the construct
 * @param within the function of this library whose caller creates it; it takes precedence over what is recorded
 * @param frames how many frames above it may be of this library
 */
export function recordCreation(construct: IConstruct, within: unknown = construct.constructor, frames = 3): void {
  if (Object.hasOwn(construct, SITE) && within === construct.constructor) return;
  const site: Site = { host: (globalThis as any)[HOST_STACK] };
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = frames; // If these are all frames of a library, the surrounding construct has the line.
  Error.captureStackTrace(site, within as () => void);
  Error.stackTraceLimit = stackTraceLimit;
  (construct as any)[SITE] = site;
}

/**
 * Returns the line in the user's program that created a construct or the nearest one around it, as `file:line:column`.
 */
export function creationSiteOf(construct: IConstruct): string | undefined {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
    const site: Site | undefined = (at as any)[SITE];
    const line = site && (hostLanguage(process.env) ? hostLine(site) : programLine(site.stack));
    if (line) return line;
  }
  return undefined;
}

/** Frames in this process are of the jsii kernel and of libraries, if the program is in another language. */
function hostLine({ host }: Site): string | undefined {
  const frame = host?.find(([file, , , name]) => !PYTHON_PACKAGE.test(file) && !JAVA_BINDING.test(name));
  if (!frame) return undefined;
  const [file, line] = frame; // no language sends the column
  return `${isAbsolute(file) ? relative(process.cwd(), file) : file}:${line}`;
}

/** Returns the first line of the user's program in a stack, as `file:line:column`. */
export function programLine(stack = ''): string | undefined {
  for (const frame of stack.split('\n').slice(1)) {
    const match = /\(?((?:file:\/\/)?[^()\s]*[^()]*?):(\d+):(\d+)\)?$/.exec(frame.replace(/^\s*at (?:.*? \()?/, ''));
    if (!match) continue;
    const [, file = '', line, column] = match;
    if (/[\\/]node_modules[\\/]|^node:|^internal/.test(file) || isOurs(file)) continue;
    return `${relative(process.cwd(), file.replace(/^file:\/\//, ''))}:${line}:${column}`;
  }
  return undefined;
}

/** Frames of this library are of no use to its user; its own tests count as users. */
function isOurs(file: string): boolean {
  return OWN_FOLDERS.some((folder) => file.startsWith(folder)) && !file.endsWith('.test.ts');
}
