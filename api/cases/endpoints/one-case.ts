import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { caseDetails } from '../reads/case-details.ts';

export const oneCase = endpoint(http.oneCase, ({ deps, reader, params }) =>
  caseDetails({ deps, reader, caseId: params.caseId }),
);
