// A key pair in the files of minisign, for tests.
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../temporary-folder.ts";

/** A secret key as `minisign -G -W` writes it, and its public half: as a key of Node and as the text of minisign.pub. */
export async function minisignKey(kdf = "\0\0") {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { d = "", x = "" } = privateKey.export({ format: "jwk" });
  const bytes = Buffer.concat([
    Buffer.from(`Ed${kdf}B2`, "latin1"),
    Buffer.alloc(48),
    Buffer.from("number01"),
    Buffer.from(d, "base64url"),
    Buffer.from(x, "base64url"),
    Buffer.alloc(32),
  ]);
  const file = join(await temporaryFolder(), "minisign.key");
  writeFileSync(file, `untrusted comment: minisign secret key\n${bytes.toString("base64")}\n`);
  const published = Buffer.concat([Buffer.from("Ednumber01"), Buffer.from(x, "base64url")]);
  return {
    file,
    publicKey: createPublicKey(publicKey.export({ format: "pem", type: "spki" })),
    publicText: `untrusted comment: minisign public key\n${published.toString("base64")}\n`,
  };
}
