import { buildOlder } from './older-judge';

for (const v of process.argv.slice(2)) {
  const s = Date.now();
  console.log(buildOlder(v), (Date.now() - s) / 1000);
}
