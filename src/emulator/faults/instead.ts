// Answers in place of the right one: an error status, a login page, an error object.
import { STATUS_CODES } from "node:http";
import type { Answer } from "../answers/answer.ts";
import type { InsteadFault } from "../faults.ts";

/** The page and the error object have status 200, as they often do. */
export function insteadOf(fault: InsteadFault): Answer {
  switch (fault.kind) {
    case "status": {
      const title = `${fault.status} ${STATUS_CODES[fault.status]}`;
      const headers = fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
      return { ...page(title, `<h1>${title}</h1>`), status: fault.status, headers };
    }
    case "login page":
      return page("Logg inn", '<form method="post" action="/login"><input name="brukernavn"></form>');
    case "error object": {
      const error = { error: { code: 500, message: "Det oppstod en feil. Prøv igjen senere." } };
      return { status: 200, contentType: "application/json", body: [Buffer.from(JSON.stringify(error))] };
    }
  }
}

function page(title: string, body: string): Answer {
  const html = `<!DOCTYPE html><html lang="no"><head><title>${title}</title></head><body>${body}</body></html>`;
  return { status: 200, contentType: "text/html;charset=UTF-8", body: [Buffer.from(html)] };
}
