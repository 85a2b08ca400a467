// The faults of a document whose shape differs from the one that its standard requires.
import type { z } from "zod";

/** Lists each fault with its place; empty if the document has the shape. */
export function shapeFaults(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}
