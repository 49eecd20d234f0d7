import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CLASSES, KINDS, refusalOf, type SecureWorkload, specOf } from '../support/workloads';

const patch =
  (...patches: JsonPatch[]) =>
  (workload: SecureWorkload): void =>
    ApiObject.of(workload).addJsonPatch(...patches);

describe.each(KINDS)('patches of a secure %s', (kind) => {
  const { specPath } = CLASSES[kind];
  const add = (list: string, value: any) => JsonPatch.add(`${specPath}/${list}/-`, value);
  const cache = { name: 'cache', emptyDir: { sizeLimit: '8Mi' } };

  test('add a volume and its mount, beside those of the library', () => {
    const mount = { name: 'cache', mountPath: '/cache' };
    const spec = specOf(kind, {}, patch(add('volumes', cache), add('containers/0/volumeMounts', mount)));
    expect(spec.volumes).toEqual([cache, { name: 'writable-tmp', emptyDir: { sizeLimit: '64Mi' } }]);
    expect(spec.containers[0].volumeMounts).toEqual([mount, { name: 'writable-tmp', mountPath: '/tmp' }]);
  });

  test('add two volumes, and change the first', () => {
    const rename = JsonPatch.replace(`${specPath}/volumes/0/name`, 'first');
    const more = { ...cache, name: 'second' };
    const { volumes } = specOf(kind, {}, patch(add('volumes', cache), add('volumes', more), rename));
    expect(volumes.map(({ name }: any) => name)).toEqual(['first', 'second', 'writable-tmp']);
  });

  test('add to a list that is there', () => {
    const volume = (workload: SecureWorkload) => kplus.Volume.fromEmptyDir(workload, 'own', 'own');
    const { volumes } = specOf(kind, {}, (workload) => {
      workload.addVolume(volume(workload));
      ApiObject.of(workload).addJsonPatch(
        add('volumes', { name: 'cache', secret: { secretName: 'cache' } }),
        JsonPatch.add(`${specPath}/volumes/0/emptyDir`, { sizeLimit: { value: '8Mi' } }),
      );
    });
    expect(volumes.map(({ name }: any) => name)).toEqual(['own', 'cache', 'writable-tmp']);
  });

  test('add a weaker value, which is refused', () => {
    const root = { name: 'node', hostPath: { path: '/', type: 'Directory' } };
    expect(refusalOf(kind, {}, patch(add('volumes', root)))).toContain('host-path-volume');
  });

  test('leave the patches of the author as they are', () => {
    let workload: SecureWorkload | undefined;
    specOf(kind, {}, (each) => {
      workload = each;
      patch(add('volumes', cache))(each);
    });
    expect((ApiObject.of(workload as SecureWorkload) as any).patches).toHaveLength(1);
  });

  test('of what is not there fail as before', () => {
    const missing = JsonPatch.add(`${specPath}/affinity/podAffinity/list/-`, 'x');
    expect(refusalOf(kind, {}, patch(missing))).toContain('cannot be rendered');
  });
});
