/** A mainland number as people write it: 137 0000 1111. A masked one stays as it is. */
export function phoneWords(phone: string): string {
  const digits = phone.replace(/^\+?86(?=1)/, '');
  return /^\d{11}$/.test(digits) ? digits.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3') : phone;
}
