import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import type { Attachment } from '../../../src/api/schema.ts';
import type { Caller } from './caller.ts';
import type { MadeTicket } from './makers.ts';

const TUS = { 'Tus-Resumable': '1.0.0' };

/** Announces a file and answers the upload's id. */
export async function announceFile(caller: Caller, name: string, size: number): Promise<string> {
  const metadata = `filename ${Buffer.from(name).toString('base64')}`;
  const headers = { ...TUS, 'Upload-Length': String(size), 'Upload-Metadata': metadata };
  const answer = await caller.request('POST', '/uploads', { headers });
  assert.equal(answer.statusCode, 201, answer.body);
  return String(answer.headers.location).split('/').at(-1) ?? '';
}

/** Adds bytes to an upload. */
export function appendTo(caller: Caller, id: string, offset: number, bytes: Buffer): Promise<LightMyRequestResponse> {
  const headers = { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
  return caller.request('PATCH', `/uploads/${id}`, { body: bytes, headers });
}

/** Asks how much of an upload has arrived. */
export function offsetOf(caller: Caller, id: string): Promise<LightMyRequestResponse> {
  return caller.request('HEAD', `/uploads/${id}`, { headers: TUS });
}

/** Sends a whole file and answers the upload's id. */
export async function sendFile(caller: Caller, name: string, bytes: Buffer): Promise<string> {
  const id = await announceFile(caller, name, bytes.length);
  const answer = await appendTo(caller, id, 0, bytes);
  assert.equal(answer.statusCode, 204, answer.body);
  return id;
}

/** Replies with uploads and answers the files of the new message. */
export async function attach(caller: Caller, ticket: MadeTicket, uploadIds: string[]): Promise<Attachment[]> {
  const answer = await caller.post(`/tickets/${ticket.id}/messages`, { text: 'See here', uploadIds });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json<{ attachments: Attachment[] }>().attachments;
}

/** The code of a refusal. */
export function codeOf(answer: LightMyRequestResponse): string {
  return answer.json<{ code: string }>().code;
}

/** The link of a file, as a path of this server. */
export async function linkOf(caller: Caller, id: string, purpose = 'view'): Promise<string> {
  const answer = await caller.post(`/attachments/${id}/link`, { purpose });
  assert.equal(answer.statusCode, 201, answer.body);
  return new URL(answer.json<{ url: string }>().url).pathname;
}
