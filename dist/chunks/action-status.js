import{n as e,r as t,t as n}from"./action-read-rollout.js";import{parseArgs as r}from"node:util";const i=`tollgate status --environment E [--json]

What has run on the environment's targets, and what is pending, by their own ledgers. Writes nothing.

${t}`;async function a(t,a){let{values:c}=r({args:t,options:{...e,json:{type:`boolean`}}});if(c.help)return a.out(i),0;let{plans:l,stops:u}=await n(c,a);a.out(c.json?`${JSON.stringify(l.map(o),void 0,2)}\n`:l.map(s).join(`
`));for(let{code:e,what:t,fix:n}of u)a.err(`${t}\n  ${n} (${e})\n`);return+(u.length>0)}function o({target:e,state:t,tasks:n,stops:r}){let{environment:i,instance:a,database:o}=e;return{environment:i,instance:a,database:o,exists:t.exists,server:t.serverVersion,migrations:n.map(({migration:e,status:t,next:n,note:r})=>({project:e.project,file:e.path,status:t,statements:e.statements.length,next:n,note:r})),stops:r}}function s({target:e,state:t,tasks:n}){return`${[`${e.database} @ ${e.instance} (${t.exists?t.serverVersion:`not there yet`})`,...n.map(({migration:e,status:t,note:n})=>`  ${t.padEnd(12)} ${e.path}${n===void 0?``:`  ${n}`}`)].join(`
`)}\n`}export{a as run};