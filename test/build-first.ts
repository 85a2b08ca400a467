// Builds dist/ before the tests, because some start the built program, and releases contain the built catalogue page.
import { buildProgram } from "../src/build/build.ts";

export function setup(): void {
  buildProgram();
}
