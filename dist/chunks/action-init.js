import{parseArgs as e}from"node:util";import{dirname as t,join as n}from"node:path";import{mkdir as r,readFile as i,writeFile as a}from"node:fs/promises";const o=[{to:`.github/tollgate.yml`,from:`examples/tollgate.yml`},{to:`.github/workflows/tollgate-review.yml`,from:`examples/workflows/tollgate-review.yml`},{to:`.github/workflows/tollgate-rollout.yml`,from:`examples/workflows/tollgate-rollout.yml`},{to:`.github/workflows/tollgate-dispatch.yml`,from:`examples/workflows/tollgate-dispatch.yml`}];async function s(t,r){let{values:a}=e({args:t,options:{print:{type:`boolean`},help:{type:`boolean`,short:`h`}}});if(a.help)return r.out(`tollgate init [--print]

Writes what a repository needs, and never over a file that is there:
  .github/tollgate.yml                        the policy, commented, to adapt
  .github/workflows/tollgate-review.yml       weighs each pull request
  .github/workflows/tollgate-rollout.yml      carries a merge to Test
  .github/workflows/tollgate-dispatch.yml     carries it to Prod when somebody says go
--print shows them instead.
`),0;for(let{to:e,from:t}of o){let o=await i(n(c(),t),`utf8`);r.out(a.print?`# ${e}\n${o}\n`:await l(r.cwd,e,o))}return a.print||r.out(`Adapt the policy, commit the four files, and run tollgate doctor.
`),0}function c(){return import.meta.dirname.replace(/[\\/](?:dist(?:[\\/]chunks)?|src[\\/]cli[\\/]commands)$/,``)}async function l(e,i,o){let s=n(e,i);await r(t(s),{recursive:!0});try{return await a(s,o,{flag:`wx`}),`wrote    ${i}\n`}catch(e){if(e.code!==`EEXIST`)throw e;return`kept     ${i} (it is there already)\n`}}export{s as run};