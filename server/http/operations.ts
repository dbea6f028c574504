import { appendUpload } from '../operations/appendUpload.ts';
import { changePassword } from '../operations/changePassword.ts';
import { completePasswordReset } from '../operations/completePasswordReset.ts';
import { createMessage } from '../operations/createMessage.ts';
import { createPasswordReset } from '../operations/createPasswordReset.ts';
import { createSession } from '../operations/createSession.ts';
import { createTicket } from '../operations/createTicket.ts';
import { createUpload } from '../operations/createUpload.ts';
import { deleteSession } from '../operations/deleteSession.ts';
import { deleteUpload } from '../operations/deleteUpload.ts';
import { endOtherSessions } from '../operations/endOtherSessions.ts';
import { endSession } from '../operations/endSession.ts';
import { getAttachment } from '../operations/getAttachment.ts';
import { getForm } from '../operations/getForm.ts';
import { getPortal } from '../operations/getPortal.ts';
import { getSession } from '../operations/getSession.ts';
import { getTicket } from '../operations/getTicket.ts';
import { getUploadOffset } from '../operations/getUploadOffset.ts';
import { listMessages } from '../operations/listMessages.ts';
import { listSessions } from '../operations/listSessions.ts';
import { listTickets } from '../operations/listTickets.ts';
import { updatePerson } from '../operations/updatePerson.ts';

/** Every operation of the contract by its operationId. */
export const operations = {
  appendUpload,
  changePassword,
  completePasswordReset,
  createMessage,
  createPasswordReset,
  createSession,
  createTicket,
  createUpload,
  deleteSession,
  deleteUpload,
  endOtherSessions,
  endSession,
  getAttachment,
  getForm,
  getPortal,
  getSession,
  getTicket,
  getUploadOffset,
  listMessages,
  listSessions,
  listTickets,
  updatePerson,
};
