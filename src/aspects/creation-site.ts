import { join, relative, sep } from 'node:path';
import { type IConstruct, Node } from 'constructs';

/** Where another language's program stood when it called, newest frame first: what jsii hands over when asked to. */
const HOST_STACK = Symbol.for('jsii.context.hostStackTrace');
const SITE = Symbol.for('cdk8s-hardened.creationSite');
const TRACED = Symbol.for('cdk8s-hardened.tracesCreation');
/** This library, compiled and as source: source maps lead from one to the other. */
const OWN_FOLDERS = ['lib', 'src'].map((folder) => `${join(__dirname, '..', '..', folder)}${sep}`);

type HostFrame = [file: string, line: number, column: number, name: string];
interface Site {
  readonly host?: HostFrame[];
  /** Formatted only when somebody asks. */
  readonly stack?: string;
}

/** From now on, remembers where each construct is created; a stack is kept, and read only when it is reported. */
export function traceCreation(): void {
  const { prototype } = Node as any;
  if (prototype.addChild?.[TRACED] || typeof prototype.addChild !== 'function') return;
  const { addChild } = prototype;
  prototype.addChild = function (child: IConstruct, name: string) {
    // A default child stands where its parent does.
    if (name !== 'Resource' && name !== 'Default') recordCreation(child);
    return addChild.call(this, child, name);
  };
  Object.defineProperty(prototype.addChild, TRACED, { value: true });
}

/** Remembers that a construct is created here. */
export function recordCreation(construct: IConstruct): void {
  if (Object.hasOwn(construct, SITE)) return;
  const site: Site = { host: (globalThis as any)[HOST_STACK] };
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 3; // where these are a library’s, the construct around it has the line
  Error.captureStackTrace(site, construct.constructor);
  Error.stackTraceLimit = stackTraceLimit;
  (construct as any)[SITE] = site;
}

/** The user's line that created a construct or the nearest one around it, as `file:line:column`. */
export function creationSiteOf(construct: IConstruct): string | undefined {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
    const site: Site | undefined = (at as any)[SITE];
    const line = site && (hostLine(site) ?? ownLine(site));
    if (line) return line;
  }
  return undefined;
}

function hostLine({ host }: Site): string | undefined {
  const frame = host?.find(([file]) => !file.includes('site-packages'));
  return frame && [frame[0], frame[1], frame[2]].join(':');
}

function ownLine({ stack = '' }: Site): string | undefined {
  for (const frame of stack.split('\n').slice(1)) {
    const match = /\(?((?:file:\/\/)?[^()\s]*[^()]*?):(\d+):(\d+)\)?$/.exec(frame.replace(/^\s*at (?:.*? \()?/, ''));
    if (!match) continue;
    const [, file = '', line, column] = match;
    if (/[\\/]node_modules[\\/]|^node:|^internal/.test(file) || isOurs(file)) continue;
    return `${relative(process.cwd(), file.replace(/^file:\/\//, ''))}:${line}:${column}`;
  }
  return undefined;
}

/** Frames of this library say nothing to its user; its own tests are users. */
function isOurs(file: string): boolean {
  return OWN_FOLDERS.some((folder) => file.startsWith(folder)) && !file.endsWith('.test.ts');
}
