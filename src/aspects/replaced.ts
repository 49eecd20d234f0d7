/** Calls a function while a property of an object has another value. */
export function withReplaced<T extends object, R>(target: T, name: keyof T & string, value: any, act: () => R): R {
  const before = target[name];
  (target as any)[name] = value;
  try {
    return act();
  } finally {
    (target as any)[name] = before;
  }
}
