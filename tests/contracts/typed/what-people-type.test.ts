import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mostQuantity, visitMinutes } from '#contracts/orders/visit-minutes.ts';
import { codeOf, findCode } from '#contracts/typed/code.ts';
import { findOrderNumber, orderNumberStart } from '#contracts/typed/order-number.ts';
import { ContactPhone, Mobile } from '#contracts/typed/phone.ts';
import { freeText, isolated, oneLine } from '#contracts/typed/text.ts';
import { wholeNumber } from '#contracts/typed/whole-number.ts';
import { maskPhone } from '#platform/personal.ts';

describe('F34: one reader for all phone numbers', () => {
  test.each([
    ['13900000002'],
    ['139 0000 0002'],
    ['139-0000-0002'],
    ['+8613900000002'],
    ['+86 139 0000 0002'],
    ['008613900000002'],
    ['0086-139-0000-0002'],
    ['86 13900000002'],
    ['１３９０００００００２'],
    ['＋８６ １３９０００００００２'],
    ['\u202d139 0000 0002\u202c'],
    ['\u200b13900000002 '],
  ])('%p is a mobile number', (typed) => {
    expect(Mobile.parse(typed)).toBe('+8613900000002');
    expect(ContactPhone.parse(typed)).toBe('+8613900000002');
  });

  test.each([
    ['0533-2345678', '+865332345678', '0533****5678'],
    ['0533 234 5678', '+865332345678', '0533****5678'],
    ['(0533)2345678', '+865332345678', '0533****5678'],
    ['（０５３３）２３４５６７８', '+865332345678', '0533****5678'],
    ['+86 533 2345678', '+865332345678', '0533****5678'],
    ['0086 0533 2345678', '+865332345678', '0533****5678'],
    ['010-62345678', '+861062345678', '010****5678'],
    ['0531 82345678', '+8653182345678', '0531****5678'],
  ])('a landline: %p is %p, shown as %p', (typed, e164, masked) => {
    expect(ContactPhone.parse(typed)).toBe(e164);
    expect(maskPhone(e164)).toBe(masked);
    expect(Mobile.safeParse(typed).success).toBe(false);
  });

  test.each([
    [''],
    ['139000000'],
    ['139000000021'],
    ['12900000002'],
    ['2345678'],
    ['5332345678'],
    ['+1 202 555 0100'],
    ['139 0000 000a'],
    ['13900000002,13900000003'],
  ])('%p is none', (typed) => {
    expect(Mobile.safeParse(typed).success).toBe(false);
    expect(ContactPhone.safeParse(typed).success).toBe(false);
  });

  test('a long run of separators costs no time', () => {
    const long = `${' '.repeat(50_000)}x`;
    const before = performance.now();
    expect(ContactPhone.safeParse(long).success).toBe(false);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test('what was read is read as the same again', () => {
    const digits = fc.integer({ min: 1, max: 200_000_000 }).map((n) => String(n).padStart(9, '0'));
    fc.assert(
      fc.property(fc.constantFrom('13', '18', '0533', '010', '0531'), digits, (start, rest) => {
        const read = ContactPhone.safeParse(
          start + rest.slice(0, start === '0533' ? 7 : start.length > 2 ? 8 : 9),
        );
        if (read.success) expect(ContactPhone.parse(read.data)).toBe(read.data);
      }),
    );
  });
});

describe('F35: a quantity never changes silently', () => {
  test.each([
    ['4', 4],
    ['４', 4],
    [' 12 ', 12],
    ['2.5', null],
    ['25h', null],
    ['', null],
    ['-3', null],
  ])('%p is read as %p', (typed, value) => expect(wholeNumber(typed)).toBe(value));

  test('the most of a service is the most whose visit fits into a day', () => {
    const hourly = { shape: 'visit', standardMinutes: 120, usualQuantity: 2 };
    const byArea = { shape: 'visit', standardMinutes: 360, usualQuantity: 80 };
    expect(mostQuantity(hourly)).toBe(24);
    for (const service of [hourly, byArea]) {
      expect(visitMinutes(service, mostQuantity(service))).toBeLessThanOrEqual(24 * 60);
      expect(visitMinutes(service, mostQuantity(service) + 1)).toBeGreaterThan(24 * 60);
    }
  });
});

describe('F36: a pasted code is found', () => {
  test.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['１２３４５６', '123456'],
    ['【安家】您的验证码 123456，5 分钟内有效。', '123456'],
    ['验证码：123 456（10 分钟）', '123456'],
    ['Your code is 123456. It is good for 5 minutes.', '123456'],
    ['12', '12'],
    ['1234567', '1234567'],
    ['123456 或 654321', '123456654321'],
  ])('%p gives %p', (typed, code) => expect(findCode(typed, 6)).toBe(code));

  test('the API reads spaces and full-width digits, too, and nothing longer or shorter', () => {
    expect(codeOf(6).parse(' 123 456 ')).toBe('123456');
    expect(codeOf(4).parse('１２３４')).toBe('1234');
    for (const typed of ['12345', '1234567', '12345a', ''])
      expect(codeOf(6).safeParse(typed).success).toBe(false);
  });
});

describe('F37: what cannot be shown as typed is not signed', () => {
  const name = oneLine(1, 40);
  test.each([
    ['\u202egnp'],
    ['张\u202d三'],
    ['\u200b'],
    ['\u3164'],
    ['\u2800 \u00ad'],
    ['\u0007a'],
    [' \t\n'],
  ])('%j is no name', (typed) => expect(name.safeParse(typed).success).toBe(false));
  test.each([
    ['张三', '张三'],
    ['  张  三 ', '张 三'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['\u2068王芳\u2069', '王芳'],
    ['王\u200b芳\ufeff', '王芳'],
    ['O’Neill', 'O’Neill'],
    ['𠮷田', '𠮷田'],
    ['نۇرگۈل', 'نۇرگۈل'],
  ])('%j is %j', (typed, read) => expect(name.parse(typed)).toBe(read));

  test('an address is one line, whatever was pasted', () =>
    expect(oneLine(2, 120).parse('柳泉路 1 号\r\n3 单元\n502')).toBe('柳泉路 1 号 3 单元 502'));

  test('remarks keep their lines, and turn nothing around', () => {
    expect(freeText(500).parse('第一行\r\n第二行 ')).toBe('第一行\n第二行');
    expect(freeText(500).parse('')).toBe('');
    expect(freeText(500).parse('a\u202eb\u0007c')).toBe('abc');
  });

  test('a stored name keeps its direction to itself', () => {
    expect(isolated('王芳')).toBe('王芳');
    expect(isolated('\u202egnp')).toBe('\u2068gnp\u2069');
  });
});

describe('F37: order numbers as they are pasted', () => {
  test.each([
    ['JZ260101-ABCDEFGH', 'JZ260101-ABCDEFGH'],
    ['jz260101-abcdefgh', 'JZ260101-ABCDEFGH'],
    ['订单号：JZ260101-ABCDEFGH，请', 'JZ260101-ABCDEFGH'],
    ['ＪＺ２６０１０１－ＡＢＣＤＥＦＧＨ', 'JZ260101-ABCDEFGH'],
    ['JZ260101 ABCDEFGH', 'JZ260101-ABCDEFGH'],
    ['JZ260101', null],
    ['nothing', null],
  ])('%p: %p', (typed, number) => expect(findOrderNumber(typed)).toBe(number));
  test('the beginning of one searches', () => expect(orderNumberStart(' jz 2601')).toBe('JZ2601'));
});
