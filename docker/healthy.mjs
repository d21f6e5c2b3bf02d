// Exit 0 where the part in this container answers /health/live (or /health/<argument>).
const [what = 'live'] = process.argv.slice(2);
const { env } = process;
const url = `http://127.0.0.1:${env.PORT ?? 4000}/health/${what}`;
const answer = await fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => null);
process.exitCode = answer?.ok ? 0 : 1;
