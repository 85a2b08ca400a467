// Collects small pieces of text into the large ones that are worth sending.

/** An answer around its rows. */
export interface Frame<Row> {
  readonly head: string;
  readonly rows: Iterable<Row>;
  readonly write: (row: Row) => string;
  readonly between: string;
  readonly tail: string;
}

/** The whole answer in pieces of about 64 KB; never more than one of them in memory. */
export function* chunks<Row>({ head, rows, write, between, tail }: Frame<Row>): Generator<string, void> {
  let text = head;
  let separator = "";
  for (const row of rows) {
    text += separator + write(row);
    separator = between;
    if (text.length >= chunkLength) {
      yield text;
      text = "";
    }
  }
  yield text + tail;
}

const chunkLength = 65_536;
