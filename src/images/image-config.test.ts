import { configProblems, configsIn, factsIn } from './image-config';

const CONFIG = {
  User: '101:101',
  Env: ['A=b'],
  ExposedPorts: { '80/tcp': {}, '8443/udp': {} },
  Volumes: { '/data': {} },
};
const FACTS = { user: '101:101', ports: [80, 8443], volumes: ['/data'] };

test.each<[string, unknown, string, string[]]>([
  ['crane config', { architecture: 'amd64', os: 'linux', config: CONFIG, rootfs: {} }, '/config', []],
  ['docker image inspect', [{ RepoTags: ['a:1'], RepoDigests: ['a@b'], Config: CONFIG }], '/0/Config', ['a:1', 'a@b']],
  ['one image of docker image inspect', { RepoTags: null, Config: CONFIG }, '/Config', []],
  ['the configuration alone', CONFIG, '', []],
])('reads %s', (_, json, at, references) => {
  const found = configsIn(json);
  if ('message' in found) throw new Error(found.message);
  expect(found.map((each) => [each.at, each.references, factsIn(each.config)])).toEqual([[at, references, FACTS]]);
  expect(found.flatMap((each) => configProblems(each.config, each.at))).toEqual([]);
});

test('an image without a configuration, or with an empty one, sets no user', () => {
  for (const json of [
    { architecture: 'amd64', rootfs: { type: 'layers' } },
    { config: {}, rootfs: {} },
  ]) {
    const found = configsIn(json);
    if ('message' in found) throw new Error(found.message);
    expect(found.map(({ config }) => factsIn(config))).toEqual([{ user: '', ports: [], volumes: [] }]);
  }
});

test.each<[string, unknown, string]>([
  ['a manifest', { schemaVersion: 2, config: { mediaType: 'x', digest: 'y' } }, 'use crane config'],
  ['skopeo inspect', { Name: 'a', Digest: 'b', Env: [], LayersData: [] }, 'use skopeo inspect --config'],
  ['an empty list', [], 'is empty'],
  ['another list', [1], 'is no configuration of an image'],
  ['another mapping', { a: 1 }, 'is no configuration of an image'],
  ['an empty mapping', {}, 'is no configuration of an image'],
  ['nothing', undefined, 'is no configuration of an image'],
])('refuses %s', (_, json, message) => {
  expect(configsIn(json)).toMatchObject({ message: expect.stringContaining(message) });
});

test.each<[object, string, string]>([
  [{ User: 101 }, '/config/User', 'is 101; write a text, as in "1000"'],
  [{ Volumes: ['/data'] }, '/config/Volumes', 'is no mapping; write {"/data": {}}'],
  [{ Volumes: { data: {} } }, '/config/Volumes/data', 'is not of the form "/data"'],
  [{ ExposedPorts: { '80/http': {} } }, '/config/ExposedPorts/80~1http', 'is not of the form "8080/tcp"'],
  [{ ExposedPorts: { 70000: {} } }, '/config/ExposedPorts/70000', 'is not of the form "8080/tcp"'],
])('%j has a problem', (config, pointer, message) => {
  expect(configProblems(config, '/config')).toEqual([{ pointer, message }]);
});
