import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ContainerView } from '../../../model/manifest';
import { commandSecret } from '../../shared/secrets/commands';
import { type SecretSearch, secretInText, secretSearch, secretUnderName } from '../../shared/secrets/find-secret';
import { secretKind } from '../../shared/secrets/names';
import { secretNames } from '../../shared/secrets/names-option';
import { isHarmless } from '../../shared/secrets/values';
import { NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

/** What the kubelet runs or asks. */
export const HANDLERS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle/postStart', 'lifecycle/preStop'];
const COMMANDS = HANDLERS.map((handler) => `/${handler}/exec/command`);
const REQUESTS = HANDLERS.map((handler) => `/${handler}/httpGet`);

/** A message never contains the value: findings are printed, mailed and stored. */
export const rule = defineRule({
  id: 'secret-in-command-args',
  category: 'secrets',
  title: 'No command, probe or lifecycle hook holds a secret in plain text',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, SECRETS_GOOD_PRACTICES],
  options: [secretNames],
  visit: {
    container(container, context) {
      const own = [...wordsAt(container, '/command'), ...wordsAt(container, '/args')];
      const commands = [own, ...COMMANDS.map((list) => wordsAt(container, list))].filter(({ length }) => length > 0);
      const requests = REQUESTS.filter((request) => container.value(request));
      if (commands.length === 0 && requests.length === 0) return;
      const search = secretSearch(context);
      for (const { pointer, what } of commands.flatMap((words) => inCommand(words, search))) {
        context.report({
          pointer: `${container.path}${pointer}`,
          message: `a command of container "${container.name}" holds ${what}; use a Secret, mounted as a file that the program reads`,
        });
      }
      for (const { pointer, what } of requests.flatMap((request) => inRequest(container, request, search))) {
        context.report({
          pointer: `${container.path}${pointer}`,
          message: `an HTTP request to container "${container.name}" holds ${what}; use an endpoint that needs no secret`,
        });
      }
    },
  },
});

interface Found {
  /** JSON Pointer below the container. */
  readonly pointer: string;
  readonly what: string;
}

interface Word {
  readonly pointer: string;
  readonly text: string;
}

function wordsAt(container: ContainerView, list: string): Word[] {
  const words: string[] = container.value(list) ?? [];
  return words.map((text, index) => ({ pointer: `${list}/${index}`, text }));
}

function inCommand(words: readonly Word[], search: SecretSearch): Found[] {
  const argument = commandSecret(words.map(({ text }) => text));
  return words.flatMap(({ pointer, text }, index) => {
    const what = secretInText(text, search) ?? behindFlag(words[index - 1]?.text ?? '', text, search);
    if (what) return [{ pointer, what }];
    const isArgument = argument !== undefined && index > 0 && text.endsWith(argument.value);
    return isArgument ? [{ pointer, what: `a password for "${argument.program}"` }] : [];
  });
}

/** `--password` and its value, as two words. */
function behindFlag(flag: string, word: string, { more }: SecretSearch): string | undefined {
  if (!/^--?[A-Za-z][\w.-]{0,100}$/.test(flag) || word.startsWith('-')) return undefined;
  const kind = secretKind(flag, more);
  return kind && !isHarmless(word, kind) ? `a secret after "${flag}"` : undefined;
}

/** The path and the headers of a probe or a hook. */
function inRequest(container: ContainerView, request: string, search: SecretSearch): Found[] {
  const { path, httpHeaders } = container.value(request);
  const headers: any[] = httpHeaders ?? [];
  const inPath = secretInText(path ?? '', search);
  return [
    ...(inPath ? [{ pointer: `${request}/path`, what: inPath }] : []),
    ...headers.flatMap(({ name, value }, index) => {
      const what = secretUnderName(name ?? '', value ?? '', search);
      return what ? [{ pointer: `${request}/httpHeaders/${index}/value`, what }] : [];
    }),
  ];
}
