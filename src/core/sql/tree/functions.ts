const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** What a function answers may differ from row to row of one statement, or calling it does something. */
const volatileFunctions = words(
  "BENCHMARK GET_LOCK IS_FREE_LOCK IS_USED_LOCK LAST_INSERT_ID LASTVAL NEXTVAL RAND RANDOM_BYTES RELEASE_ALL_LOCKS RELEASE_LOCK SETVAL SLEEP SYSDATE SYS_GUID UUID UUID_SHORT UUID_V4 UUID_V7",
);

/** What a function answers is the same for every row of one statement, and may be another in the next. */
const stableFunctions = words(
  "BINLOG_GTID_POS CONNECTION_ID CURDATE CURRENT_DATE CURRENT_ROLE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURTIME DATABASE FOUND_ROWS ICU_VERSION LOAD_FILE LOCALTIME LOCALTIMESTAMP NOW PS_CURRENT_THREAD_ID PS_THREAD_ID ROW_COUNT SCHEMA SESSION_USER SYSTEM_USER USER UTC_DATE UTC_TIME UTC_TIMESTAMP VERSION",
);

const aggregates = words(
  "AVG BIT_AND BIT_OR BIT_XOR COUNT GROUP_CONCAT JSON_ARRAYAGG JSON_OBJECTAGG MAX MIN STD STDDEV STDDEV_POP STDDEV_SAMP ST_COLLECT SUM VARIANCE VAR_POP VAR_SAMP",
);

/** Whether a function makes one value of many rows, where no OVER follows. */
export function isAggregate(name: string): boolean {
  return aggregates.has(name);
}

/** How far a function's answer holds: forever, for one statement, for one row. */
export type Volatility = "immutable" | "stable" | "volatile";

/** Of one of the server's own functions, by its name in upper case and the number of its arguments. */
export function volatilityOfFunction(name: string, operands: number): Volatility {
  if (name === "LAST_INSERT_ID" && operands === 0) return "stable";
  if (name === "UNIX_TIMESTAMP" && operands === 0) return "stable";
  if (volatileFunctions.has(name)) return "volatile";
  return stableFunctions.has(name) ? "stable" : "immutable";
}

/** NULL only where an argument is, whatever the arguments' values are. */
const strictFunctions = words(
  "ABS ASCII ATAN BIN BIT_COUNT BIT_LENGTH CEIL CEILING CHAR_LENGTH CHARACTER_LENGTH CONCAT COS CRC32 DEGREES EXP FIELD FIND_IN_SET FLOOR GREATEST HEX INSTR IS_IPV4 IS_IPV4_COMPAT IS_IPV4_MAPPED IS_IPV6 IS_UUID JSON_VALID LCASE LEAST LEFT LENGTH LOCATE LOWER LTRIM MD5 OCT OCTET_LENGTH ORD POSITION RADIANS REVERSE RIGHT ROUND RTRIM SHA SHA1 SIGN SIN SOUNDEX STRCMP SUBSTRING SUBSTRING_INDEX TRIM TRUNCATE UCASE UPPER",
);

/** Never NULL, whatever the arguments are. */
const neverNullFunctions = words(
  "CHARSET COERCIBILITY COLLATION CONNECTION_ID COUNT CUME_DIST CURDATE CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURTIME DENSE_RANK FIELD FOUND_ROWS INTERVAL ISNULL JSON_ARRAY LOCALTIME LOCALTIMESTAMP NOW PERCENT_RANK PI QUOTE RAND RANK ROW_COUNT ROW_NUMBER SLEEP SYSDATE USER UTC_DATE UTC_TIME UTC_TIMESTAMP UUID UUID_SHORT VERSION",
);

/** NULL only where an argument is, if that is a date or a time: a text may be none. */
const ofDates = words("DAY DAYOFMONTH EXTRACT HOUR MICROSECOND MINUTE MONTH SECOND YEAR");

export type NullRule = "never" | "strict" | "strict-of-dates" | "coalesces" | "first" | "equal" | "may";

/** When a function answers NULL. `coalesces` = where all its arguments are NULL, `first` = where the first is, `equal` = or where the first two are equal. */
export function nullRuleOf(name: string): NullRule {
  if (name === "CONCAT_WS") return "first";
  if (name === "NULLIF") return "equal";
  if (ofDates.has(name)) return "strict-of-dates";
  if (name === "COALESCE" || name === "IFNULL" || name === "NVL") return "coalesces";
  if (neverNullFunctions.has(name)) return "never";
  return strictFunctions.has(name) ? "strict" : "may";
}

/** Answer a whole number that is not below zero, or NULL. */
const counting = words(
  "ASCII BIT_COUNT BIT_LENGTH CHAR_LENGTH CHARACTER_LENGTH COUNT CRC32 FIELD FIND_IN_SET INSTR JSON_DEPTH JSON_LENGTH JSON_STORAGE_FREE JSON_STORAGE_SIZE LENGTH LOCATE OCTET_LENGTH ORD POSITION UNCOMPRESSED_LENGTH",
);

/** Answer 1, 0 or NULL. */
const deciding = words(
  "ISNULL IS_IPV4 IS_IPV4_COMPAT IS_IPV4_MAPPED IS_IPV6 IS_UUID JSON_CONTAINS JSON_CONTAINS_PATH JSON_OVERLAPS JSON_SCHEMA_VALID JSON_VALID REGEXP_LIKE",
);

/** Answer a whole number. */
const whole = words(
  "CEIL CEILING DATEDIFF DAY DAYOFMONTH DAYOFWEEK DAYOFYEAR EXTRACT FLOOR HOUR MICROSECOND MINUTE MONTH PERIOD_ADD PERIOD_DIFF QUARTER SECOND SIGN STRCMP TIMESTAMPDIFF TO_DAYS TO_SECONDS WEEK WEEKDAY WEEKOFYEAR YEAR YEARWEEK",
);

/** Answer text. */
const textual = words(
  "BIN CHAR CONCAT CONCAT_WS CONV DATABASE DATE_FORMAT DAYNAME ELT EXPORT_SET FORMAT FROM_BASE64 GROUP_CONCAT HEX INET_NTOA INET6_NTOA INSERT JSON_QUOTE JSON_TYPE JSON_UNQUOTE LCASE LEFT LOWER LPAD LTRIM MAKE_SET MD5 MONTHNAME OCT QUOTE REGEXP_REPLACE REGEXP_SUBSTR REPEAT REPLACE REVERSE RIGHT RPAD RTRIM SCHEMA SHA SHA1 SHA2 SOUNDEX SPACE SUBSTRING SUBSTRING_INDEX TIME_FORMAT TO_BASE64 TRIM UCASE UNHEX UPPER USER UUID VERSION",
);

export type Answer = "count" | "truth" | "whole" | "text" | "other";

/** What kind of value a function answers. */
export function answerOf(name: string): Answer {
  if (counting.has(name)) return "count";
  if (deciding.has(name)) return "truth";
  if (whole.has(name)) return "whole";
  return textual.has(name) ? "text" : "other";
}
