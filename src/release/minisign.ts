// Signs a text as minisign does: an unencrypted secret key (`minisign -G -W`), and the text of a .minisig file.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { UsageError } from "../domain/errors.ts";
import { readIfThere } from "../platform/files.ts";

export interface SigningKey {
  /** The number by which minisign finds the public key of a signature. */
  readonly id: Buffer;
  readonly key: KeyObject;
}

/** The variable of the environment that holds the text of a key, so that a job needs no file for its secret. */
export const signKeyVariable = "HELSEREFUSJON_SIGN_KEY";

/**
 * The secret key in a file, or else in the environment; undefined without either. Throws a UsageError that does not quote the key,
 * for another text or a key with a password.
 */
export async function readSigningKey(
  path: string | undefined,
  variable: string | undefined,
): Promise<SigningKey | undefined> {
  if (path === undefined) return variable ? signingKey(variable, signKeyVariable) : undefined;
  return signingKey(await readIfThere(path), `--sign-key ${path}`);
}

function signingKey(text: string | undefined, origin: string): SigningKey {
  const fault = (found: string) =>
    new UsageError(
      `Cannot use ${origin}: expected a secret key of minisign without a password, found ${found}`,
      { facts: { option: "sign-key", origin, found } },
    );
  if (text === undefined) throw fault("no file");
  const bytes = Buffer.from(text.split("\n")[1]?.trim() ?? "", "base64");
  if (bytes.length !== parts.end || bytes.toString("latin1", 0, 2) !== "Ed") throw fault("another text");
  if (bytes.readUInt16BE(parts.keyDerivation) !== 0)
    throw fault(
      "one with a password. Make one with minisign -G -W, and keep it where only publish can read it",
    );
  const key = privateKeyOf(bytes.subarray(parts.seed, parts.publicKey));
  if (!publicBytesOf(key).equals(bytes.subarray(parts.publicKey, parts.checksum)))
    throw fault("a damaged one, whose public half does not belong to its secret half");
  return { id: bytes.subarray(parts.id, parts.seed), key };
}

/** Where the parts of a secret key begin. The salt and limits of the password lie between the second and the third. */
const parts = { keyDerivation: 2, id: 54, seed: 62, publicKey: 94, checksum: 126, end: 158 } as const;

/** What precedes the 32 secret bytes of an Ed25519 key in PKCS #8. */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
}

function publicBytesOf(key: KeyObject): Buffer {
  return Buffer.from(createPublicKey(key).export({ format: "jwk" }).x ?? "", "base64url");
}

/** The text of a .minisig file. It has no time, so that the same bytes and key give the same signature. */
export function signatureText(content: Uint8Array, { id, key }: SigningKey, trusted: string): string {
  const signature = sign(null, createHash("blake2b512").update(content).digest(), key);
  const whole = sign(null, Buffer.concat([signature, Buffer.from(trusted)]), key);
  return [
    "untrusted comment: signature from helserefusjon publish",
    Buffer.concat([Buffer.from("ED"), id, signature]).toString("base64"),
    `trusted comment: ${trusted}`,
    whole.toString("base64"),
    "",
  ].join("\n");
}
