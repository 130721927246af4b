package vn.dondoc.escalation;

/**
 * A row of the policy table {@code EscalationPolicy.dmn}; days are working days.
 *
 * @param caseOf {@code superior} for one case of all units below a superior, {@code unit} for one
 *     each
 * @param superiorDays what the direct superior has to act, 0 to go to the committee at once
 * @param committeeDays what the committee has to decide
 * @param chairDays after how many its chair is told again
 * @param answerDays what an urged unit has to answer if the committee names no date
 */
record EscalationPolicy(
    String caseOf, int superiorDays, int committeeDays, int chairDays, int answerDays) {

  boolean groupsBySuperior() {
    return caseOf.equals("superior");
  }
}
