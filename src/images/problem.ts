import {
  digestProblem,
  IS_HOST,
  IS_ID,
  IS_PATH_COMPONENT,
  lengthOf,
  MAX_REPOSITORY,
  normalizeName,
  quote,
  tagProblem,
} from './grammar';

/** Returns what is wrong with an invalid image reference: what is there; what must be. */
export function imageProblem(text: unknown): string {
  if (typeof text !== 'string') return 'is not a string; write a reference such as "nginx:1.27"';
  if (text === '') return 'is empty; write a reference such as "nginx:1.27"';
  if (/\s/.test(text)) return 'has a space or a line end; remove it';
  if (IS_ID.test(text)) return 'is the id of an image in one runtime’s store; name a repository';
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
  if (scheme) return `starts with the scheme "${scheme}"; remove it`;
  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  return nameProblem(named) ?? (at < 0 ? undefined : digestProblem(text.slice(at + 1))) ?? NOTHING_ELSE;
}

/** Every part is valid, and the whole is not: no such text is known. */
const NOTHING_ELSE = 'is not an image reference; write one such as "nginx:1.27"';

function nameProblem(named: string): string | undefined {
  if (/^\[[^\]]*\](?::\d*)?$/.test(named)) return 'names a host and no repository; add "/" and the repository';
  const { host, path } = normalizeName(named);
  if (!IS_HOST.test(host)) return hostProblem(host);
  const colon = path.indexOf(':');
  const repository = colon < 0 ? path : path.slice(0, colon);
  return repositoryProblem(host, repository) ?? (colon < 0 ? undefined : tagProblem(path.slice(colon + 1)));
}

function hostProblem(host: string): string {
  if (host.startsWith('[') || host.split(':').length > 2)
    return `has the registry ${quote(host)}; write an IPv6 address in brackets, without zone and dots`;
  return `has the registry ${quote(host)}, which is not a host name with an optional port; write one`;
}

function repositoryProblem(host: string, repository: string): string | undefined {
  const shown = `has the repository ${quote(repository.replace(/^library\//, ''))}`;
  const parts = repository.split('/');
  if (repository === 'library/' || repository === '') return 'names no repository; write one before the tag';
  if (parts.includes('')) return `${shown}, with nothing between two slashes or at an end; remove the slash`;
  const lower = repository.toLowerCase();
  if (lower !== repository) return `${shown}, with upper-case letters; write ${quote(lower.replace(/^library\//, ''))}`;
  const wrong = parts.find((part) => !IS_PATH_COMPONENT.test(part));
  if (wrong !== undefined) {
    const rule = 'use a-z and 0-9, and between them one ".", "_" or "__", or any number of "-"';
    return `${shown}, whose part ${quote(wrong)} is not a valid name; ${rule}`;
  }
  const length = lengthOf(host, repository);
  return length > MAX_REPOSITORY
    ? `has a repository of ${length} characters; write ${MAX_REPOSITORY} at most`
    : undefined;
}
