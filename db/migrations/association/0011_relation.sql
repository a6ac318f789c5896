-- What the applicant is to the beneficiary when one applies for another: a word of a closed list; NULL for oneself.
ALTER TABLE requests ADD COLUMN relation TEXT;
