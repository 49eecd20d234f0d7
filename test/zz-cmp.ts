import { execFileSync } from 'node:child_process';
import { readYaml } from '/work/main/src/model/yaml';
import { imageOf } from '/work/main/src/model/image';
import { quantityOf } from '/work/main/src/model/quantity';
const ask = (kind: string, texts: string[]) => execFileSync('/tmp/oracle/oracle', { input: texts.map((Text) => JSON.stringify({ Kind: kind, Text })).join('\n'), maxBuffer: 1 << 28 }).toString().trim().split('\n').map((l) => JSON.parse(l));
const show = (x: any) => JSON.stringify(x);
// scalars
const words = 'y Y yes Yes YES yEs true True TRUE tRUE on On ON oN n N no No NO nO false False off Off OFF null Null NULL nULL ~ 0 00 07 08 09 010 0o10 0o8 0O17 0x1F 0X1f 0xG 0b101 0B11 0b2 -0b101 +0b11 -010 +7 -7 1_000 _1 1_ 0_7 0x_F 1__0 1e3 1E3 1e+3 1.5e-3 .5 -.5 +.5 5. 1. . .. - + +. 1.2.3 .inf -.inf +.inf .nan .NaN .1e3 .e3 1:20 190:20:30 2001-12-14 2001-12-14T21:59:43Z 2001-1-1 0755 0644 -0 +0 -0x10 +0x10 -0o7 1e 1e400 -1e400 9007199254740993 18446744073709551615 18446744073709551616 9223372036854775808 0x1.8p1 1p3 1e1_0 1_0.5 0.1_0 ._5 .5_0 0b 0x 0o -_1 += << ! 1d 0777777777777777777777777 0xFFFFFFFFFFFFFFFFFF 123abc 1.0 100m 1Gi 0.0 -0.0 00.5 08.5 1.5.  = 2001-12-14t21:59:43.10-05:00 yes1 0_ 0b1_0 0x1_F -0b_1 0b_1 1e5.5 infinity Inf NaN .INF +.INF -.INF +.nan .Nan .5e400'.split(' ');
const texts = words.map((w) => `a: ${w}\n`);
const keyTexts = words.map((w) => `${w}: a\n`);
for (const [label, list] of [['value', texts], ['key', keyTexts]] as const) {
  const go = ask('yaml', list);
  list.forEach((t, i) => {
    const mine = readYaml(t);
    const m = mine.problems.length ? { error: mine.problems[0]!.message } : { json: mine.documents[0]?.value };
    const g = go[i];
    if ('error' in g !== 'error' in m || show(g.json) !== show(m.json)) console.log(label, show(t), 'go', show(g), 'mine', show(m));
  });
}
const docs = [
 'a: 1\n<<: {a: 2, b: 3}\n', '<<: {a: 2, b: 3}\na: 1\n', 'x: &x {a: 2}\ny: {a: 1, <<: *x}\n', 'x: &x {a: 2}\nz: &z {a: 3, b: 4}\ny: {<<: [*x, *z]}\n', '"<<": {a: 1}\n', '<<: 1\n', '<<: [1]\n', '<<: &a {b: 1}\nc: *a\n', '!!merge <<: {a: 1}\n',"'<<': {a: 1}",
 'a: 1\na: 2\n', 'a: &a [1]\nb: *a\n', '__proto__: {a: 1}\n', 'a:\n\tb: 1\n', 'a: "\t"\n', 'a: b\t\n', '\ta: 1\n', 'a: !!str 1\n', 'a: !!int "1"\n', 'a: !!float 1\n', 'a: !!bool "true"\n','a: !!null ""\n', 'a: !!binary aGk=\n', 'a: !foo 1\n', 'a: !!set {b, c}\n', '!!map {a: 1}\n', 'a: !!timestamp 2001-01-01\n',
 '? a\n: b\n', '? [a]\n: b\n', '? {a: 1}\n: b\n', '~: a\n', 'null: a\n', ': a\n','1: a\n"1": b\n', 'on: a\ntrue: b\n', 'a: |\n  x\n  y\n', 'a: >-\n  x\n  y\n', 'a: "x\\ny"\n', "a: 'it''s'\n", '{"a": 1, "b": [true, null, 1.5, "x"]}', '[]', '{}', 'a: {b: 1,}\n', 'a: [1, 2,]\n', 'a: *nope\n', 'a: &a\n  b: *a\n', '%YAML 1.1\n---\na: 1\n', '%YAML 1.2\n---\na: 1\n', '# c\n', '', 'foo', 'a: b: c\n', 'a: @x\n', 'a: `x\n', 'a: %x\n', 'a: "\\q"\n', 'a: "\\u00e9\\x41\\U0001F600"\n', 'a: b #c\n', 'a: b#c\n', 'a:b\n', 'a: [b: c]\n', '- a\n-  b\n', '-a\n', 'a:\n- b\n', 'a:\n  - b\n - c\n', 'a: -\n', 'a: - b\n', 'a: ?\n', 'a: ? b\n', "a: 'x\n  y'\n", 'a: x\n  y\n', '"a":1\n', '{"a":1}', '{a:1}', '{a: 1, b}', '[a, b: c]', 'a: 1\n...\n', 'a: 1\n...\nb: 2\n', '--- a\n', '--- {a: 1}\n', '---\n', '---\n---\n', 'a: \u0001\n', 'a: "\u0007"\n', 'a: \u0085b\n', 'a: \u2028b\n','a: x\u2028  y\n', '\uFEFFa: 1\n', 'a: \uFEFF1\n', 'a: 1\r\nb: 2\r\n', 'a: 1\rb: 2\r', 'a: |\r\n  x\r\n', 'a: !!str\n', 'a: !!str yes\n', '!!str yes: 1\n', 'a: !<tag:yaml.org,2002:str> 1\n', 'a: &x 1\nb: *x\n', '*x : 1\n', '&k a: 1\nb: *k\n', 'a: &x b\n*x : c\n', 'a: 0123\n', '- - - a\n', 'a: {b: {c: [d, {e: f}]}}\n', 'a: "yes"\nb: yes\n', 'a: "1"\n', 'a: !!int 0b11\n', 'a: !!int 1.5\n', 'a: !!float 1e3\n', 'a: !!bool yes\n','a: !!bool maybe\n', 'a: |2\n  x\n', 'a: |+\n  x\n\n', 'a: >\n  x\n   y\n  z\n', 'a: b\n# c\n  d\n', 'a: "b\n\n  c"\n', 'a: \'b\n\n  c\'\n', '- a: 1\n  b: 2\n-\n  c: 3\n', 'a:\n\n  b: 1\n', 'a: [\n1,\n2\n]\n', 'a: [\n\t1\n]\n', 'a: {\n\t"b": 1\n}\n', '{\n\t"a": 1\n}\n', 'a: "b" c\n', 'a: [b] c\n', 'a: 1 # x\n\tb: 2\n','a:\t1\n', 'a:\t- 1\n', '-\ta\n', '- \tb: 1\n', 'a: !!omap [b: 1]\n','.5: a\n', '1.0: a\n', '1e3: a\n', '0x10: a\n', '010: b\n', '1.10: a\n', '123456789.5: a\n', '1e21: a\n', '1e20: a\n','0.1: a\n', '2001-01-01: a\n', '.inf: a\n', '.nan: a\n', '!!int "1": a\n', "'1': a\n"];
const go = ask('yaml', docs); const strict = ask('strict', docs);
docs.forEach((t, i) => {
  const mine = readYaml(t);
  const m: any = mine.problems.length ? { error: mine.problems[0]!.message } : { json: mine.documents[0]?.value ?? null };
  if (mine.documents.length > 1) m.more = mine.documents.length;
  const g = go[i];
  const sort = (x: any): any => x && typeof x === 'object' && !Array.isArray(x) ? Object.fromEntries(Object.keys(x).sort().map((k) => [k, sort(x[k])])) : Array.isArray(x) ? x.map(sort) : x;
  if ('error' in g !== 'error' in m || show(sort(g.json)) !== show(sort(m.json)) || m.more) console.log('doc', show(t), 'go', show(g).slice(0,150), 'strict', 'error' in strict[i] ? 'ERR':'same', 'mine', show(m).slice(0,150));
});
const images = ['nginx','nginx:1','a/b','a.b/c','a:5000/b','a:5000/b:1','localhost/x','localhost','docker.io/nginx','index.docker.io/x','docker.io/a/b/c','Foo/bar','FOO.com/bar','foo/Bar','x@sha256:'+'a'.repeat(64),'x:1@sha256:'+'a'.repeat(64),'x@sha256:'+'A'.repeat(64),'x@sha512:'+'a'.repeat(128),'x@sha384:'+'a'.repeat(96),'x@md5:'+'a'.repeat(32),'x@sha256:'+'a'.repeat(63),'a'.repeat(64),'a'.repeat(63),'[::1]:5000/x','[::1]/x','[::1]/x:1','x:','x@',':x','@x','/x','x/','x//y','a__b','a___b','a--b','a..b','a.-b','-a','a-','a_b.com/x','a_b:5000/x','x:'+'t'.repeat(128),'x:'+'t'.repeat(129),'x:.a','x:-a','x:_a','x: 1',' x','x ','x\n','é/x','É/x','http://x/y','https://ghcr.io/a','x:1:2','x:1/y','a.b','a.b:1','a.b:1/c','localhost:5000/x','localhost:5000','a/b@sha256:'+'0'.repeat(64)+'x','a'.repeat(247),'a'.repeat(248),'a.io/'+'a'.repeat(255),'a.io/'+'a'.repeat(256),'a.io/b_c/d__e','a..io/b','a.io./b','-a.io/b','a-.io/b','A/b','Ab/c','x:lat est','x@sha256:'+'a'.repeat(64)+':tag','library/nginx','docker.io/library/nginx','docker.io/nginx@sha256:'+'b'.repeat(64),'1.2.3.4/x','1.2.3.4:80/x','x.y/z:latest','LOCALHOST/x','a_b.c/d','a_b/c', 'a.b_c/d:1'];
ask('image', images).forEach((g, i) => { const m = imageOf(images[i]); const mm = m ? JSON.parse(show(m)) : { error: 1 }; const keys=['registry','repository','tag','digest']; if ('error' in g !== 'error' in mm || keys.some((k) => g[k] !== mm[k])) console.log('image', images[i]!.slice(0,80), show(g).slice(0,200), show(mm).slice(0,200)); });
const qs = ['0','1','1.5','.5','5.','1k','1K','1Ki','1ki','1Mi','1m','1u','1n','1E','1e3','1E3','1Ei','1e','1e-3','1E+3','-1','+1','--1','','1 Gi',' 1','1Gi ','1.5Gi','1e3Mi','1MB','Mi','.','+','1_000','0x10','1.2.3','9223372036854775807','1e400','1P','1Pi','1T','1.e3','1e3.5','1mi','1M','1G','100m','0.1','1E2Ki','1ee3','１'];
ask('quantity', qs).forEach((g, i) => { const m = quantityOf(qs[i]); if ((g.error !== undefined) !== (m === undefined) || (m !== undefined && Math.abs(m - g.value) > Math.abs(m) * 1e-9)) console.log('quantity', show(qs[i]), show(g), m); });
