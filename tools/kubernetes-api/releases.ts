import { execFileSync } from 'node:child_process';

/** One release of Kubernetes, as folders of its Go modules. */
export interface Release {
  readonly version: string;
  readonly minor: number;
  /** The module k8s.io/kubernetes: what the API server publishes about its API. */
  readonly kubernetes: string;
  /** The module k8s.io/api: in which release each kind was introduced, deprecated and removed. */
  readonly api: string;
}

/**
 * The newest patch of each minor that the Go module proxy serves, with the checksums that go prints for the module
 * k8s.io/kubernetes and for k8s.io/api of the same release (v1.N.P is v0.N.P there).
 */
const PINS: readonly (readonly [version: string, kubernetes: string, api: string])[] = [
  ['1.20.15', 'eGwdo4cRbRbi3AuFxQxzKz/uObB8nFt7eNhc3/KN4r0=', '7PoPWNuE/pFFhMIQCuto88+63TIjSlCviXknxWCHLVs='],
  ['1.21.14', 'MG74ErEiIbnyhiVqHNWagtNnysdzgkFBvVrTypf0/kw=', '5P/Yv95EhpU7rzgLqaDkoA1JeJmZ1Gv02GJTj9Nm7EM='],
  ['1.22.17', 'RwbUxcpDoy8LSj/o7Mj4qhF2GPavzony4GkxVlQVNrA=', 'FHL0caqndjQYjFV37ZdC4HX0RvCsW2SLKUM6Rpzogpg='],
  ['1.23.17', 'nzPjHGp+Qbh44wHxPv4DJp4Znot26yuENYLMu4Av6ZU=', 'gC11V5AIsNXUUa/xd5RQo7djukvl5O1ZDQKwEYu0H7g='],
  ['1.24.17', '+4+5VIoxcDv35PnVELouMdDC58AQF/sWs+hjjr4Ra44=', 'ILPpMleNDZbMJwopUBOVWtmCq3xBAj/4gJEUicy6QGs='],
  ['1.25.16', 'pdtEdre7aInDvXas+mWzpTiK/7cpcaGRyYB+Bedr2+Q=', '6VsSxn0vCdHuAVh82EZCKoM457LuUpQQb6YXfQunz7Q='],
  ['1.26.15', 'o65B3kKH7q9xK2h2323rKKThI1rp3ZarXpb8asT932U=', 'tjMERUjIwkq+2UtPZL5ZbSsLkpxUv4gXWZfV5lQl+Og='],
  ['1.27.16', 'DHFqj/HTUqHStFlRH9wCKPocqgHsjR6Q/DzYarB2QQE=', '70IBoTuiPfd+Tm68WH0tGXQRSQq0R1xnbyhTRe8WYQY='],
  ['1.28.15', 'd91N2Znk+E8REIJZlrD6za2JtIwvEypa0DB1IoU4fJ0=', 'u+Sze8gI+DayQxndS0htiJf8yVooHyUx/H4jEehtmNs='],
  ['1.29.15', 'hLcyf3XmxtfkubCEmmPX5QVD7lDclXjvEUrJeP283LM=', 'QxPcAheYujeBwkdiE0vMyKkAtqUq5YNyXVqimT+me44='],
  ['1.30.14', 'MrlKXh9uhLIJpyxOeXhcndzRVSvwiV9iJ8NgH8nqPsg=', 'iPq9YNOz1vHcSuN9YTmRUt8iPpB1cYPxxjgbY25xfS4='],
  ['1.31.14', 'UtjLfqvXLuSVDdJ4+NpQCIfFkKkLnAAVmxAEMsnkhjk=', 'xYn/S/WFJsksI7dk/5uBRd3Umm/D8W5g7sRnd4csotA='],
  ['1.32.13', '5TGYdZ6YZqdp6h/Rp1vX/4TIoybMPdgv97LCZCtPuNQ=', 'CAtHUTtSau6UhSGcrypjKXc2365TncaxUtrIfnjUPGE='],
  ['1.33.13', 'bmH31xUdSzeA5vk0wZAK9MZp11mdLuzUSeKk0qN3hPQ=', 'Au/I/J8SXmcCBxp+KiS82451AEaKjVHouB1x3lUm1Wk='],
  ['1.34.12', 'eHYdIJRfF+xypl5TuP3M+a+PzFZcDYWY9wH9pbW8Vko=', 'c8OgD3NECSLcP2WKxVmkzVomGmxKMrXFQKZ/O2p2LT8='],
  ['1.35.8', 'nqVTiKGbHuwTNjCn1dvK2tjOFie7J7SUMyZWDNsNHgA=', 'hxpmPYdneQPKNh0cZyB09Hwd3vgXzdcJs5R3toDXsvU='],
  ['1.36.5', 'bLFTShnoNlRCkuYqoSIwgU7Ozf47DsOAiwOekTHpZJw=', 'vtL/ByHmw7suLt+SGVMPZnuj8QdfZ0kN1vvMvHRCY9c='],
  ['1.37.2', 'A2VDEiObzkYqFTKhSsn0ZEb0RlLEXpHWj93gi2HqEwE=', 'PnxqnUFy93jr2GcpWDkKOm8wfy25kT9wa572MuQS8oc='],
];

/** The pinned releases, such as `1.30.14`. */
export const PINNED_VERSIONS: readonly string[] = PINS.map(([version]) => version);

/** Modules of the newest release that hold the lifecycles of the kinds that k8s.io/api does not have. */
const OTHER_LIFECYCLES: readonly (readonly [module: string, checksum: string])[] = [
  ['k8s.io/apiextensions-apiserver@v0.37.2', 'myaUiAlm1NRLYdpAvWYTqdgeiCepFupJiRFVVueMUYw='],
  ['k8s.io/kube-aggregator@v0.37.2', 'cUT/C/WM3UtoREoTYthSCFxldpdG3y5q9UniWYxcmPE='],
];

/** Downloads what is not in the module cache yet, oldest release first. Throws where a checksum differs. */
export function releases(): Release[] {
  return PINS.map(([version, kubernetes, api]) => ({
    version,
    minor: Number(version.split('.')[1]),
    kubernetes: folderOf(`k8s.io/kubernetes@v${version}`, kubernetes),
    api: folderOf(`k8s.io/api@v0${version.slice(1)}`, api),
  }));
}

/** Modules that the proxy does not have at the release, each with the version that is taken in its place. */
const IN_PLACE_OF: { readonly [module: string]: string } = {
  'k8s.io/controller-manager@v0.25.16': 'k8s.io/controller-manager@v0.24.17',
  'k8s.io/controller-manager@v0.26.15': 'k8s.io/controller-manager@v0.26.8',
};

/** Returns the folder of a module of a release, such as `apiserver`; go compares it with its checksum database. */
export function moduleFolder({ version, kubernetes }: Release, module: string): string {
  if (module === 'kubernetes') return kubernetes;
  const path = `k8s.io/${module}@v0${version.slice(1)}`;
  return folderOf(IN_PLACE_OF[path] ?? path);
}

export function otherLifecycleFolders(): string[] {
  return OTHER_LIFECYCLES.map(([module, checksum]) => folderOf(module, checksum));
}

function folderOf(module: string, checksum?: string): string {
  const output = execFileSync('go', ['mod', 'download', '-json', module], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 24,
  });
  const { Dir, Sum } = JSON.parse(output);
  if (checksum !== undefined && Sum !== `h1:${checksum}`)
    throw new Error(`${module} has the checksum ${Sum}; releases.ts names h1:${checksum}`);
  return Dir;
}
