/** Goes with every answer to an upload (tus 1.0.0). */
export const TUS = { 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' } as const;
