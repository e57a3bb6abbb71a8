-- What the lender's charges policy has it ask for something lent, until it has answered.
ALTER TABLE "lent" ADD COLUMN     "asks" JSONB;
