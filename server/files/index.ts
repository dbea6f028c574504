export { attachUploads, claimUploads, type Claim } from './claim.ts';
export { cleanExpiredUploads } from './clean.ts';
export { DiskStaging } from './disk-staging.ts';
export { DiskStorage } from './disk-storage.ts';
export type { FilePorts } from './finish.ts';
export { keepFile } from './keep.ts';
export { PieceConflict, PieceInterrupted, PieceTooLong, type UploadStaging } from './staging.ts';
export { FileMissing, type FileStorage } from './storage.ts';
