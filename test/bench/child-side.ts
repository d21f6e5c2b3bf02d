/** What the bench tells the processes it starts, and what they answer. */
export type BenchCommand = 'cpu' | 'stop';
export type BenchReport = { readonly url: string } | { readonly cpuMicroseconds: number };

const send = (report: BenchReport) => void process.send?.(report);

/** What this process was started for. */
export const jobOf = <Job>() => JSON.parse(process.argv[2] ?? 'null') as Job;

/** Ends this process by how the work ended. */
export function finish(work: Promise<void>) {
  work.then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}

/** Tells where this process serves, then does as it is told until it is told to stop. */
export function serve(starting: Promise<{ url: string; close(): Promise<void> }>) {
  starting.then(
    ({ url, close }) => {
      process.on('message', (command: BenchCommand) => {
        if (command === 'stop') return finish(close());
        const { user, system } = process.cpuUsage();
        send({ cpuMicroseconds: user + system });
      });
      // Whoever started this process is gone: nobody would stop it.
      process.on('disconnect', () => process.exit(1));
      send({ url });
    },
    (error: unknown) => finish(Promise.reject(error)),
  );
}
