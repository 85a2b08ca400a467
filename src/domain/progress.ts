// What a stage tells whoever watches it. Stages report; only the command line prints.

export type Progress =
  /** The extraction knows what it has to ask: `open` says how many requests of which endpoint. */
  | {
      readonly kind: "planned";
      readonly requests: number;
      readonly kept: number;
      readonly open: Readonly<Record<string, number>>;
      readonly pull: string;
    }
  /** Another stage knows how many tables it has to make. */
  | { readonly kind: "begun"; readonly stage: "transform" | "load"; readonly tables: number }
  /** One request has been answered whole and is safe on disk. */
  | { readonly kind: "answered"; readonly request: string; readonly rows: number; readonly bytes: number }
  /** One request will be made again after a wait. */
  | { readonly kind: "waiting"; readonly request: string; readonly seconds: number; readonly because: string }
  /** One request cannot be delivered whole: it is not asked any more, its parts will be planned instead. */
  | { readonly kind: "divided"; readonly request: string; readonly parts: number }
  /** One table or file is done. */
  | {
      readonly kind: "made";
      readonly stage: "transform" | "load";
      readonly name: string;
      readonly rows: number;
    }
  /** Something worth a line of its own. */
  | { readonly kind: "noted"; readonly text: string };

export type Report = (progress: Progress) => void;
