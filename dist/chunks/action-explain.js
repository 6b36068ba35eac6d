import{n as e}from"./action-closest-name.js";import{t}from"./action-factors.js";import{t as n}from"./action-user-error.js";import{parseArgs as r}from"node:util";function i(e){let{id:t,title:n,points:r,why:i,instead:o,links:s,examples:c}=e;return`## ${t}

**${n}** · ${r} points

${i}

**Instead:** ${o}

Raises it:

${a(c.risky)}

Does not:

${a(c.safe)}

${s.map(e=>`- <${e}>`).join(`
`)}
`}function a(e){return`\`\`\`sql\n${e.map(e=>`${e};`).join(`
`)}\n\`\`\``}async function o(e,t){let{values:n,positionals:a}=r({args:e,allowPositionals:!0,options:{help:{type:`boolean`,short:`h`}}}),[o]=a;return n.help?t.out(`tollgate explain [ID]

Says of a risk factor what raises it, what goes wrong, and what to do instead. Without an ID: lists them all.
`):o===void 0?t.out(s()):t.out(i(c(o))),0}function s(){let e=Math.max(...t.map(({id:e})=>e.length));return t.map(({id:t,points:n,title:r})=>`${t.padEnd(e)}  ${String(n).padStart(3)}  ${r}\n`).join(``)}function c(r){let i=t.find(e=>e.id===r);if(i)return i;let a=t.map(e=>e.id);throw new n(`unknown-factor`,`There is no risk factor ${r}.`,e(r,a))}export{o as run};