import { answerEmailChange } from '../operations/answerEmailChange.ts';
import { appendUpload } from '../operations/appendUpload.ts';
import { cancelEmailChange } from '../operations/cancelEmailChange.ts';
import { changePassword } from '../operations/changePassword.ts';
import { closeTicket } from '../operations/closeTicket.ts';
import { completeInvitation } from '../operations/completeInvitation.ts';
import { completePasswordReset } from '../operations/completePasswordReset.ts';
import { completeRegistration } from '../operations/completeRegistration.ts';
import { confirmRequest } from '../operations/confirmRequest.ts';
import { createAccessRequest } from '../operations/createAccessRequest.ts';
import { createAttachmentLink } from '../operations/createAttachmentLink.ts';
import { createChallenge } from '../operations/createChallenge.ts';
import { createEmailChange } from '../operations/createEmailChange.ts';
import { createMessage } from '../operations/createMessage.ts';
import { createPasswordReset } from '../operations/createPasswordReset.ts';
import { createRegistration } from '../operations/createRegistration.ts';
import { createRequest } from '../operations/createRequest.ts';
import { createSession } from '../operations/createSession.ts';
import { createSignInLink } from '../operations/createSignInLink.ts';
import { createTicket } from '../operations/createTicket.ts';
import { createUpload } from '../operations/createUpload.ts';
import { deleteSession } from '../operations/deleteSession.ts';
import { deleteUpload } from '../operations/deleteUpload.ts';
import { downloadMessage } from '../operations/downloadMessage.ts';
import { downloadTicket } from '../operations/downloadTicket.ts';
import { endOtherSessions } from '../operations/endOtherSessions.ts';
import { endSession } from '../operations/endSession.ts';
import { getAttachment } from '../operations/getAttachment.ts';
import { getConsent } from '../operations/getConsent.ts';
import { getEmailChange } from '../operations/getEmailChange.ts';
import { getForm } from '../operations/getForm.ts';
import { getMessage } from '../operations/getMessage.ts';
import { getOwnConsent } from '../operations/getOwnConsent.ts';
import { getPortal } from '../operations/getPortal.ts';
import { getPreferences } from '../operations/getPreferences.ts';
import { getRequestForm } from '../operations/getRequestForm.ts';
import { getSession } from '../operations/getSession.ts';
import { getTicket } from '../operations/getTicket.ts';
import { getUnread } from '../operations/getUnread.ts';
import { getUploadOffset } from '../operations/getUploadOffset.ts';
import { listEvents } from '../operations/listEvents.ts';
import { listMessages } from '../operations/listMessages.ts';
import { listSessions } from '../operations/listSessions.ts';
import { listTickets } from '../operations/listTickets.ts';
import { markTicketRead } from '../operations/markTicketRead.ts';
import { openInvitation } from '../operations/openInvitation.ts';
import { openSignInLink } from '../operations/openSignInLink.ts';
import { previewMessage } from '../operations/previewMessage.ts';
import { rateTicket } from '../operations/rateTicket.ts';
import { reopenTicket } from '../operations/reopenTicket.ts';
import { streamEvents } from '../operations/streamEvents.ts';
import { suggestArticles } from '../operations/suggestArticles.ts';
import { updatePerson } from '../operations/updatePerson.ts';
import { updatePreferences } from '../operations/updatePreferences.ts';
import { withdrawConsent } from '../operations/withdrawConsent.ts';

/** Every operation of the contract by its operationId. */
export const operations = {
  answerEmailChange,
  appendUpload,
  cancelEmailChange,
  changePassword,
  closeTicket,
  completeInvitation,
  completePasswordReset,
  completeRegistration,
  confirmRequest,
  createAccessRequest,
  createAttachmentLink,
  createChallenge,
  createEmailChange,
  createMessage,
  createPasswordReset,
  createRegistration,
  createRequest,
  createSession,
  createSignInLink,
  createTicket,
  createUpload,
  deleteSession,
  deleteUpload,
  downloadMessage,
  downloadTicket,
  endOtherSessions,
  endSession,
  getAttachment,
  getConsent,
  getEmailChange,
  getForm,
  getMessage,
  getOwnConsent,
  getPortal,
  getPreferences,
  getRequestForm,
  getSession,
  getTicket,
  getUnread,
  getUploadOffset,
  listEvents,
  listMessages,
  listSessions,
  listTickets,
  markTicketRead,
  openInvitation,
  openSignInLink,
  previewMessage,
  rateTicket,
  reopenTicket,
  streamEvents,
  suggestArticles,
  updatePerson,
  updatePreferences,
  withdrawConsent,
};
