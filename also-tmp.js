require('ts-node/register/transpile-only');
const fs=require('fs'),path=require('path'),ts=require('typescript'),Module=require('module');
const RULES='/work/main/src/rules';
const only=process.argv[2]; const write=process.argv.includes('--write');
let captured=[];
for(const g of ['describe','test','it','beforeEach','afterAll','beforeAll','afterEach']){ const f=()=>{}; f.each=()=>()=>{}; f.skip=f; globalThis[g]=f; }
globalThis.expect=()=>new Proxy({}, {get:()=>()=>{}}); globalThis.jest={};
const tester=require.resolve('/work/main/test/support/rule-tester.ts');
require.cache[tester]={id:tester,filename:tester,loaded:true,exports:{TODAY:'2026-11-24',testRule:(rule,cases)=>captured.push([rule,cases])}};
const {world,objectsOf,POD_KINDS}=require('/work/main/test/support/world');
const {Checker}=require('/work/main/src/engine/checker');const {Profile}=require('/work/main/src/engine/profile');
const {Manifest}=require('/work/main/src/model/manifest');const {ManifestSet}=require('/work/main/src/model/manifest-set');
const ids=fs.readdirSync(RULES,{withFileTypes:true}).filter(e=>e.isDirectory()&&fs.existsSync(path.join(RULES,e.name,'rule.ts'))).map(e=>e.name).sort();
const ALL=ids.map(i=>require(path.join(RULES,i,'rule')).rule);
const APART=new Set((process.env.APART||'ephemeral-container-in-manifest,workload-violates-namespace-pss').split(','));
const nsa=ALL.filter(r=>r.meta.profiles.includes('nsa')&&!APART.has(r.meta.id));
let edits=0;
for(const id of ids){ if(only&&!only.startsWith('--')&&!new RegExp(only).test(id)) continue;
  const dir=path.join(RULES,id);
  for(const f of fs.readdirSync(dir).filter(f=>f.endsWith('.test.ts'))){
    captured=[]; const file=path.join(dir,f);
    try{ require(file);}catch(e){console.log('LOAD',id,e.message.split('\n')[0]);continue;}
    const want=new Map(), wantV=new Map();
    for(const [defined,cases] of captured){ const {valid={},invalid={},plus=[],options={}}=cases; const rule=defined.withOptions(options);
      const profile=new Profile('t',[...new Set([...nsa.filter(e=>e!==defined),rule,...plus.filter(p=>p!==defined)])]);
      const judge=(c,kind)=>{ const w=world(c.windows); c.change(w); const objs=objectsOf(w,kind); const ix=objs.findIndex(o=>o.kind===kind&&o.metadata.name==='web'); objs[ix]=structuredClone(objs[ix]); c.workload&&c.workload(objs[ix]); const ms=objs.map(j=>Manifest.of(structuredClone(j))); const rep=new Checker({profile,today:'2026-11-24',kubernetesVersion:c.version}).check(ManifestSet.of(ms)); if(rep.errors.length) return ['ERR '+rep.errors[0].message]; return [...new Set(rep.findings.map(x=>x.rule))].sort(); };
      const kindsD=cases.kinds||(defined.visitor.podTemplate||defined.visitor.container?Object.keys(POD_KINDS):['Pod','CronJob']);
      for(const [n,c0] of Object.entries(valid)){ const c=typeof c0==='function'?{change:c0}:c0; const bad=new Set(); for(const k of (c.kinds||kindsD)) for(const r of judge(c,k)) bad.add(r); const got=[...bad].sort().join(' '); if(got!==[...(c.also||[])].sort().join(' ')){ if(bad.has(defined.meta.id)) console.log('VALIDOWN',id,'|',n,'|',got); else wantV.set(n,[...bad].sort()); } }
      for(const [n,c] of Object.entries(invalid)){ const per=(c.kinds||kindsD).map(k=>judge(c,k).filter(r=>r!==defined.meta.id)); const uniq=new Set(per.map(p=>p.join(' '))); const also=[...(c.also||[])].sort().join(' ');
        if(uniq.size>1){ if(![...uniq].every(u=>u===also)) console.log('KINDS',id,'|',n,'|',[...uniq].join(' / '),'| has',also); continue; }
        const actual=[...uniq][0]||''; if(actual!==also){ want.set(n,actual.split(' ').filter(Boolean)); } }
    }
    if(want.size+wantV.size===0) continue;
    let text=fs.readFileSync(file,'utf8'); const sf=ts.createSourceFile(file,text,ts.ScriptTarget.Latest,true); const spl=[];
    const done=new Set();
    (function visit(node){ if(ts.isPropertyAssignment(node)&&(ts.isStringLiteral(node.name)||ts.isIdentifier(node.name))&&want.has(node.name.text)&&ts.isObjectLiteralExpression(node.initializer)&&node.initializer.properties.some(p=>p.name&&p.name.getText()==='change'||ts.isShorthandPropertyAssignment(p)||ts.isSpreadAssignment(p))){ const n=node.name.text; const lit='['+want.get(n).map(x=>`'${x}'`).join(', ')+']'; const ex=node.initializer.properties.find(p=>p.name&&p.name.getText()==='also'); done.add(n); if(ex){ if(want.get(n).length===0) spl.push([ex.getFullStart(),ex.getEnd()+(text[ex.getEnd()]===','?1:0),'']); else spl.push([ex.getStart(),ex.getEnd(),'also: '+lit]); } else { const last=node.initializer.properties[node.initializer.properties.length-1]; spl.push([last.getEnd(),last.getEnd(),', also: '+lit]); } } if(ts.isPropertyAssignment(node)&&(ts.isStringLiteral(node.name)||ts.isIdentifier(node.name))&&wantV.has(node.name.text)&&!done.has('v'+node.name.text)){ const n=node.name.text; const lit='['+wantV.get(n).map(x=>`'${x}'`).join(', ')+']'; const init=node.initializer; const par=node.parent.parent; const inValid=ts.isPropertyAssignment(par)&&par.name.getText()==='valid'; if(inValid){ done.add('v'+n); if(ts.isObjectLiteralExpression(init)){ const ex=init.properties.find(p=>p.name&&p.name.getText()==='also'); if(ex) spl.push([ex.getStart(),ex.getEnd(),'also: '+lit]); else { const last=init.properties[init.properties.length-1]; spl.push([last.getEnd(),last.getEnd(),', also: '+lit]); } } else { spl.push([init.getEnd(),init.getEnd(),', also: '+lit+' }']); spl.push([init.getStart(),init.getStart(),'{ change: ']); } } } ts.forEachChild(node,visit); })(sf); for(const [n,l] of wantV) console.log(done.has('v'+n)?'VFIX':'VMANUAL',id,'|',n,'|',l.join(' '));
    for(const [n,l] of want) console.log(done.has(n)?'FIX':'MANUAL',id,'|',n,'|',l.join(' '));
    if(write&&spl.length){ spl.sort((a,b)=>b[0]-a[0]); for(const [a,b,t] of spl) text=text.slice(0,a)+t+text.slice(b); fs.writeFileSync(file,text); edits+=spl.length; }
  }
}
console.log('edits',edits,'rules',ids.length,'nsa',nsa.length);
