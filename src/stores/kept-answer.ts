// An answer of a pull that is on the disk.
import type { Endpoint } from "../domain/endpoint.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { PullFolder } from "./pull-folder.ts";

/** An answer, by its receipt, and the pull that keeps it. */
export interface KeptAnswer {
  readonly endpoint: Endpoint;
  readonly receipt: Receipt;
  readonly pull: PullFolder;
}
