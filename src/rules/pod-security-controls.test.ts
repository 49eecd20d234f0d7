import { CATALOG } from './catalog';
import { POD_SECURITY_CONTROLS } from './pod-security-controls';

test('has every rule of the catalogue that stands for a control, and no other', () => {
  expect(POD_SECURITY_CONTROLS.map(({ meta }) => meta.id)).toEqual(
    CATALOG.filter(({ meta }) => meta.podSecurity).map(({ meta }) => meta.id),
  );
});
