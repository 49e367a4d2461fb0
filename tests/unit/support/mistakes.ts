import type { SecureRedisArgs } from "../../../components/args";
import { InvalidArgumentsError } from "../../../components/mistake";
import { validate } from "../../../components/validation";

/** What `validate` throws. */
export function errorOf(name: unknown, args: unknown): InvalidArgumentsError {
  try {
    validate(name as string, args as SecureRedisArgs);
  } catch (error) {
    return error as InvalidArgumentsError;
  }
  throw new Error("nothing was thrown");
}

export function expectOneMistake(
  error: InvalidArgumentsError,
  path: string,
  shown: string,
  allowed: string,
): void {
  expect(error).toBeInstanceOf(InvalidArgumentsError);
  expect(error.mistakes.map((mistake) => mistake.path)).toEqual([path]);
  expect(error.message.split("\n").slice(1)).toEqual([
    `  ${path}: ${shown} is not allowed; allowed: ${allowed}`,
  ]);
}
