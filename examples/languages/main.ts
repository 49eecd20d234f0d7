import { App } from 'cdk8s';
import { buildShop } from './shop';

const app = new App();
buildShop(app);
app.synth();
