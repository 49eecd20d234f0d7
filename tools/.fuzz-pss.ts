import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Checker } from '/work/main/src/engine/checker';
import { Profile } from '/work/main/src/engine/profile';
import { Manifest } from '/work/main/src/model/manifest';
import { ManifestSet } from '/work/main/src/model/manifest-set';
import { HardenMode, harden } from '/work/main/src/harden/harden';
const IDS = 'privileged-container privilege-escalation-allowed host-pid host-ipc host-network host-port host-probe-or-lifecycle-host host-path-volume restricted-volume-type capability-beyond-baseline capabilities-not-dropped capability-beyond-restricted run-as-non-root run-as-root-user seccomp-profile-missing seccomp-unconfined apparmor-profile selinux-options proc-mount unsafe-sysctl windows-host-process'.split(' ');
const RULES = IDS.map((id) => require(`/work/main/src/rules/${id}/rule`).rule);
let seed = Number(process.argv[3] ?? 1);
const rnd = () => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return ((seed >> 8) & 0x3fffff) / 0x400000; };
const pick = <T,>(...xs: T[]): T => xs[Math.floor(rnd() * xs.length)] as T;
const U = undefined;
const mode: 'wild' | 'valid' = (process.argv[4] ?? 'wild') as any;
const W = mode === 'wild';
const some = (p: number, f: () => any) => (rnd() < p ? f() : W && rnd() < 0.05 ? null : U);
const seccomp = () => pick<any>({ type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'x' }, { type: 'Unconfined' }, ...(W ? [{}, { type: '' }, { type: null }, { type: 'unconfined' }, { type: 'Localhost' }, { localhostProfile: 'a' }] : []));
const selinux = () => ({ type: some(0.5, () => pick('', 'container_t', 'container_engine_t', 'spc_t', 'container_init_t', 'container_kvm_t', 'Container_t')), user: some(0.3, () => pick('', 'system_u')), role: some(0.3, () => pick('', 'r')), level: some(0.3, () => 's0') });
const win = () => ({ hostProcess: some(0.5, () => pick(true, false)), runAsUserName: some(0.2, () => 'x') });
const CAPS = ['CHOWN', 'NET_BIND_SERVICE', 'SYS_ADMIN', 'CAP_SYS_ADMIN', 'NET_RAW', 'ALL', 'all', 'chown', 'CAP_CHOWN', 'MKNOD', '', 'SETUID'];
const caps = () => ({ add: some(0.5, () => Array.from({ length: Math.floor(rnd() * 4) }, () => pick(...CAPS))), drop: some(0.7, () => Array.from({ length: Math.floor(rnd() * 3) }, () => pick('ALL', 'ALL', 'all', 'NET_RAW'))) });
const bool = () => pick(true, false);
let isWin = false;
const lin = (p: number, f: () => any) => (isWin && !W ? U : some(p, f));
const csc = () => ({ privileged: lin(0.3, bool), allowPrivilegeEscalation: lin(0.7, () => pick(false, false, true)), capabilities: lin(0.8, caps), runAsNonRoot: some(0.4, () => pick(true, true, false)), runAsUser: lin(0.3, () => pick(0, 1, 1000)), seccompProfile: lin(0.4, seccomp), appArmorProfile: lin(0.3, seccomp), seLinuxOptions: lin(0.3, selinux), procMount: lin(0.2, () => pick('Default', 'Unmasked', ...(W ? ['', 'default'] : []))), windowsOptions: some(isWin || W ? 0.3 : 0, win) });
const handler = () => pick<any>({ httpGet: { port: 80, host: some(0.5, () => pick('', '1.2.3.4')) } }, { tcpSocket: { port: 80, host: some(0.5, () => pick('', 'a.b')) } }, ...(W ? [{ httpGet: null }, {}, { exec: { command: ['a'] } }] : [{ exec: { command: ['a'] } }]));
let n = 0;
const VOLS = ['v1', 'v2'];
const container = (role: string, vols: any[]) => {
  const c: any = { name: W ? some(0.95, () => `c${n++ % (W ? 4 : 1e9)}`) : `c${n++}`, image: 'x', securityContext: some(0.9, csc) };
  c.ports = role === 'ephemeralContainers' && !W ? U : some(0.4, () => [{ containerPort: 80, hostPort: some(0.5, () => pick(0, 80)) }, { containerPort: 81, hostPort: some(0.3, () => pick(0, 81)) }]);
  if (role === 'containers' || W) { c.livenessProbe = some(0.3, handler); c.readinessProbe = some(0.3, handler); c.startupProbe = some(0.2, handler); c.lifecycle = some(0.3, () => ({ postStart: some(0.5, handler), preStop: some(0.5, handler) })); }
  if (vols.length) c.volumeMounts = some(0.7, () => vols.map((v, i) => ({ name: v.name ?? 'x', mountPath: `/m${i}`, mountPropagation: some(0.4, () => pick('Bidirectional', 'HostToContainer', 'None')) })));
  return c;
};
const source = (): any => pick<any>({ emptyDir: {} }, { hostPath: { path: '/etc' } }, { hostPath: { path: '/x', type: 'Directory' } }, { configMap: { name: 'a' } }, { secret: { secretName: 'a' } }, { nfs: { server: 'a', path: '/a' } }, { csi: { driver: 'a.b.c' } }, { gitRepo: { repository: 'a' } }, { projected: { sources: [] } }, { persistentVolumeClaim: { claimName: 'a' } }, { image: { reference: 'a' } }, { downwardAPI: {} }, { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } }, { iscsi: { targetPortal: '1.1.1.1', iqn: 'iqn.2001-04.com.example:storage.kube.sys1.xyz', lun: 0 } }, { cephfs: { monitors: ['a'] } }, {}, ...(W ? [{ hostPath: {} }, { hostPath: null }, { hostpath: { path: '/' } }, { emptyDir: null, nfs: null }, { flexVolume: {} }, { storageos: {} }, { rbd: { monitors: [], image: 'a' } }] : []));
const SYS = ['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem', 'net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat', 'kernel.msgmax', 'net.core.somaxconn', 'net/ipv4/tcp_rmem'];
const pod = () => {
  n = 0;
  isWin = rnd() < 0.2;
  const spec: any = { os: isWin ? { name: 'windows' } : some(0.2, () => ({ name: 'linux' })) };
  for (const f of ['hostPID', 'hostIPC', 'hostNetwork']) spec[f] = some(isWin && f !== 'hostNetwork' && !W ? 0 : 0.15, bool);
  spec.hostUsers = lin(0.25, () => pick(false, false, true));
  spec.volumes = some(0.5, () => Array.from({ length: 1 + Math.floor(rnd() * 2) }, (_, i) => ({ name: W && rnd() < 0.05 ? U : VOLS[i], ...source() })));
  const vols = spec.volumes ?? [];
  spec.containers = Array.from({ length: 1 + Math.floor(rnd() * 2) }, () => container('containers', vols));
  spec.initContainers = some(0.3, () => [container('initContainers', vols)]);
  if (W) spec.ephemeralContainers = some(0.15, () => [container('ephemeralContainers', vols)]);
  spec.securityContext = some(0.8, () => ({ runAsNonRoot: some(0.6, () => pick(true, true, false)), runAsUser: lin(0.3, () => pick(0, 1)), seccompProfile: lin(0.6, seccomp), appArmorProfile: lin(0.3, seccomp), seLinuxOptions: lin(0.2, selinux), windowsOptions: some(isWin || W ? 0.2 : 0, win), sysctls: lin(0.3, () => Array.from({ length: Math.floor(rnd() * 3) }, () => ({ name: W && rnd() < 0.05 ? U : pick(...SYS), value: '1' }))) }));
  const ann: any = {};
  const sv = () => pick<any>('runtime/default', 'docker/default', 'localhost/x', 'unconfined', ...(W ? ['', 'bogus', 'localhost', null] : []));
  if (rnd() < 0.3) ann['seccomp.security.alpha.kubernetes.io/pod'] = sv();
  for (const c of ['c0', 'c1', 'c2', '', 'zz']) { if (!W && !JSON.stringify(spec).includes(`"name":"${c}"`)) continue; if (rnd() < 0.15) ann[`container.seccomp.security.alpha.kubernetes.io/${c}`] = sv(); if (rnd() < 0.15) ann[`container.apparmor.security.beta.kubernetes.io/${c}`] = sv(); }
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', annotations: some(0.5, () => ann) }, spec };
};
function judge(qs: any[]): any[] {
  const out = spawnSync('/tmp/judge', { input: qs.map((q, id) => JSON.stringify({ id, ...q })).join('\n') + '\n', maxBuffer: 1 << 30, encoding: 'utf8' });
  if (out.status !== 0) console.log(out.stderr.slice(0, 2000));
  return out.stdout.trim().split('\n').map((l) => JSON.parse(l));
}
const VERSIONS = Array.from({ length: 38 }, (_, i) => `1.${i}`);
const count = Number(process.argv[2] ?? 1000);
const pods = Array.from({ length: count }, () => JSON.parse(JSON.stringify(pod())));
const levels = ['baseline', 'restricted'];
const profiles = Object.fromEntries(levels.map((l) => [l, new Profile(l, RULES.filter((r: any) => r.meta.profiles.includes(l)))]));
const checkers: any = {};
for (const l of levels) for (const v of VERSIONS) checkers[`${l} ${v}`] = new Checker({ profile: profiles[l] as any, today: '2026-11-24', kubernetesVersion: v });
const answers = judge(pods.map((object) => ({ op: 'psa', object, levels, versions: VERSIONS })));
let bad = 0; const seen: any = {};
pods.forEach((p, i) => {
  const a = answers[i];
  if (a.error) { if (bad++ < 10) console.log('judge error', a.error, JSON.stringify(p)); return; }
  const theirs: any = {};
  for (const d of a.result.denied) for (const v of d.versions) theirs[`${d.level} ${v}`] = [...new Set(d.controls)].sort();
  const m = Manifest.of(p);
  for (const key of Object.keys(checkers)) {
    const r = checkers[key].check(ManifestSet.of([m]));
    if (r.errors.length) { if (bad++ < 10) console.log(key, JSON.stringify(r.errors), JSON.stringify(p)); break; }
    const ours = [...new Set(r.findings.map((f: any) => RULES.find((x: any) => x.meta.id === f.rule).meta.podSecurity.check))].sort() as string[];
    const [level, v] = key.split(' ');
    const minor = Number((v as string).slice(2));
    const want = (theirs[key] ?? []).map((c: string) => (c === 'procMount_restricted' ? 'procMount' : c)).sort();
    for (const c of want) seen[c] = (seen[c] ?? 0) + 1;
    if (JSON.stringify(ours) !== JSON.stringify(want)) { if (bad++ < 10) console.log(key, 'ours', ours, 'theirs', want, JSON.stringify(p)); break; }
  }
});
console.log(count, 'pods; differences', bad, seen);
// fixes
const nsaVersions = ['1.37', '1.24', '1.18'];
const before = judge(pods.map((object) => ({ op: 'validate', object })));
for (const version of nsaVersions) {
  const profile = new Profile('nsa', RULES);
  for (const hm of [HardenMode.FILL, HardenMode.FORCE]) {
    const mended = pods.map((p) => { const m = Manifest.of(p); if (m._problems.length) return p; return harden([m], [m], { profile, mode: hm, today: '2026-11-24', kubernetesVersion: version }).get(m)?.manifest.json; });
    const after = judge(mended.map((object) => ({ op: 'validate', object })));
    const psa = judge(mended.map((object) => ({ op: 'psa', object, levels: ['restricted'], versions: [version] })));
    let worse = 0, broke = 0, denied = 0, ok = 0;
    pods.forEach((p, i) => {
      const had = new Set((before[i].result?.errors ?? []).map((e: any) => e.field + e.type)); const more = (after[i].result?.errors ?? []).filter((e: any) => !had.has(e.field + e.type)); if (had.size && more.length && !JSON.stringify([...had]).includes('Decode') && worse++ < 5) console.log('WORSE', version, hm, JSON.stringify(more), JSON.stringify([...had]), JSON.stringify(p), JSON.stringify(mended[i]));
      if (before[i].result?.accepted) { ok++; if (!after[i].result?.accepted && broke++ < 4) console.log(version, hm, 'BROKE', JSON.stringify(after[i]), '\n ', JSON.stringify(p), '\n ', JSON.stringify(mended[i])); }
      if (hm === HardenMode.FORCE && psa[i].result?.denied.length && !(version !== '1.37' && p.spec.os?.name === 'windows') && denied++ < 4) console.log(version, 'DENIED', JSON.stringify(psa[i].result), '\n ', JSON.stringify(mended[i]));
    });
    console.log(version, hm, 'valid before', ok, 'broken', broke, 'denied after', denied, 'worse', worse);
  }
}
