import { Judge } from './judge';
import { admissionCustom } from './suites/admission-custom';

(async () => {
  const judge = new Judge();
  try {
    console.log(await admissionCustom.run({ judge, count: Number(process.argv[2]), seed: Number(process.argv[3]) }));
  } catch (e: any) {
    console.log(
      String(e.message)
        .split('\n')
        .map((l: string) => l.slice(0, 900))
        .slice(0, 60)
        .join('\n'),
    );
  } finally {
    await judge.close();
  }
})();
