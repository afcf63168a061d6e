import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';
import { wrongField } from '../../refused.ts';

// A helper answers for himself; staff say for whom, e.g. someone who phoned.
export const answerOffer = message(http.answerOffer, 'answerOffer', ({ reader, body }) => {
  const helperId = reader.role === 'helper' ? reader.id : body.helperId;
  if (!helperId) throw wrongField('helperId', 'for whom?');
  return { helperId, accept: body.accept };
});
