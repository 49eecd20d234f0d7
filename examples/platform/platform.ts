import type { App } from 'cdk8s';
import { AcmeChart, AcmeService, AcmeSize } from './acme-service';

/**
 * An application of the payments team. It contains no security contexts, policies and probes: a platform team would publish
 * `acme-service.ts` and `acme-rules.ts` as a package.
 */
export class PaymentsChart extends AcmeChart {
  public constructor(app: App) {
    super(app, 'payments');
    const ledger = new AcmeService(this, 'ledger', {
      repository: 'payments/ledger',
      digest: '35c1d2e3f405162738495b6c7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4e6a80',
      owner: 'payments',
      size: AcmeSize.LARGE,
    });
    const checkout = new AcmeService(this, 'checkout', {
      repository: 'payments/checkout',
      digest: '05162738495b6c7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4e6a8035c1d2e3f4',
      owner: 'payments',
      host: 'checkout',
    });
    checkout.calls(ledger);
  }
}

/** The app of the payments team. */
export function buildPlatform(app: App): PaymentsChart {
  return new PaymentsChart(app);
}
