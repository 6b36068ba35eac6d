import{c as e}from"./action-read-ground.js";import{t}from"./action-user-error.js";import{t as n}from"./action-read-decider.js";import{n as r,r as i}from"./action-read-rollout.js";import{t as a}from"./action-record-for-each.js";import{parseArgs as o}from"node:util";const s=`tollgate skip --environment E --file FILE [--statement N [--again]] --actor NAME --reason TEXT

Says that a migration never runs here, or settles one statement that ended in doubt.

  --file FILE           the migration
  --statement N         only its Nth statement, from 1: it took effect, the rollout goes on behind it
  --again               it did not take effect: the rollout sends it again

${i}`;async function c(t,i){let{values:c}=o({args:t,options:{...r,...n,file:{type:`string`},statement:{type:`string`},again:{type:`boolean`}}});return c.help?(i.out(s),0):(await a(`skip`,c,i,({target:t,tasks:n})=>{let r=n.find(({migration:e})=>e.path===c.file);if(!r)throw u(`${c.file??`No file`} is no migration of ${e(t)}.`);return l(c,r.migration)}),0)}function l({statement:e,again:t},n){if(e===void 0)return{kind:`skip`,migration:n};let r=Number(e)-1;if(!n.statements[r])throw u(`${n.path} has no statement ${e}.`);return{kind:`settle`,migration:n,statement:r,ran:t!==!0}}function u(e){return new t(`usage`,e,"Look at `tollgate status` for the migrations, and count statements from 1.")}export{c as run};