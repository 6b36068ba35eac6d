const e=require("./policy-closest-name.js"),t=require("./sql-engine.js"),n=require("./risk-replay-history.js"),r=require("./risk-factors.js"),i=require("./operations-say-unexpected.js"),a=require("./cli-command.js");function o(e){let{id:t,title:n,points:r,grows:i,why:a,instead:o,links:u,examples:d}=e;return`## ${t}

**${n}** · ${r} points${i?`, fewer where the table is known to be small`:``}

${a}

**Instead:** ${o}

${c(d)}Raises it:

${s(d.risky)}
${l(e)}
Does not:

${s(d.safe)}

${u.map(e=>`- <${e}>`).join(`
`)}
`}function s(e){return`\`\`\`sql\n${e.map(e=>`${e};`).join(`
`)}\n\`\`\``}function c({code:e}){return e===void 0?``:`With this code in the repository:\n\n\`\`\`ts\n${e}\`\`\`\n\n`}function l(e){let t=`check`in e&&e.examples.risky.map(t=>u(e,t)).find(Boolean);return t?`\nCheck first, where no row means that the data is no obstacle:\n\n${s([t])}\n`:``}function u(e,r){if(!(`check`in e))return;let i=t.n(`mysql-8.4`),{catalog:a}=t.a(`CREATE TABLE users (
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
CREATE TABLE sums (
  id BIGINT NOT NULL,
  part INT,
  whole INT AS (part * 2) STORED,
  PRIMARY KEY (id)
);
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
CREATE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW SET NEW.placed = NOW(6);
CREATE PROCEDURE tidy() DELETE FROM visits WHERE seen < '2020-01-01';
`,{engine:i,catalog:t.K()}),{statements:o}=t.a(r,{engine:i,catalog:a}),s={catalog:a,databases:[],secondOpinion:void 0};for(let t of o.map(n.t(s)))for(let n of t.statement.changes){if(!(e.kinds?.includes(n.clause.kind)??!0)||e.find(n,t)===void 0)continue;let r=e.check?.(n,t);if(r!==void 0)return r}}const d=a.t({summary:`a risk factor: why it weighs, what to do instead`,usage:`explain [ID]`,help:`Says of a risk factor what raises it, what goes wrong, and what to do instead.`,positionals:{value:`ID`,says:`the risk factor. Without one: lists them all.`},options:{},async run({positionals:[e]},t){return t.out(e===void 0?f():o(p(e))),0}});function f(){let e=Math.max(...r.i.map(({id:e})=>e.length));return r.i.map(({id:t,points:n,title:r})=>`${t.padEnd(e)}  ${String(n).padStart(3)}  ${r}\n`).join(``)}function p(t){let n=r.i.find(e=>e.id===t);if(n)return n;let a=r.i.map(e=>e.id);throw new i.r(`unknown-factor`,`There is no risk factor ${t}.`,e.n(t,a))}exports.explainCommand=d;