const e=require("./action-user-error.js"),t=require("./action-read-decider.js"),n=require("./action-read-rollout.js"),r=require("./action-record-for-each.js");let i=require("node:util");const a=`tollgate baseline --environment E (--through FILE | --schema) --actor NAME --reason TEXT

Records what is there already, without running anything.

  --through FILE        this migration and those before it have run on the targets, before Tollgate did
  --schema              the schema as it is now is meant to be so: the next drift is measured from it

${n.r}`;async function o(e,o){let{values:c}=(0,i.parseArgs)({args:e,options:{...n.n,...t.t,through:{type:`string`},schema:{type:`boolean`}}});return c.help?(o.out(a),0):(await r.t(`baseline`,c,o,({tasks:e})=>s(c,e)),0)}function s({through:t,schema:n},r){if(n&&t===void 0)return{kind:`accept-schema`};let i=r.findIndex(({migration:e})=>e.path===t);if(t===void 0||n||i<0)throw new e.t(`usage`,t===void 0?`What is there already?`:`${t} is no migration of these targets.`,`Give either --through FILE or --schema.`);return{kind:`baseline`,migrations:r.slice(0,i+1).filter(({status:e})=>e===`not-started`).map(({migration:e})=>e)}}exports.run=o;