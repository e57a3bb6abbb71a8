import { z } from 'zod';

export const MoneyShape = z
  .strictObject({
    minor: z.int().meta({ description: 'Integer minor units (cents)', example: 4000 }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .meta({ description: 'ISO 4217', example: 'USD' }),
  })
  .meta({ id: 'Money', description: 'An amount in integer minor units of one currency' });

/** A library's symbol; also the tenant of its rows. A practice copy's is its library's with `-P1`, `-P2` … behind it (`isPractice` of the kernel). */
export const LibrarySymbol = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{1,15}(-P[1-9]\d{0,3})?$/)
  .meta({ id: 'LibrarySymbol', example: 'TSU' });

/** Stands for a patron everywhere outside directory; tells nothing about them. */
export const PatronRef = z
  .string()
  .regex(/^p_[A-Za-z0-9_-]{10,40}$/)
  .meta({ id: 'PatronRef', example: 'p_7Jq2mW0cVx1u' });

export const Day = z.iso.date().meta({ example: '2025-10-09' });
export const Moment = z.iso.datetime();
/** A plain sentence for people; never a name or an address of a patron. */
export const Sentence = z.string().min(1).max(2000);
/** Where parcels to a library go: as it is printed, line by line. Of a library, never of a patron. */
export const PostalAddress = z
  .string()
  .trim()
  .min(1)
  .max(400)
  .meta({ description: 'Where parcels go, as printed on a label: up to eight lines' });
