import { pluginCases } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, pluginCases('DenyServiceExternalIPs'));
