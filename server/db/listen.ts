import pg from 'pg';

const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/** Listens on a connection of its own, which is opened again whenever it breaks; see `OpenDatabase.listen`. */
export async function listenOnPostgres(
  url: string,
  channel: string,
  heard: (payload: string) => void,
): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = SHORTEST_WAIT_MS;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'portico-server live',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    });
    // A connection tells of its end by either, and sometimes by both.
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    next.on('notification', ({ payload }) => heard(payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (stopped) await next.end();
    } catch (error) {
      next.end().catch(() => {});
      throw error;
    }
    client = next;
    wait = SHORTEST_WAIT_MS;
  };
  const lost = (which: pg.Client): void => {
    if (stopped || which !== client) return;
    client = undefined;
    again();
  };
  const again = (): void => {
    timer = setTimeout(() => {
      connect().then(
        () => heard(''),
        () => stopped || again(),
      );
    }, wait);
    timer.unref();
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
