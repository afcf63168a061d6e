import { describe, expect, test } from '@jest/globals';
import { AREA_LAYERS, circleIn, importsBetweenAreas } from '#scripts/prove/structure/area-circles.ts';
import { productSources } from '#scripts/prove/structure/sources.ts';

describe('areas of a layer import each other in no circle', () => {
  const sources = productSources();
  test.each(AREA_LAYERS)('%s', (layer) => {
    const imports = importsBetweenAreas(sources, layer);
    expect(imports.size).toBeGreaterThan(0);
    expect(circleIn(imports)).toEqual([]);
  });

  test('a circle of three areas is found, with the files that close it', () => {
    const imports = importsBetweenAreas(
      {
        'api/money/effects.ts': "import { moved } from '#api/visits/moved.ts';",
        'api/visits/moved.ts': "import '../orders/row.ts';\nimport '#api/people/person.ts';",
        'api/orders/row.ts': "import { ledger } from '#api/money/ledger.ts';\nimport './columns.ts';",
        'api/people/person.ts': '',
        'api/app.ts': "import '#api/orders/row.ts';",
      },
      'api',
    );
    expect(circleIn(imports)).toEqual([
      'money → visits: api/money/effects.ts',
      'visits → orders: api/visits/moved.ts',
      'orders → money: api/orders/row.ts',
    ]);
  });
});
