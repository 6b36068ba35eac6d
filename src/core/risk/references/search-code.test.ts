import { expect, test } from "vitest";
import { nameKey } from "./dropped-names.ts";
import { searchFor } from "./search-code.ts";

/** Lines of one file that name `table` or `table.column`: `certain` and `likely`. */
function lines(name: string, text: string, file = "src/app.ts") {
  const [table = "", column] = name.split(".");
  const search = searchFor([{ table, column }], []);
  search.look(file, new TextEncoder().encode(text));
  const found = search.answer().get(nameKey({ table, column }));
  const [certain, likely] = [found?.certain, found?.likely].map((one) => one?.first.map(({ line }) => line));
  return { certain, likely };
}
const certain = { certain: [1], likely: [] };
const likely = { certain: [], likely: [1] };
const nothing = { certain: [], likely: [] };

test.each<[string, string, object]>([
  // A table of several words is named wherever its name stands.
  ["user_orders", "const table = user_orders;", certain],
  ["user_orders", "SELECT * FROM `shop`.`USER_ORDERS`", certain],
  ["user_orders", "class UserOrder {}", likely],
  ["user_orders", "return userOrders.find(id)", likely],
  ["user_orders", "@Table(name = user_order)", likely],
  ["user_orders", "user_orders_2; old_user_orders; user orders", nothing],
  ["categories", "model Category {", likely],
  ["UserOrders", "user_orders", nothing],
  ["my-orders", 'db("my-orders")', certain],
  ["my-orders", "dummy-orders my-orders2", nothing],
  // One of a single word is a word of the language: quoted, in SQL, or declared as a type.
  ["users", 'knex("users")', certain],
  ["users", "__tablename__ = 'users'", certain],
  ["users", "select id from users where id = 1", certain],
  ["users", "UPDATE users", certain],
  ["users", "JOIN shop.users u", certain],
  ["users", "// data that we get from users", nothing],
  ["users", "const users = []; users.push(user)", nothing],
  ["users", "model User {", likely],
  ["users", "type User struct {", likely],
  ["users", "new User()", nothing],
  ["tidy", '"CALL tidy()"', certain],
  ["tidy", "tidy()", nothing],
  // A column with its table before it.
  ["users.age", "where users.age > 18", certain],
  ["users.age", "`users`.`age`", certain],
  ["users.age", "user.age", likely],
  ["users.age", "$user->age", likely],
  ["users.age", 'user?.["age"]', likely],
  ["users.age", "page.average", nothing],
  ["users.created_at", "user.createdAt", likely],
  // By itself it means nothing without the table.
  ["users.created_at", "created_at", nothing],
  ["users.created_at", "const { created_at } = await db('users')", certain],
  ["users.created_at", "const createdAt = row(users)", likely],
  ["users.age", "const age = 3", nothing],
  ["users.age", "SELECT age FROM users", likely],
  ["users.age", "// Age is asked of all; SELECT id FROM users", nothing],
])("%s in %j", (name, text, expected) => {
  expect(lines(name, text)).toEqual(expected);
});

test("a file that is called after the table is about it", () => {
  expect(lines("users.created_at", "created_at", "src/users/list.ts")).toEqual(nothing);
  expect(lines("users.created_at", "created_at", "src/user-repository.ts")).toEqual(certain);
  expect(lines("users.age", "int age;", "src/UserEntity.java")).toEqual(likely);
});

test("a column counts near to where its table is named", () => {
  const far = "\n".repeat(30);
  expect(lines("users.age", `"users"\n\nage`)).toEqual({ certain: [], likely: [3] });
  expect(lines("users.age", `"users"${far}age`)).toEqual(nothing);
  expect(lines("users.created_at", `"users"${far}created_at`)).toEqual({ certain: [], likely: [31] });
});

test("each line counts once, for certain where it is so once; lines are those of the file", () => {
  expect(lines("users.age", "\r\nuser.age; users.age; user.age\r\n\r\nusers.age")).toEqual({
    certain: [2, 4],
    likely: [],
  });
});

test("of very many lines the first are shown, and all are counted, in whichever order files come", () => {
  const files = ["b.ts", "a.ts"].map((file) => [file, "user_orders\n".repeat(30)] as const);
  const answer = (given: typeof files) => {
    const search = searchFor([{ table: "user_orders", column: undefined }], []);
    for (const [file, text] of given) search.look(file, new TextEncoder().encode(text));
    return [...search.answer().values()][0]?.certain;
  };
  expect(answer(files)).toEqual(answer(files.toReversed()));
  expect(answer(files)).toMatchObject({ count: 60, first: { length: 20, 0: { file: "a.ts", line: 1 } } });
});

test("binary files are not looked into, other encodings are", () => {
  const search = searchFor([{ table: "user_orders", column: undefined }], []);
  search.look("a.bin", Buffer.from("user_orders\0"));
  search.look("b.php", Buffer.from([0xe9, ..."\nuser_orders".split("").map((c) => c.charCodeAt(0))]));
  const [found] = search.answer().values();
  expect(found?.certain.first).toEqual([{ file: "b.php", line: 2 }]);
});
