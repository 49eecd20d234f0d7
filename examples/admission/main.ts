import { App } from 'cdk8s';
import { buildAdmission } from './admission';

const app = new App();
const { leftOut } = buildAdmission(app);
app.synth();
for (const { what, why } of leftOut) if (process.argv.includes('--left-out')) console.log(`${what}: ${why}`);
