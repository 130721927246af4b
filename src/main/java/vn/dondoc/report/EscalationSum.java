package vn.dondoc.report;

/**
 * Missed deadlines of an agency, or of a district with its communes.
 *
 * @param district whether it is a district
 * @param missed deadlines missed
 * @param open of which nobody has submitted or settled anything yet
 * @param superiorTold of which the direct superior was told
 * @param committeeTold of which the committee was told
 */
public record EscalationSum(
    String agency,
    String agencyName,
    boolean district,
    long missed,
    long open,
    long superiorTold,
    long committeeTold,
    long extended,
    long urged,
    long reassigned,
    long waived) {

  /** Both together. */
  public EscalationSum plus(EscalationSum other) {
    return new EscalationSum(
        agency,
        agencyName,
        district,
        missed + other.missed,
        open + other.open,
        superiorTold + other.superiorTold,
        committeeTold + other.committeeTold,
        extended + other.extended,
        urged + other.urged,
        reassigned + other.reassigned,
        waived + other.waived);
  }

  /** Nothing yet, under this name. */
  static EscalationSum none(String name) {
    return new EscalationSum("", name, false, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
