import{c as e}from"./action-read-pending.js";import{t}from"./action-record-decision.js";import{t as n}from"./action-user-error.js";import{n as r,t as i}from"./action-read-decider.js";import{n as a,r as o,t as s}from"./action-read-rollout.js";import{parseArgs as c}from"node:util";const l=`tollgate skip --environment E --file FILE [--statement N [--again]] --actor NAME --reason TEXT

Says that a migration never runs here, or settles one statement that ended in doubt.

  --file FILE           the migration
  --statement N         only its Nth statement, from 1: it took effect, the rollout goes on behind it
  --again               it did not take effect: the rollout sends it again

${o}`;async function u(n,o){let{values:u}=c({args:n,options:{...a,...i,file:{type:`string`},statement:{type:`string`},again:{type:`boolean`}}});if(u.help)return o.out(l),0;let{plans:p,commit:m,targets:h}=await s(u,o),g=r(u,m,`skip`),_={targets:h,clock:{now:()=>/* @__PURE__ */ new Date},cancel:new AbortController().signal};for(let{target:n,tasks:r}of p){let i=r.find(({migration:e})=>e.path===u.file);if(!i)throw f(`${u.file??`No file`} is no migration of ${e(n)}.`);let[a]=await t(_,n,d(u,i.migration),g);o.out(`${e(n)}: ${a?.path} ${a?.status}\n`)}return 0}function d({statement:e,again:t},n){if(e===void 0)return{kind:`skip`,migration:n};let r=Number(e)-1;if(!n.statements[r])throw f(`${n.path} has no statement ${e}.`);return{kind:`settle`,migration:n,statement:r,ran:t!==!0}}function f(e){return new n(`usage`,e,"Look at `tollgate status` for the migrations, and count statements from 1.")}export{u as run};