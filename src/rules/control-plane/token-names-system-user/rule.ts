import { namePrefix, prefixProblem, refusesSystemNames } from '../../../analysis/cluster/authentication';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'token-names-system-user',
  category: 'control-plane',
  title: 'No token of an issuer names a user or group of Kubernetes itself',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'OWASP K06:2022', 'OWASP K09:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration',
    NSA_GUIDE,
  ],
  equivalents: {},
  visit: {
    types: ['apiserver.config.k8s.io/AuthenticationConfiguration'],
    manifest(config, { report }) {
      const issuers: any[] = config.value('/jwt') ?? [];
      issuers.forEach(({ claimMappings, userValidationRules }, index) => {
        const expressions = (userValidationRules ?? []).map(({ expression = '' }: any) => expression);
        for (const what of ['username', 'groups'] as const) {
          const mapping = claimMappings?.[what];
          if (!mapping?.claim && !mapping?.expression) continue;
          const prefix = namePrefix(mapping);
          const problem = prefix === undefined ? 'may be any' : prefixProblem(prefix);
          if (problem === undefined || refusesSystemNames(what, expressions)) continue;
          const pointer = `/jwt/${index}/claimMappings/${what}`;
          const names = what === 'groups' ? 'groups' : 'user names';
          report(
            prefix === undefined
              ? {
                  pointer: `${pointer}/expression`,
                  message: `an expression for ${names} may yield names with "system:"; add a rule to userValidationRules that refuses them`,
                  severity: Severity.MEDIUM,
                }
              : { pointer: `${pointer}/prefix`, message: `the prefix of ${names} ${problem}` },
          );
        }
      });
    },
  },
});
