package vn.dondoc.escalation;

/** The last duty has left this case. Published inside the transaction in which it left. */
record CaseEmptied(long caseId) {}
