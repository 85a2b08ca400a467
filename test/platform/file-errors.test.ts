// What the system rejects, as one sentence: the right word for what was tried, and the file's name.
import { expect, it } from "vitest";
import { OutputError } from "../../src/domain/errors.ts";
import { outputErrorOf, writing } from "../../src/platform/file-errors.ts";

function rejection(code: string, syscall: string, path?: string): Error {
  return Object.assign(new Error(`${code}: something, ${syscall}`), {
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
  });
}

it.each([
  ["ENOTDIR", "mkdir", "Cannot write /o/raw: a part of the path is a file (ENOTDIR)"],
  ["EISDIR", "read", "Cannot read /o/raw: it is a folder (EISDIR)"],
  ["ERR_FS_EISDIR", "rm", "Cannot write /o/raw: it is a folder (EISDIR)"],
  ["ELOOP", "stat", "Cannot read /o/raw: its symbolic links lead in a circle (ELOOP)"],
  ["ELOOP", "open", "Cannot open /o/raw: its symbolic links lead in a circle (ELOOP)"],
  ["EROFS", "mkdir", "Cannot write /o/raw: the file system is read-only (EROFS)"],
  ["ENAMETOOLONG", "mkdir", "Cannot write /o/raw: the path is too long (ENAMETOOLONG)"],
  ["EACCES", "scandir", "Cannot read /o/raw: this user has no right to (EACCES)"],
  ["EPERM", "rename", "Cannot write /o/raw: this user has no right to (EPERM)"],
  ["EEXIST", "mkdir", "Cannot write /o/raw: something else is there already (EEXIST)"],
  ["ENOTEMPTY", "rename", "Cannot write /o/raw: it is a folder that is not empty (ENOTEMPTY)"],
  ["ENXIO", "read", "Cannot read /o/raw: it is not a file (ENXIO)"],
  ["EBUSY", "unlink", "Cannot write /o/raw: another program is using it (EBUSY)"],
  ["EIO", "fsync", "Cannot write /o/raw: the disk reports an error (EIO)"],
  ["EIO", "read", "Cannot read /o/raw: the disk reports an error (EIO)"],
  ["EMFILE", "open", "Cannot open /o/raw: too many files are open (EMFILE)"],
  [
    "ENOENT",
    "mkdir",
    "Cannot write /o/raw: no folder can be made there, probably because the file system is read-only (ENOENT)",
  ],
  ["ENOENT", "copyfile", "Cannot write /o/raw: there is no such file or folder (ENOENT)"],
])("%s of %s is said as it is", (code, syscall, sentence) => {
  const error = outputErrorOf(rejection(code, syscall, "/o/raw"));
  expect(error).toBeInstanceOf(OutputError);
  expect(error?.message).toBe(sentence);
});

it("opening for writing is called writing, and names the file", async () => {
  const error: unknown = await writing("/o/x", async () => Promise.reject(rejection("EISDIR", "open"))).catch(
    (thrown: unknown) => thrown,
  );
  expect(outputErrorOf(error)?.message).toBe("Cannot write /o/x: it is a folder (EISDIR)");
});

it.each([
  new Error("no code"),
  rejection("ECONNRESET", "read"),
  rejection("EPIPE", "write"),
  "text",
  undefined,
])("is no failure of the disk: %s", (error) => {
  expect(outputErrorOf(error)).toBeUndefined();
});
