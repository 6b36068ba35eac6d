/** A condition that compiled, and failed over data: a label that the database does not have, a division by 0. */
export class ConditionError extends Error {
  override readonly name = "ConditionError";
}
