// For a person: two lines that stay where they are, redrawn in one write, and everything else above them.
import type { Context } from "./command.ts";
import type { Display } from "./display.ts";
import { bytesText, countText } from "./numbers.ts";
import { lineOf } from "./progress-line.ts";
import { count, openTally, sumsText, type Tally } from "./tally.ts";

/** Redrawn at most this often, in milliseconds: quicker than the eye reads, slower than a terminal flickers. */
const betweenFrames = 100;

/** To the beginning of the line two up; the rest of a line away; everything below away. */
const [back, endOfLine, below] = ["\u001b[2F", "\u001b[K", "\u001b[J"];

export function liveDisplay({ terminal, effects }: Pick<Context, "terminal" | "effects">): Display {
  const tally = openTally();
  const now = () => effects.clock.now().getTime();
  const begun = now();
  let drawn: number | undefined;
  const draw = (above: string) => {
    const frame = frameOf(tally, now() - begun).map((line) => line.slice(0, terminal.columns - 1));
    const lines = [...(above === "" ? [] : [above]), ...frame].map((line) => `${line}${endOfLine}\n`);
    terminal.err(`${drawn === undefined ? "" : back}${lines.join("")}`);
    drawn = now();
  };
  return {
    report(progress) {
      count(tally, progress);
      const line = lineOf(progress);
      if (tally.total === 0) terminal.err(line === undefined ? "" : `${line}\n`);
      else if (line !== undefined) draw(line);
      else if (drawn === undefined || now() - drawn >= betweenFrames) draw("");
    },
    stop() {
      if (drawn === undefined) return;
      terminal.err(`${back}${below}${stageText(tally, now() - begun)}\n`);
      drawn = undefined;
    },
  };
}

const barWidth = 12;

function frameOf(tally: Tally, elapsed: number): readonly string[] {
  const { stage, total, rows, bytes, retries, current } = tally;
  const done = tally.done + tally.kept;
  const share = Math.min(done / total, 1);
  const full = Math.floor(share * barWidth);
  const bar = "█".repeat(full) + "░".repeat(barWidth - full);
  const facts = [`${done}/${total}`, `${countText(rows)} rows`];
  if (stage === "extract") facts.push(bytesText(bytes));
  if (retries > 0) facts.push(`${retries} retries`);
  return [
    `${stage} ${bar} ${Math.floor(100 * share)} % · ${facts.join(" · ")}`,
    `  ${[current, ...paceOf(tally, elapsed)].filter((part) => part !== "").join(" · ")}`,
  ];
}

/** How fast, and how long still, once there is something to tell it from. */
function paceOf({ stage, total, done, kept, bytes }: Tally, elapsed: number): readonly string[] {
  if (done === 0 || elapsed < 1_000) return [];
  const speed = stage === "extract" ? [`${bytesText((1_000 * bytes) / elapsed)}/s`] : [];
  const left = (elapsed / done) * (total - done - kept);
  return [...speed, `${timeText(left)} left`];
}

function stageText(tally: Tally, elapsed: number): string {
  const { stage, total } = tally;
  const done = tally.done + tally.kept;
  const what = stage === "extract" ? "requests" : "tables";
  const of = done === total ? `${total}` : `${done} of ${total}`;
  return `${stage}: ${of} ${what}, ${sumsText(tally)} in ${timeText(elapsed)}`;
}

function timeText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
