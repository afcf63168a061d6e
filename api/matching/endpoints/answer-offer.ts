import { wrongField } from '#api/http/refused.ts';
import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

// A helper answers for himself; staff say for whom, e.g. someone who phoned.
export const answerOffer = message(http.answerOffer, 'answerOffer', ({ reader, body }) => {
  const helperId = reader.role === 'helper' ? reader.id : body.helperId;
  if (!helperId) throw wrongField('helperId', 'for whom?');
  return { helperId, accept: body.accept };
});
