let e=require("node:util"),t=require("node:fs/promises"),n=require("node:path");const r=[{to:`.github/tollgate.yml`,from:`examples/tollgate.yml`},{to:`.github/workflows/tollgate-review.yml`,from:`examples/workflows/tollgate-review.yml`},{to:`.github/workflows/tollgate-rollout.yml`,from:`examples/workflows/tollgate-rollout.yml`},{to:`.github/workflows/tollgate-dispatch.yml`,from:`examples/workflows/tollgate-dispatch.yml`}];async function i(i,s){let{values:c}=(0,e.parseArgs)({args:i,options:{print:{type:`boolean`},help:{type:`boolean`,short:`h`}}});if(c.help)return s.out(`tollgate init [--print]

Writes what a repository needs, and never over a file that is there:
  .github/tollgate.yml                        the policy, commented, to adapt
  .github/workflows/tollgate-review.yml       weighs each pull request
  .github/workflows/tollgate-rollout.yml      carries a merge to Test
  .github/workflows/tollgate-dispatch.yml     carries it to Prod when somebody says go
--print shows them instead.
`),0;for(let{to:e,from:i}of r){let r=await(0,t.readFile)((0,n.join)(a(),i),`utf8`);s.out(c.print?`# ${e}\n${r}\n`:await o(s.cwd,e,r))}return c.print||s.out(`Adapt the policy, commit the four files, and run tollgate doctor.
`),0}function a(){return __dirname.replace(/[\\/](?:dist(?:[\\/]chunks)?|src[\\/]cli[\\/]commands)$/,``)}async function o(e,r,i){let a=(0,n.join)(e,r);await(0,t.mkdir)((0,n.dirname)(a),{recursive:!0});try{return await(0,t.writeFile)(a,i,{flag:`wx`}),`wrote    ${r}\n`}catch(e){if(e.code!==`EEXIST`)throw e;return`kept     ${r} (it is there already)\n`}}exports.run=i;