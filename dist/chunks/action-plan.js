import{t as e}from"./action-markdown-terminal.js";import{n as t,t as n}from"./action-view-rollout.js";import{n as r,r as i,t as a}from"./action-read-rollout.js";import{parseArgs as o}from"node:util";const s=`tollgate plan --environment E [--json]

What a rollout would run, statement by statement. Asks the targets' ledgers, not GitHub: whether it may run is for the
gate to say. Writes nothing.

${i}`;async function c(i,c){let{values:u}=o({args:i,options:{...r,json:{type:`boolean`}}});if(u.help)return c.out(s),0;let{policy:d,environment:f,commit:p,plans:m,stops:h}=await a(u,c),g=n({policy:d,environment:f},{commit:p,actors:[],run:void 0}).refused(h,m);if(u.json)c.out(`${JSON.stringify(g,void 0,2)}\n`);else{c.out(e(t(g),c));for(let{text:e}of g.tasks.flatMap(({statements:e})=>e.filter(l)))c.out(`\n${e};\n`)}return+(h.length>0)}function l({status:e}){return e!==`done`}export{c as run};