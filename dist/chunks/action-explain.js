import{n as e}from"./action-closest-name.js";import{b as t,m as n,n as r}from"./action-engine.js";import{r as i,t as a}from"./action-replay-history.js";import{t as o}from"./action-user-error.js";import{parseArgs as s}from"node:util";function c(e){let{id:t,title:n,points:r,grows:i,why:a,instead:o,links:s,examples:c}=e;return`## ${t}

**${n}** · ${r} points${i?`, fewer where the table is known to be small`:``}

${a}

**Instead:** ${o}

${u(c)}Raises it:

${l(c.risky)}
${d(e)}
Does not:

${l(c.safe)}

${s.map(e=>`- <${e}>`).join(`
`)}
`}function l(e){return`\`\`\`sql\n${e.map(e=>`${e};`).join(`
`)}\n\`\`\``}function u({code:e}){return e===void 0?``:`With this code in the repository:\n\n\`\`\`ts\n${e}\`\`\`\n\n`}function d(e){let t=`check`in e&&e.examples.risky.map(t=>f(e,t)).find(Boolean);return t?`\nCheck first, where no row means that the data is no obstacle:\n\n${l([t])}\n`:``}function f(e,i){if(!(`check`in e))return;let o=r(`mysql-8.4`),{catalog:s}=n(`CREATE TABLE users (
  id BIGINT NOT NULL AUTO_INCREMENT,
  name VARCHAR(100) NOT NULL DEFAULT '',
  email VARCHAR(255),
  age INT,
  PRIMARY KEY (id),
  KEY by_email (email)
);
CREATE TABLE orders (
  id BIGINT NOT NULL AUTO_INCREMENT,
  user_id BIGINT NOT NULL,
  total DECIMAL(10,4) NOT NULL,
  state ENUM('new','paid') NOT NULL DEFAULT 'new' COMMENT 'as shown',
  placed DATETIME(6),
  PRIMARY KEY (id),
  KEY by_user (user_id),
  CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT positive CHECK (total >= 0)
);
CREATE TABLE visits (
  id BIGINT NOT NULL,
  seen DATE NOT NULL,
  PRIMARY KEY (id, seen)
) PARTITION BY RANGE (YEAR(seen)) (
  PARTITION p2023 VALUES LESS THAN (2024),
  PARTITION p2024 VALUES LESS THAN (2025)
);
CREATE TABLE old_visits (
  id BIGINT NOT NULL,
  seen DATE NOT NULL,
  PRIMARY KEY (id, seen)
);
CREATE TABLE notes (
  id BIGINT NOT NULL,
  body TEXT
);
CREATE TABLE labels (
  id BIGINT NOT NULL,
  name VARCHAR(50) COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY one_name (name),
  KEY hidden (name, id) INVISIBLE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
CREATE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW SET NEW.placed = NOW(6);
CREATE PROCEDURE tidy() DELETE FROM visits WHERE seen < '2020-01-01';
`,{engine:o,catalog:t()}),{statements:c}=n(i,{engine:o,catalog:s}),l={catalog:s,databases:[],secondOpinion:void 0};for(let t of a(c,l))for(let n of t.statement.changes){if(e.kinds?.includes(n.kind)===!1||e.find(n,t)===void 0)continue;let r=e.check?.(n,t);if(r!==void 0)return r}}async function p(e,t){let{values:n,positionals:r}=s({args:e,allowPositionals:!0,options:{help:{type:`boolean`,short:`h`}}}),[i]=r;return n.help?t.out(`tollgate explain [ID]

Says of a risk factor what raises it, what goes wrong, and what to do instead. Without an ID: lists them all.
`):i===void 0?t.out(m()):t.out(c(h(i))),0}function m(){let e=Math.max(...i.map(({id:e})=>e.length));return i.map(({id:t,points:n,title:r})=>`${t.padEnd(e)}  ${String(n).padStart(3)}  ${r}\n`).join(``)}function h(t){let n=i.find(e=>e.id===t);if(n)return n;let r=i.map(e=>e.id);throw new o(`unknown-factor`,`There is no risk factor ${t}.`,e(t,r))}export{p as run};