require('ts-node/register/transpile-only');
const { App, Chart } = require('cdk8s'); const kplus = require('cdk8s-plus-28');
const { Aspects, HardeningChecks, Severity } = require('./src');
function build(n=2000){ const app=new App({outdir:'/tmp/w/o'}); const chart=new Chart(app,'c',{namespace:'t'}); for(let d=0;d<n;d++){ const w=new kplus.Deployment(chart,'web'+d,{containers:[{image:'ghcr.io/acme/web:1.4.2',portNumber:8080}]}); w.exposeViaService(); } return app; }
const mode=process.argv[2];
const run=(m)=>{ global.gc&&gc(); const s=performance.now(); const app=build(); if(m==='checks') Aspects.of(app).add(new HardeningChecks({failOn:Severity.CRITICAL})); const b=performance.now(); app.synth(); const e=performance.now(); return [b-s,e-b]; };
if(mode==='prof'){ for(let i=0;i<2;i++) run('checks'); const {Session}=require('inspector'); const s=new Session(); s.connect(); s.post('Profiler.enable',()=>s.post('Profiler.start',()=>{ for(let i=0;i<4;i++) run('checks'); s.post('Profiler.stop',(e,{profile})=>{ require('fs').writeFileSync('/tmp/w/p.json',JSON.stringify(profile)); }); })); }
else { const R={plain:[],checks:[]}; for(let i=0;i<9;i++) for(const m of ['plain','checks']){ const r=run(m); if(i>0) R[m].push(r); } const med=a=>a.sort((x,y)=>x-y)[a.length>>1]; for(const m in R) console.log(m,'build',med(R[m].map(r=>r[0])).toFixed(0),'synth',med(R[m].map(r=>r[1])).toFixed(0)); console.log('ratio', med(R.checks.map((r,i)=>(r[0]+r[1])/(R.plain[i][0]+R.plain[i][1]))).toFixed(3)); }
