import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** A string that begins with `sudo`, with or without a path. */
export const SUDO = /^(\/\S*bin\/)?sudo(\s|$)/;
/** What separates shell commands, or precedes one. */
const BEFORE_COMMAND = /\n|[;&|(){}`!]|\b(?:do|else|env|exec|if|then|time|until|while)\s/;
/** Variables that are set for one command. */
const ASSIGNMENTS = /^\s*(\w+=\S*\s+)*/;

export const rule = defineRule({
  id: 'sudo-in-command',
  category: 'pod-security',
  title: 'Containers do not call sudo',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0062'],
  },
  visit: {
    container(container, { report }) {
      let before = '';
      for (const field of ['command', 'args']) {
        const words: string[] = container.value(`/${field}`) ?? [];
        words.forEach((word, index) => {
          const isScript = /^-[A-Za-z]*c$/.test(before);
          before = word;
          if (!(isScript ? scriptCallsSudo(word) : SUDO.test(word))) return;
          report({
            pointer: `${container.path}/${field}/${index}`,
            message: `container "${container.name}" calls "sudo"; remove it, and give the user the rights that it needs`,
          });
        });
      }
    },
  },
});

function scriptCallsSudo(script: string): boolean {
  return script.split(BEFORE_COMMAND).some((command) => SUDO.test(command.replace(ASSIGNMENTS, '')));
}
