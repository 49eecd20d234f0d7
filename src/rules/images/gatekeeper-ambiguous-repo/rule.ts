import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'gatekeeper-ambiguous-repo',
  category: 'images',
  title: 'Gatekeeper allows only whole registry, owner and repository names',
  severity: Severity.MEDIUM,
  profiles: [],
  standards: ['NSA/CISA P3', 'OWASP K02:2022', 'OWASP K04:2025'],
  references: ['https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/', NSA_GUIDE],
  equivalents: {
    trivy: ['KSV-0124'],
  },
  visit: {
    types: ['constraints.gatekeeper.sh/K8sAllowedRepos'],
    manifest(constraint, { report }) {
      const repos: unknown = constraint.value('/spec/parameters/repos');
      if (!Array.isArray(repos)) return;
      repos.forEach((repo, index) => {
        const wrong = typeof repo === 'string' ? whatIsWrong(repo) : undefined;
        if (wrong === undefined) return;
        report({
          pointer: `/spec/parameters/repos/${index}`,
          message: `constraint "${constraint.objectRef.name}" allows ${wrong}`,
        });
      });
    },
  },
});

/** Gatekeeper allows every image whose name starts with an entry. */
function whatIsWrong(repo: string): string | undefined {
  if (repo === '') return 'every image (""); list registries and owners';
  if (repo === 'docker.io/' || repo === 'index.docker.io/') {
    return `"${repo}", where anyone can push; add an owner, as in "docker.io/acme/"`;
  }
  // an entry that ends within a tag or a digest matches only one repository
  const isWithinRepository = /[:@]/.test(repo.slice(repo.lastIndexOf('/') + 1)) && repo.includes('/');
  if (repo.endsWith('/') || repo.endsWith(':') || isWithinRepository) return undefined;
  return `every name that starts with "${repo}", such as "${repo}-evil/web"; add a slash or colon at the end`;
}
