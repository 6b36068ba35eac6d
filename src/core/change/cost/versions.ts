/**
 * MySQL's versions from which on it can do more in place or at once, or holds more against the rows: manual 17.12.1
 * ("as of MySQL …"), 15.1.20.6 for checks and WL#11605 for character sets; where the manual is silent, the first that was
 * seen to do it.
 */
export const since = {
  /** INSTANT at all: columns added at the end, defaults, ENUM and SET members, virtual columns. */
  instant: 80012,
  /** CHECK is enforced. */
  check: 80016,
  /** A wider character set, another collation, text as bytes: without a copy. */
  charset: 80022,
  instantRename: 80028,
  /** INSTANT ADD at any place, and INSTANT DROP. */
  instantAnywhere: 80029,
  /** 255 row versions instead of 64. */
  rowVersions: 90100,
  /** Another character set for ENUM and SET, whose rows hold numbers. */
  labels: 90700,
} as const;
