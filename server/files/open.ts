import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { DiskStorage } from './disk-storage.ts';
import { S3Storage } from './s3-storage.ts';
import type { FileStorage } from './storage.ts';

/** Where the files of messages lie. */
export function openFiles(config: Config): FileStorage {
  return config.s3 ? new S3Storage(config.s3) : new DiskStorage(join(config.dataFolder, 'files'));
}
