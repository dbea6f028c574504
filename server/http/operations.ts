import { answerEmailChange } from '../operations/answerEmailChange.ts';
import { appendUpload } from '../operations/appendUpload.ts';
import { cancelEmailChange } from '../operations/cancelEmailChange.ts';
import { changePassword } from '../operations/changePassword.ts';
import { completePasswordReset } from '../operations/completePasswordReset.ts';
import { createEmailChange } from '../operations/createEmailChange.ts';
import { createMessage } from '../operations/createMessage.ts';
import { createPasswordReset } from '../operations/createPasswordReset.ts';
import { createSession } from '../operations/createSession.ts';
import { createSignInLink } from '../operations/createSignInLink.ts';
import { createTicket } from '../operations/createTicket.ts';
import { createUpload } from '../operations/createUpload.ts';
import { deleteSession } from '../operations/deleteSession.ts';
import { deleteUpload } from '../operations/deleteUpload.ts';
import { endOtherSessions } from '../operations/endOtherSessions.ts';
import { endSession } from '../operations/endSession.ts';
import { getAttachment } from '../operations/getAttachment.ts';
import { getEmailChange } from '../operations/getEmailChange.ts';
import { getForm } from '../operations/getForm.ts';
import { getPortal } from '../operations/getPortal.ts';
import { getSession } from '../operations/getSession.ts';
import { getTicket } from '../operations/getTicket.ts';
import { getUploadOffset } from '../operations/getUploadOffset.ts';
import { listMessages } from '../operations/listMessages.ts';
import { listSessions } from '../operations/listSessions.ts';
import { listTickets } from '../operations/listTickets.ts';
import { openSignInLink } from '../operations/openSignInLink.ts';
import { updatePerson } from '../operations/updatePerson.ts';

/** Every operation of the contract by its operationId. */
export const operations = {
  answerEmailChange,
  appendUpload,
  cancelEmailChange,
  changePassword,
  completePasswordReset,
  createEmailChange,
  createMessage,
  createPasswordReset,
  createSession,
  createSignInLink,
  createTicket,
  createUpload,
  deleteSession,
  deleteUpload,
  endOtherSessions,
  endSession,
  getAttachment,
  getEmailChange,
  getForm,
  getPortal,
  getSession,
  getTicket,
  getUploadOffset,
  listMessages,
  listSessions,
  listTickets,
  openSignInLink,
  updatePerson,
};
