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
  /** Work without countable steps has begun. It ends with the next report. */
  | { readonly kind: "preparing"; readonly text: string }
  /** Another stage has planned its tables, or its checks. */
  | { readonly kind: "stage_started"; readonly stage: CountedStage; readonly tables: number }
  /** One answer is whole and on the disk. */
  | { readonly kind: "answered"; readonly request: string; readonly rows: number; readonly bytes: number }
  /** One request will be repeated after a wait. */
  | {
      readonly kind: "waiting";
      readonly request: string;
      readonly seconds: number;
      readonly because: string;
      /** True if the host was not reached, which concerns all requests. */
      readonly unreachable: boolean;
    }
  /** The API cannot deliver one request, so its parts will be planned instead. */
  | { readonly kind: "split"; readonly request: string; readonly parts: number }
  /** One table, file or check is done. The rows of a check are those that fail it. */
  | {
      readonly kind: "table_done";
      readonly stage: CountedStage;
      readonly name: string;
      readonly rows: number;
    }
  /** A note that gets its own line. */
  | { readonly kind: "message"; readonly text: string };

/** The stages whose steps are counted; check is the last part of transform. */
export type CountedStage = "transform" | "check" | "load";

export type Report = (progress: Progress) => void;
