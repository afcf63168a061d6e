import { CITY } from './catalogue.ts';
import { addHelper } from './demo-helpers.ts';
import { type Add, type DemoPeople, demoId, phone, seatOf } from './demo-people.ts';

const HELPERS = 80;

/** Customers, ops, an agent and 80 helpers: made up, and always the same. `now` only dates their certificates. */
export function demoPeople(now: Date): DemoPeople {
  const people: DemoPeople = {
    persons: [],
    personal: [],
    addresses: [],
    helpers: [],
    skills: [],
    workingTimes: [],
  };
  const add = (role: string, name: string, number: number): string => {
    const id = demoId(`${role}/${number}`);
    people.persons.push({ id, role, city: CITY });
    people.personal.push({ personId: id, name, phone: phone(number) });
    return id;
  };
  addCustomers(people, add);
  add('ops', '陈静', 11);
  add('ops', '刘洋', 12);
  add('agent', '孙倩', 21);
  for (let n = 0; n < HELPERS; n += 1) addHelper(people, n, add, now);
  return people;
}

function addCustomers(people: DemoPeople, add: Add): void {
  const homes = [
    { name: '张敏', district: '370303', line: '柳泉路 125 号 3 号楼 2 单元 501', east: 0.004, north: 0.006 },
    { name: '李强', district: '370303', line: '华光路 88 号 6 号楼 1 单元 1102', east: -0.012, north: 0.01 },
    { name: '王芳', district: '370305', line: '齐园路 16 号 1 号楼 3 单元 302', east: 0.003, north: -0.004 },
  ];
  homes.forEach(({ name, district, line, east, north }, n) => {
    const personId = add('customer', name, n + 1);
    const seat = seatOf(district);
    people.addresses.push({
      id: demoId(`address/${n + 1}`),
      personId,
      contactName: name,
      contactPhone: phone(n + 1),
      city: CITY,
      district,
      line,
      latitude: seat.latitude + north,
      longitude: seat.longitude + east,
    });
  });
}
