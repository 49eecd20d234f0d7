import { App } from 'cdk8s';
import { buildWebAndDatabase } from './web-and-database';

const app = new App();
buildWebAndDatabase(app);
app.synth();
