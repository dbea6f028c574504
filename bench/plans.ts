import { CompiledQuery, type KyselyPlugin, type QueryId } from 'kysely';
import type { OpenDatabase } from '../server/db/database.ts';

/** Remembers the queries of the last list, so that the database can be asked how it went about them. */
export function watchQueries(database: OpenDatabase): { database: OpenDatabase; explain: () => Promise<void> } {
  const seen: CompiledQuery[] = [];
  const { db } = database;
  const plain = db.withoutPlugins();
  const plugin: KyselyPlugin = {
    transformQuery: ({
      node,
      queryId,
    }: {
      node: Parameters<KyselyPlugin['transformQuery']>[0]['node'];
      queryId: QueryId;
    }) => {
      seen.push(plain.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const explain = async (): Promise<void> => {
    const places = seen.findLastIndex(({ sql }) => /select "tickets"."number", /.test(sql) && / limit /.test(sql));
    const query = seen[places];
    seen.length = 0;
    if (!query) return;
    const { rows } = await plain.executeQuery<{ 'QUERY PLAN': string }>(
      CompiledQuery.raw(`explain (analyze, buffers, costs off) ${query.sql}`, [...query.parameters]),
    );
    for (const row of rows) console.log(`      ${row['QUERY PLAN']}`);
  };
  return { database: { ...database, db: db.withPlugin(plugin) }, explain };
}
