import { Upload, type DetailedError } from 'tus-js-client';
import type { PortalClient } from './client.js';
import { FetchStack } from './fetch-stack.js';
import { ConnectionProblem, readProblem, toFailure } from './problem.js';

/** How a file is sent. */
export interface SendFileOptions {
  /** One for each file, kept over every try. */
  key: string;
  /** The file's name as people know it. */
  name: string;
  /** Where an interrupted upload goes on: what `onUrl` told. */
  url?: string;
  /** Told the upload's URL as soon as it has one. */
  onUrl?: (url: string) => void;
  /** Told the share that has arrived, 0 to 1. */
  onProgress?: (share: number) => void;
  /** Sends it in the browser's place; then it is told only piece by piece how much has arrived. */
  fetch?: typeof fetch | undefined;
  /** Stops sending; what has arrived stays, to be resumed. */
  signal?: AbortSignal;
}

// A line that moves nothing for this long is broken, whatever the browser believes.
const patience = 60_000;

const problemOf = (error: Partial<DetailedError>) => {
  const response = error.originalResponse;
  const status = response?.getStatus();
  return status ? readProblem(status, response!.getBody(), response!.getHeader('Request-Id')) : undefined;
};

/** The id in an upload's URL. */
export const uploadIdOf = (url: string): string => url.replace(/[?#].*|\/+$/g, '').replace(/.*\//, '');

/** Sends a file in pieces (tus), goes on after a break, and answers the upload's id. */
export function sendFile(client: PortalClient, file: Blob, options: SendFileOptions): Promise<string> {
  const { key, name, url, onUrl, onProgress, fetch, signal } = options;
  return new Promise<string>((resolve, reject) => {
    let watchdog: ReturnType<typeof setTimeout>;
    const settle = (act: () => void) => {
      clearTimeout(watchdog);
      signal?.removeEventListener('abort', stop);
      act();
    };
    const fail = (error: Error) => settle(() => reject(error));
    const watch = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => {
        void upload.abort();
        fail(new ConnectionProblem('timeout'));
      }, patience);
    };
    const stop = () => {
      void upload.abort();
      fail(signal!.reason as Error);
    };
    let corrected = false;
    let sentAt = 0;
    let learned: boolean | Promise<boolean> = true;
    const upload = new Upload(file, {
      endpoint: client.base + '/uploads',
      uploadUrl: url ?? null,
      metadata: { filename: name },
      // By a fetch a piece has to arrive within our patience.
      chunkSize: (fetch ? 1 : 5) * 2 ** 20,
      ...(fetch && { httpStack: new FetchStack(fetch) }),
      retryDelays: [500, 2000, 5000],
      // What is kept between tries is the caller's to decide, not localStorage's.
      storeFingerprintForResuming: false,
      onBeforeRequest: async (request) => {
        watch();
        sentAt = Date.now();
        if (!(await learned)) throw new ConnectionProblem('unreachable');
        const method = request.getMethod();
        const headers = await client.headers(method, request.getURL());
        if (method === 'POST') headers['Idempotency-Key'] = key;
        for (const name in headers) request.setHeader(name, headers[name]!);
        (request.getUnderlyingObject() as Pick<XMLHttpRequest, 'withCredentials'>).withCredentials =
          'Portico-Session' in headers;
      },
      onAfterResponse: (_request, response) => {
        if (response.getStatus() < 300) client.answered(sentAt);
      },
      onShouldRetry: (error) => {
        const problem = problemOf(error);
        if (!problem) return navigator.onLine;
        const known = client.learn(problem, undefined, corrected);
        if (known) {
          learned = known;
          return !corrected && (corrected = true);
        }
        return problem.status > 499 || problem.code === 'upload-conflict' || problem.status === 423;
      },
      onUploadUrlAvailable: () => onUrl?.(upload.url!),
      onProgress: (sent, total) => {
        watch();
        onProgress?.(total ? sent / total : 1);
      },
      onSuccess: () => settle(() => resolve(uploadIdOf(upload.url!))),
      onError: (error) => {
        const problem = problemOf(error);
        if (problem) void client.learn(problem, undefined, true);
        fail(problem ?? toFailure(error));
      },
    });
    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop);
    watch();
    upload.start();
  });
}
