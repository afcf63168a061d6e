export const UUID = '00000000-0000-4000-8000-000000000000';

/** What a read must be asked with. */
export const QUERIES: Record<string, Record<string, string>> = {
  freeStarts: { day: '2030-01-01' },
  otherTimes: { day: '2030-01-01' },
};

/** A body of the right shape for each endpoint that takes one. */
export const BODIES: Record<string, Record<string, unknown>> = {
  setLocale: { locale: 'en' },
  addAddress: {
    contactName: '张敏',
    contactPhone: '13900000001',
    district: '370303',
    line: '世纪花园 1 号楼',
  },
  placeOrder: {
    serviceCode: 'dailyCleaning',
    addressId: UUID,
    quantity: 2,
    windowStart: '2030-01-01T02:00:00Z',
    windowEnd: '2030-01-01T08:00:00Z',
  },
  completeInquiry: { quantity: 2, windowStart: '2030-01-01T02:00:00Z', windowEnd: '2030-01-01T08:00:00Z' },
  chooseHelper: { helperId: UUID },
  rematch: { reasons: ['price'] },
  setTraits: { dialects: ['zibo'], brands: [], habits: [] },
  setHelperTraits: { dialects: [], brands: ['liby'], habits: [], illnesses: ['stroke'] },
  cancelOrder: { reason: 'changedMind' },
  sign: { termsHash: 'a'.repeat(64), code: '123456' },
  object: { reason: 'late' },
  submitReview: { attitude: 5, effect: 5, contractKept: true },
  answerOffer: { accept: true },
  withdrawHelper: { reason: 'ill' },
  proposeReschedule: { startsAt: '2030-01-01T02:00:00Z' },
  answerReschedule: { accept: true },
  setWorkingTimes: { times: [{ weekday: 1, startMinute: 480, endMinute: 1080 }], worksHolidays: false },
  addLeave: { startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' },
  setAreas: { reachMetres: 8000, districts: [] },
  setAutoAcceptTimes: { on: true, times: [] },
  setCertificate: { validUntil: '2030-01-01', reason: 'renewed' },
  checkIn: { startCode: '1234' },
  setAutoAccept: { autoAccept: true },
  dispatchHelper: { helperId: UUID, reason: 'byPhone' },
  extendDeadline: { minutes: 10, reason: 'asked' },
  overrideCheckIn: { reason: 'phoneBroken' },
  decideCase: { caseId: UUID, decision: 'rejected', reason: 'heardBoth' },
  openCase: { kind: 'general', reason: 'complaint', note: 'a broken vase' },
  decideOpenCase: { decision: 'rejected', reason: 'heardBoth' },
  handOverCase: { to: UUID },
  releaseCase: {},
  extendCase: { minutes: 10, reason: 'asked' },
  retryCase: { reason: 'fixed' },
  letCaseTimePass: {},
  recordCash: { amountFen: 100, reason: 'cash' },
  retryStep: { reason: 'fixed' },
  waiveFee: { reason: 'ourFault' },
};
