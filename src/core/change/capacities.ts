/** The most bytes that a TEXT or BLOB holds, by the type's name (manual 13.7). */
export const capacities: Readonly<Record<string, number>> = {
  tinytext: 2 ** 8 - 1,
  tinyblob: 2 ** 8 - 1,
  text: 2 ** 16 - 1,
  blob: 2 ** 16 - 1,
  mediumtext: 2 ** 24 - 1,
  mediumblob: 2 ** 24 - 1,
  longtext: 2 ** 32 - 1,
  longblob: 2 ** 32 - 1,
};
