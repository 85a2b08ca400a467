// The progress reports of a stage. Stages report, and only the command line prints.

export type Progress =
  /** Extract has planned its requests. `open` has the number of open requests of each endpoint. */
  | {
      readonly kind: "planned";
      readonly requests: number;
      readonly kept: number;
      readonly open: Readonly<Record<string, number>>;
      readonly pull: string;
    }
  /** Another stage has planned its tables. */
  | { readonly kind: "begun"; readonly stage: "transform" | "load"; readonly tables: number }
  /** One answer is whole and on the disk. */
  | { readonly kind: "answered"; readonly request: string; readonly rows: number; readonly bytes: number }
  /** One request will be repeated after a wait. */
  | { readonly kind: "waiting"; readonly request: string; readonly seconds: number; readonly because: string }
  /** The API cannot deliver one request, so its parts will be planned instead. */
  | { readonly kind: "divided"; readonly request: string; readonly parts: number }
  /** One table or file is done. */
  | {
      readonly kind: "made";
      readonly stage: "transform" | "load";
      readonly name: string;
      readonly rows: number;
    }
  /** A note that gets its own line. */
  | { readonly kind: "noted"; readonly text: string };

export type Report = (progress: Progress) => void;
