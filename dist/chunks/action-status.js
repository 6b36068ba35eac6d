const e=require("./action-read-rollout.js");let t=require("node:util");const n=`tollgate status --environment E [--json]

What has run on the environment's targets, and what is pending, by their own ledgers. Writes nothing.

${e.r}`;async function r(r,o){let{values:s}=(0,t.parseArgs)({args:r,options:{...e.n,json:{type:`boolean`}}});if(s.help)return o.out(n),0;let{plans:c,stops:l}=await e.t(s,o);o.out(s.json?`${JSON.stringify(c.map(i),void 0,2)}\n`:c.map(a).join(`
`));for(let{code:e,what:t,fix:n}of l)o.err(`${t}\n  ${n} (${e})\n`);return+(l.length>0)}function i({target:e,state:t,tasks:n,stops:r}){let{environment:i,instance:a,database:o}=e;return{environment:i,instance:a,database:o,exists:t.exists,server:t.serverVersion,migrations:n.map(({migration:e,status:t,next:n,note:r})=>({project:e.project,file:e.path,status:t,statements:e.statements.length,next:n,note:r})),stops:r}}function a({target:e,state:t,tasks:n}){return`${[`${e.database} @ ${e.instance} (${t.exists?t.serverVersion:`not there yet`})`,...n.map(({migration:e,status:t,note:n})=>`  ${t.padEnd(12)} ${e.path}${n===void 0?``:`  ${n}`}`)].join(`
`)}\n`}exports.run=r;