import type { RiskFactor } from "../factor.ts";

export const narrowConnection: RiskFactor<"set-session"> = {
  id: "narrow-connection",
  title: "Text literals lose what does not fit",
  points: 40,
  why: "Every literal is converted to the connection's character set before it is stored: what that set lacks becomes `?`, without an error also in strict mode.",
  instead: "Keep the connection at utf8mb4, and convert what is to be stored in another set by its column.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/charset-connection.html"],
  examples: {
    risky: ["SET character_set_connection = latin1", "SET collation_connection = 'ascii_bin'"],
    safe: [
      "SET character_set_connection = utf8mb4",
      "SET collation_connection = DEFAULT",
      "SET character_set_results = latin1",
    ],
  },
  kinds: ["set-session"],
  find: ({ clause: { variable, value } }) =>
    /^(character_set|collation)_connection$/i.test(variable) && !/^['"]?(utf8mb4|DEFAULT\b)/i.test(value)
      ? `${variable} is ${value}: literals that follow keep only what fits in it.`
      : undefined,
};
