import { expect, test } from '@jest/globals';
import { presentHelper } from '#api/helpers/reads/present-helper.ts';

test('F82: a certificate that has ended is on no card; a card says the last day on which one counts', () => {
  const skill = (name: string, certificateUntil: Date | null) => ({
    ...{ skill: name, certificate: '证书', certificateUntil },
  });
  const row = {
    ...{ id: '00000000-0000-4000-8000-000000000001', displayName: '王阿姨', sex: 'female', birthYear: 1980 },
    ...{ level: 'senior', years: 5, ratingSum: 980, ratingCount: 2, completedCount: 3 },
    ...{ homeLatitude: 36.8, homeLongitude: 118 },
    skills: [
      skill('elderCare', new Date(Date.now() - 1)),
      // Midnight in Zibo: the certificate counts on the day before.
      skill('babyCare', new Date('2099-12-31T16:00:00Z')),
      skill('maternityCare', new Date('2099-12-31T15:00:00Z')),
      skill('applianceCleaning', null),
    ],
  };
  expect(presentHelper(row)).toMatchObject({
    rating: 4.9,
    skills: [
      { skill: 'elderCare', certificate: null, validUntil: null },
      { skill: 'babyCare', certificate: '证书', validUntil: '2099-12-31' },
      { skill: 'maternityCare', certificate: '证书', validUntil: '2099-12-31' },
      { skill: 'applianceCleaning', certificate: '证书', validUntil: null },
    ],
  });
});
