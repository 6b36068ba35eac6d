import{c as e}from"./action-decode-utf8.js";import{n as t}from"./action-say-size.js";import{c as n,t as r}from"./action-read-ground.js";import{n as i,t as a}from"./action-take-statistics.js";import{t as o}from"./action-mysql-databases.js";import{t as s}from"./action-user-error.js";import{n as c,r as l}from"./action-trusted-policy.js";import{parseArgs as u}from"node:util";import{writeFile as d}from"node:fs/promises";import{resolve as f}from"node:path";async function p(d,f){let{values:p}=u({args:d,options:{environment:{type:`string`,short:`e`},out:{type:`string`},policy:{type:`string`},help:{type:`boolean`,short:`h`}}});if(p.help)return f.out(`tollgate stats --environment E [--out FILE] [--policy FILE]

Asks an environment's databases how large their tables are, and prints what they say: the file E.json of the policy's
statistics_branch, which reviews read. mode: stats of the Action commits it there.

  -e, --environment E   the environment, by its name in the policy
  --out FILE            write it there instead
  --policy FILE         the policy (default: .github/tollgate.yml)

Connections are read from the environment variables that the policy names. An account with SELECT is enough; PROCESS
shows row versions and all foreign keys as well, TRIGGER shows triggers. What is not visible is left out, and counts as
unknown. Runs SELECT and SHOW, and no more. Exit 2 where a database did not answer: the others are written all the same.
`),0;if(p.environment===void 0)throw new s(`usage`,`Which environment?`,`Add --environment with a name of the policy.`);let h=await c(p.policy,f)??await l(f);if(!h)throw new s(`policy-missing`,`There is no ${e} here.`,`Name one with --policy.`);let g=r(h,p.environment),{databases:_,failures:v}=await a(o(f.env,{now:()=>/* @__PURE__ */ new Date}),h,g.name);for(let{instance:e,database:n,tables:r}of _)f.err(`${n} @ ${e}: ${t(Object.keys(r).length)} tables\n`);for(let{target:e,error:t}of v)f.err(`${n(e)}: ${t.message}\n  ${t.fix} (${t.code})\n`);return _.length>0&&await m(i({version:1,environment:g.name,databases:_}),p.out,f),v.length>0?2:0}async function m(e,t,n){t===void 0?n.out(e):await d(f(n.cwd,t),e)}export{p as run};