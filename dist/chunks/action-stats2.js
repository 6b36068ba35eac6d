const e=require("./action-decode-utf8.js"),t=require("./action-say-size.js"),n=require("./action-read-ground.js"),r=require("./action-take-statistics.js"),i=require("./action-mysql-databases.js"),a=require("./action-user-error.js"),o=require("./action-trusted-policy.js");let s=require("node:util"),c=require("node:fs/promises"),l=require("node:path");async function u(c,l){let{values:u}=(0,s.parseArgs)({args:c,options:{environment:{type:`string`,short:`e`},out:{type:`string`},policy:{type:`string`},help:{type:`boolean`,short:`h`}}});if(u.help)return l.out(`tollgate stats --environment E [--out FILE] [--policy FILE]

Asks an environment's databases how large their tables are, and prints what they say: the file E.json of the policy's
statistics_branch, which reviews read. mode: stats of the Action commits it there.

  -e, --environment E   the environment, by its name in the policy
  --out FILE            write it there instead
  --policy FILE         the policy (default: .github/tollgate.yml)

Connections are read from the environment variables that the policy names. An account with SELECT is enough; PROCESS
shows row versions and all foreign keys as well, TRIGGER shows triggers. What is not visible is left out, and counts as
unknown. Runs SELECT and SHOW, and no more. Exit 2 where a database did not answer: the others are written all the same.
`),0;if(u.environment===void 0)throw new a.t(`usage`,`Which environment?`,`Add --environment with a name of the policy.`);let f=await o.n(u.policy,l)??await o.r(l);if(!f)throw new a.t(`policy-missing`,`There is no ${e.c} here.`,`Name one with --policy.`);let p=n.t(f,u.environment),{databases:m,failures:h}=await r.t(i.t(l.env,{now:()=>/* @__PURE__ */ new Date}),f,p.name);for(let{instance:e,database:n,tables:r}of m)l.err(`${n} @ ${e}: ${t.n(Object.keys(r).length)} tables\n`);for(let{target:e,error:t}of h)l.err(`${n.c(e)}: ${t.message}\n  ${t.fix} (${t.code})\n`);return m.length>0&&await d(r.n({version:1,environment:p.name,databases:m}),u.out,l),h.length>0?2:0}async function d(e,t,n){t===void 0?n.out(e):await(0,c.writeFile)((0,l.resolve)(n.cwd,t),e)}exports.run=u;