// How much CPU time a piece of work takes, in all threads of this process.

/** A piece of work and its seconds of CPU time. */
export interface Part {
  readonly name: string;
  readonly cpu: number;
}

/** The seconds of CPU time, of user and system, that passed while the work was done. */
export async function cpuOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
