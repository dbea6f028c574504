import type { BetterAuthOptions } from '@better-auth/core';
import { createAdapterFactory, type CleanedWhere, type DBAdapter } from '@better-auth/core/db/adapter';
import type { Database } from '../../db/database.ts';

/**
 * What better-auth may keep: the values of its protocols, in a table of ours, so that any copy of the server can go on. It has no
 * users, accounts or sessions here; asking for them fails.
 */
export function protocolValues(db: Database) {
  let made: DBAdapter | undefined;
  const factory = createAdapterFactory({
    config: {
      adapterId: 'portico',
      adapterName: 'Portico',
      usePlural: false,
      // Nothing that it does inside has to be undone: it consumes one value, or asks us who it is and gets no answer.
      transaction: async (work) => work(made ?? refuse()),
    },
    adapter: () => ({
      create: async ({ model, data }) => {
        only(model);
        const { id, identifier, value, expiresAt, createdAt, updatedAt } = data as unknown as Value;
        const row = { id, identifier, value, expires_at: expiresAt, created_at: createdAt, updated_at: updatedAt };
        await db.insertInto('sign_in_protocol_values').values(row).execute();
        return data;
      },
      findOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }) =>
        ((await find(model, where))[0] ?? null) as T | null,
      findMany: async <T>({ model, where }: { model: string; where?: CleanedWhere[] | undefined }) =>
        (await find(model, where)) as T[],
      delete: async ({ model, where }) => void (await remove(model, where)),
      deleteMany: async ({ model, where }) => (await remove(model, where)).length,
      consumeOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }) =>
        ((await remove(model, where))[0] ?? null) as T | null,
      count: async ({ model, where }) => (await find(model, where)).length,
      update: refuse,
      updateMany: refuse,
    }),
  });
  return (options: BetterAuthOptions) => (made = factory(options));

  async function find(model: string, where?: CleanedWhere[]): Promise<Value[]> {
    only(model);
    const { column, value } = key(where);
    const rows = await db
      .selectFrom('sign_in_protocol_values')
      .where(column, '=', value)
      .orderBy('created_at', 'desc')
      .selectAll()
      .execute();
    return rows.map(read);
  }

  async function remove(model: string, where: CleanedWhere[]): Promise<Value[]> {
    only(model);
    const { column, value } = key(where);
    const rows = await db.deleteFrom('sign_in_protocol_values').where(column, '=', value).returningAll().execute();
    return rows.map(read);
  }
}

interface Value {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

function read(row: {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
}): Value {
  const { id, identifier, value, expires_at, created_at, updated_at } = row;
  return { id, identifier, value, expiresAt: expires_at, createdAt: created_at, updatedAt: updated_at };
}

/** It looks for one value by its id or its identifier, and in no other way. */
function key(where: CleanedWhere[] = []): { column: 'id' | 'identifier'; value: string } {
  const [first, ...others] = where;
  if (!first || others.length > 0 || first.operator !== 'eq' || typeof first.value !== 'string') return refuse();
  if (first.field !== 'id' && first.field !== 'identifier') return refuse();
  return { column: first.field, value: first.value };
}

function only(model: string): void {
  if (model !== 'verification') refuse();
}

function refuse(): never {
  throw new Error('Single sign-on keeps the values of its protocols and nothing else');
}
