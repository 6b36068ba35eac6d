import type { RiskFactor } from "../factor.ts";

export const grant: RiskFactor<"privilege"> = {
  id: "grant",
  title: "Changes who may do what",
  points: 60,
  why: "Privileges decide what everything else here can protect; a grant is easily given and hardly ever taken back.",
  instead:
    "Grant the least that is needed, to a role, on named tables; keep accounts and privileges out of migrations.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/grant.html"],
  examples: {
    risky: [
      "GRANT ALL ON *.* TO reader WITH GRANT OPTION",
      "GRANT SELECT ON shop.* TO reader",
      "REVOKE SELECT ON shop.* FROM reader",
    ],
    safe: ["CREATE TABLE fresh (id INT PRIMARY KEY)"],
  },
  kinds: ["privilege"],
  find: () => "Privileges change.",
};
