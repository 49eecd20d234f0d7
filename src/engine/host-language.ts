/** A language other than TypeScript and JavaScript. Its programs run beside this process, and reach it through jsii. */
export type HostLanguage = 'python' | 'java' | 'go' | 'dotnet';

/** Returns the language of the program, which jsii tells; undefined if the program runs in this process. */
export function hostLanguage(env: { readonly [name: string]: string | undefined }): HostLanguage | undefined {
  const [language] = /^(?:python|java|go|dotnet)/i.exec(env.JSII_AGENT ?? '') ?? [];
  return language?.toLowerCase() as HostLanguage | undefined;
}

/** The objects that programs in Go gave as rules and as aspects. */
const GIVEN = new WeakSet<object>();

/**
 * Throws if a program in Go gives an object as a rule or an aspect a second time. Types without fields have one address
 * there, so jsii takes two of them for one object, and would never ask the second.
 */
export function refuseSharedAddress(object: object | undefined, use: string): void {
  if (hostLanguage(process.env) !== 'go' || !object || Object.getPrototypeOf(object) !== Object.prototype) return;
  if (GIVEN.has(object))
    throw new Error(
      `${use} has the same address as a rule or an aspect that was given before: Go types without fields share one address, ` +
        'and jsii takes them for one object. Give the type a field, such as `_ byte`, and create one object for each use',
    );
  GIVEN.add(object);
}
