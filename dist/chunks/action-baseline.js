import{t as e}from"./action-user-error.js";import{t}from"./action-read-decider.js";import{n,r}from"./action-read-rollout.js";import{t as i}from"./action-record-for-each.js";import{parseArgs as a}from"node:util";const o=`tollgate baseline --environment E (--through FILE | --schema) --actor NAME --reason TEXT

Records what is there already, without running anything.

  --through FILE        this migration and those before it have run on the targets, before Tollgate did
  --schema              the schema as it is now is meant to be so: the next drift is measured from it

${r}`;async function s(e,r){let{values:s}=a({args:e,options:{...n,...t,through:{type:`string`},schema:{type:`boolean`}}});return s.help?(r.out(o),0):(await i(`baseline`,s,r,({tasks:e})=>c(s,e)),0)}function c({through:t,schema:n},r){if(n&&t===void 0)return{kind:`accept-schema`};let i=r.findIndex(({migration:e})=>e.path===t);if(t===void 0||n||i<0)throw new e(`usage`,t===void 0?`What is there already?`:`${t} is no migration of these targets.`,`Give either --through FILE or --schema.`);return{kind:`baseline`,migrations:r.slice(0,i+1).filter(({status:e})=>e===`not-started`).map(({migration:e})=>e)}}export{s as run};