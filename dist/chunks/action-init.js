import{parseArgs as e}from"node:util";import{mkdir as t,readFile as n,writeFile as r}from"node:fs/promises";import{dirname as i,join as a}from"node:path";const o=[{to:`.github/tollgate.yml`,from:`examples/tollgate.yml`},{to:`.github/workflows/tollgate-review.yml`,from:`examples/workflows/tollgate-review.yml`},{to:`.github/workflows/tollgate-rollout.yml`,from:`examples/workflows/tollgate-rollout.yml`},{to:`.github/workflows/tollgate-dispatch.yml`,from:`examples/workflows/tollgate-dispatch.yml`}];async function s(t,r){let{values:i}=e({args:t,options:{print:{type:`boolean`},help:{type:`boolean`,short:`h`}}});if(i.help)return r.out(`tollgate init [--print]

Writes what a repository needs, and never over a file that is there:
  .github/tollgate.yml                        the policy, commented, to adapt
  .github/workflows/tollgate-review.yml       weighs each pull request
  .github/workflows/tollgate-rollout.yml      carries a merge to Test
  .github/workflows/tollgate-dispatch.yml     carries it to Prod when somebody says go
--print shows them instead.
`),0;for(let{to:e,from:t}of o){let o=await n(a(c(),t),`utf8`);r.out(i.print?`# ${e}\n${o}\n`:await l(r.cwd,e,o))}return i.print||r.out(`Adapt the policy, commit the four files, and run tollgate doctor.
`),0}function c(){return import.meta.dirname.replace(/[\\/](?:dist(?:[\\/]chunks)?|src[\\/]cli[\\/]commands)$/,``)}async function l(e,n,o){let s=a(e,n);await t(i(s),{recursive:!0});try{return await r(s,o,{flag:`wx`}),`wrote    ${n}\n`}catch(e){if(e.code!==`EEXIST`)throw e;return`kept     ${n} (it is there already)\n`}}export{s as run};