const e=require("./action-read-ground.js"),t=require("./action-user-error.js"),n=require("./action-read-decider.js"),r=require("./action-read-rollout.js"),i=require("./action-record-for-each.js");let a=require("node:util");const o=`tollgate skip --environment E --file FILE [--statement N [--again]] --actor NAME --reason TEXT

Says that a migration never runs here, or settles one statement that ended in doubt.

  --file FILE           the migration
  --statement N         only its Nth statement, from 1: it took effect, the rollout goes on behind it
  --again               it did not take effect: the rollout sends it again

${r.r}`;async function s(t,s){let{values:u}=(0,a.parseArgs)({args:t,options:{...r.n,...n.t,file:{type:`string`},statement:{type:`string`},again:{type:`boolean`}}});return u.help?(s.out(o),0):(await i.t(`skip`,u,s,({target:t,tasks:n})=>{let r=n.find(({migration:e})=>e.path===u.file);if(!r)throw l(`${u.file??`No file`} is no migration of ${e.c(t)}.`);return c(u,r.migration)}),0)}function c({statement:e,again:t},n){if(e===void 0)return{kind:`skip`,migration:n};let r=Number(e)-1;if(!n.statements[r])throw l(`${n.path} has no statement ${e}.`);return{kind:`settle`,migration:n,statement:r,ran:t!==!0}}function l(e){return new t.t(`usage`,e,"Look at `tollgate status` for the migrations, and count statements from 1.")}exports.run=s;