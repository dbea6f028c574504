/** What is said before and after a support form is filled in. */
export const words = {
  // Several forms
  chooseForm: 'What is it about?',

  // A form that was changed while it was filled in
  formChanged: 'This form was changed while you filled it in',
  formChangedHint: 'What you wrote is still here, as far as it has a place. Look it over and send it.',
  formLost: 'This has no place in it any more:',

  // Without an account
  linkSent: 'Look into your mail',
  linkSentTo: (email: string) => `We have sent a link to ${email}.`,
  linkSentHint: 'Your request reaches us once you open it. It is good for a day; look among unwanted mail too.',
  anotherRequest: 'Send another request',

  // Without a line
  ticketWaits: 'Your request waits to be sent',
  ticketWaitsHint:
    'It goes out by itself when the connection is back, even if you close this page and come again later.',
};

export type FormStateWords = typeof words;
