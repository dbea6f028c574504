import { appendUpload } from '../operations/appendUpload.ts';
import { completePasswordReset } from '../operations/completePasswordReset.ts';
import { createMessage } from '../operations/createMessage.ts';
import { createPasswordReset } from '../operations/createPasswordReset.ts';
import { createSession } from '../operations/createSession.ts';
import { createTicket } from '../operations/createTicket.ts';
import { createUpload } from '../operations/createUpload.ts';
import { deleteSession } from '../operations/deleteSession.ts';
import { deleteUpload } from '../operations/deleteUpload.ts';
import { getAttachment } from '../operations/getAttachment.ts';
import { getForm } from '../operations/getForm.ts';
import { getPortal } from '../operations/getPortal.ts';
import { getSession } from '../operations/getSession.ts';
import { getTicket } from '../operations/getTicket.ts';
import { getUploadOffset } from '../operations/getUploadOffset.ts';
import { listMessages } from '../operations/listMessages.ts';
import { listTickets } from '../operations/listTickets.ts';

/** Every operation of the contract by its operationId. */
export const operations = {
  appendUpload,
  completePasswordReset,
  createMessage,
  createPasswordReset,
  createSession,
  createTicket,
  createUpload,
  deleteSession,
  deleteUpload,
  getAttachment,
  getForm,
  getPortal,
  getSession,
  getTicket,
  getUploadOffset,
  listMessages,
  listTickets,
};
