import type { Prisma } from '#prisma/generated/client.ts';

export const CITY = 'zibo';

/** The districts and counties of 淄博 with their official codes and where their seats lie. */
export const DISTRICTS: Prisma.DistrictCreateManyInput[] = [
  ['370302', '淄川区', 'Zichuan', 36.6434, 117.9668],
  ['370303', '张店区', 'Zhangdian', 36.8067, 118.0178],
  ['370304', '博山区', 'Boshan', 36.4948, 117.8619],
  ['370305', '临淄区', 'Linzi', 36.8264, 118.3093],
  ['370306', '周村区', 'Zhoucun', 36.8031, 117.8699],
  ['370321', '桓台县', 'Huantai', 36.9593, 118.0979],
  ['370322', '高青县', 'Gaoqing', 37.1706, 117.8268],
  ['370323', '沂源县', 'Yiyuan', 36.1849, 118.1709],
].map(
  ([code, nameZh, nameEn, latitude, longitude]) =>
    ({ code, city: CITY, nameZh, nameEn, latitude, longitude }) as Prisma.DistrictCreateManyInput,
);

const service = (
  code: string,
  [nameZh, nameEn]: [string, string],
  [descriptionZh, descriptionEn]: [string, string],
  facts: {
    unit: string;
    usualQuantity: number;
    standardMinutes: number;
    priceFen: number;
    skills: string[];
    shape?: string;
  },
): Omit<Prisma.ServiceCreateManyInput, 'position'> => ({
  shape: 'visit',
  ...facts,
  code,
  nameZh,
  nameEn,
  descriptionZh,
  descriptionEn,
});

export const SERVICES: Prisma.ServiceCreateManyInput[] = [
  service(
    'dailyCleaning',
    ['日常保洁', 'Daily cleaning'],
    [
      '客厅、卧室、厨房、卫生间的日常清洁与整理，自带基础工具。',
      'Living room, bedrooms, kitchen and bathroom cleaned and tidied; basic tools are brought.',
    ],
    { unit: 'hour', usualQuantity: 3, standardMinutes: 180, priceFen: 4500, skills: ['cleaning'] },
  ),
  service(
    'deepCleaning',
    ['深度保洁', 'Deep cleaning'],
    [
      '逐间深度清洁：油污、水垢、缝隙、玻璃与高处。',
      'Room by room: grease, limescale, joints, glass and high places.',
    ],
    {
      unit: 'squareMetre',
      usualQuantity: 100,
      standardMinutes: 360,
      priceFen: 800,
      skills: ['deepCleaning'],
    },
  ),
  service(
    'newHomeCleaning',
    ['新居开荒', 'New home cleaning'],
    [
      '装修后首次清洁：除胶除漆点、清灰、擦窗、柜体内外。',
      'The first cleaning after decoration: glue and paint spots, dust, windows, cupboards inside and out.',
    ],
    {
      unit: 'squareMetre',
      usualQuantity: 100,
      standardMinutes: 480,
      priceFen: 700,
      skills: ['deepCleaning'],
    },
  ),
  service(
    'motherBabyCare',
    ['母婴护理', 'Mother and baby care'],
    [
      '产妇照料与新生儿护理，持证上岗，按小时上门。',
      'Care for the mother and the newborn by a certified helper, by the hour.',
    ],
    { unit: 'hour', usualQuantity: 8, standardMinutes: 480, priceFen: 6500, skills: ['babyCare'] },
  ),
  service(
    'elderCare',
    ['老人陪护', 'Elder care'],
    [
      '起居照料、陪伴、用药提醒与健康观察，按护理计划进行。',
      'Daily life, company, reminders of medicine and a watchful eye, by a care plan.',
    ],
    { unit: 'hour', usualQuantity: 4, standardMinutes: 240, priceFen: 4000, skills: ['elderCare'] },
  ),
  service(
    'hourlyHelp',
    ['钟点工', 'Hourly help'],
    ['做饭、洗衣、打扫等家务，按小时计费。', 'Cooking, laundry, cleaning and other housework, by the hour.'],
    { unit: 'hour', usualQuantity: 2, standardMinutes: 120, priceFen: 4000, skills: ['cleaning'] },
  ),
  service(
    'applianceCleaning',
    ['家电清洗', 'Appliance cleaning'],
    [
      '空调、油烟机、洗衣机等拆洗消毒，按台计费。',
      'Air conditioners, hoods, washing machines: taken apart, cleaned, disinfected; by the item.',
    ],
    { unit: 'item', usualQuantity: 2, standardMinutes: 120, priceFen: 12000, skills: ['applianceCleaning'] },
  ),
  service(
    'nanny',
    ['保姆', 'Nanny'],
    [
      '住家保姆：做饭、家务、照看老人孩子，由客服一对一安排。',
      'A live-in nanny: meals, housework, children and elders; arranged personally by our staff.',
    ],
    {
      unit: 'month',
      usualQuantity: 1,
      standardMinutes: 480,
      priceFen: 550_000,
      skills: ['cooking', 'cleaning'],
      shape: 'liveIn',
    },
  ),
  service(
    'maternityNanny',
    ['月嫂', 'Maternity nanny'],
    [
      '住家月嫂：产妇与新生儿 24 小时护理，由客服一对一安排。',
      'A live-in maternity nanny, day and night; arranged personally by our staff.',
    ],
    {
      unit: 'month',
      usualQuantity: 1,
      standardMinutes: 480,
      priceFen: 1_280_000,
      skills: ['maternityCare'],
      shape: 'liveIn',
    },
  ),
].map((row, position) => ({ ...row, position }));
