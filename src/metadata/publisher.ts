// Who publishes a release and where: the facts no registry knows, all of them optional, none of them invented.
import { z } from "zod";

const absolute = z.url({ protocol: /^https?$/ });
const words = z.strictObject({ nb: z.string().min(1), en: z.string().min(1) });

/** The shape of a publisher's file. */
export const publisherSchema = z.strictObject({
  name: words.exactOptional(),
  /** Nine digits of the Brønnøysund register. */
  organisation: z
    .string()
    .refine(isOrganisationNumber, {
      error: "expected an organisation number: nine digits, the last a check digit",
    })
    .exactOptional(),
  homepage: absolute.exactOptional(),
  /** Where the folders of releases are published: a file is at `<base>/<release>/<file>`. */
  base: absolute
    .refine((url) => !/[?#]/.test(url), { error: "expected no ? and no #" })
    .transform((url) => url.replace(/\/+$/, ""))
    .exactOptional(),
  contact: z.strictObject({ name: words, email: z.email(), url: absolute.exactOptional() }).exactOptional(),
  /** How often new releases are promised, as the EU names it. */
  frequency: z.enum(["MONTHLY", "QUARTERLY", "BIANNUAL", "ANNUAL", "IRREG"]).exactOptional(),
});

export type Publisher = Readonly<z.infer<typeof publisherSchema>>;

/** A fact about the publisher that a description may lack only where the publisher did not give it. */
export type Fact = "name" | "base" | "contact";

/** The facts a complete description needs, in words. */
export const factWords: Readonly<Record<Fact, string>> = {
  name: "name (who publishes)",
  base: "base (where the files are)",
  contact: "contact (whom to ask)",
};

/** The facts that were not given. */
export function factsMissing(publisher: Publisher): readonly Fact[] {
  const needed: readonly Fact[] = ["name", "base", "contact"];
  return needed.filter((fact) => publisher[fact] === undefined);
}

const weights = [3, 2, 7, 6, 5, 4, 3, 2];

/** Nine digits, the last of which is the check digit modulo 11 of the others. */
function isOrganisationNumber(text: string): boolean {
  if (!/^[89]\d{8}$/.test(text)) return false;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return (11 - (sum % 11)) % 11 === Number(text[8]);
}
