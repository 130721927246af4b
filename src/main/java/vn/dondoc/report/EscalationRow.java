package vn.dondoc.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.lang.Nullable;
import vn.dondoc.duty.TimeStatus;
import vn.dondoc.escalation.Stage;

/**
 * A deadline that was missed, and what followed. Times are local; days late are working days.
 *
 * @param clause of the directive
 * @param agency code of the agency, or of the district that the unit belongs to
 * @param due the deadline that was missed
 * @param extendedDue the due date that counts now if it is not the original one
 * @param completedAt when the result was submitted, of what is done
 * @param daysLate until it was submitted or settled, or until now
 * @param cause what the unit gave as its reason or obstacle last
 * @param stage whose turn it is; null if it was settled before it was in a case
 * @param lateAtSuperior days late when the direct superior was told
 * @param lateAtCommittee days late when the committee was told
 * @param lateAtDecision days late when the committee decided
 * @param decision of the committee, in words
 * @param decidedBy name of who decided
 * @param timeStatus of the duty now
 * @param standing how the duty stands now, in words
 */
public record EscalationRow(
    long dutyId,
    String clause,
    String name,
    boolean request,
    String unit,
    String unitName,
    String agency,
    String agencyName,
    String coordinators,
    LocalDateTime originalDue,
    LocalDateTime due,
    @Nullable LocalDateTime extendedDue,
    @Nullable LocalDateTime completedAt,
    int daysLate,
    @Nullable String cause,
    @Nullable Stage stage,
    @Nullable LocalDateTime superiorToldAt,
    @Nullable LocalDateTime superiorUrgedAt,
    @Nullable LocalDateTime committeeToldAt,
    @Nullable Integer lateAtSuperior,
    @Nullable Integer lateAtCommittee,
    @Nullable Integer lateAtDecision,
    @Nullable String decision,
    @Nullable LocalDateTime decidedAt,
    @Nullable String decidedBy,
    @Nullable String remark,
    TimeStatus timeStatus,
    String standing) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  /** Whether this is the deadline that counts for the duty now, or counted in the end. */
  public boolean stands() {
    return due.equals(extendedDue == null ? originalDue : extendedDue);
  }

  /** What people read of {@link #stage}. */
  public String stageText() {
    return stage == null ? "Giải quyết trước khi lập hồ sơ" : stage.text();
  }

  /** Who was told and what was done about it, with the days late at each step, in one line. */
  public String urging() {
    List<String> steps = new ArrayList<>();
    if (superiorToldAt != null) {
      steps.add("báo cáo cấp trên " + DAY.format(superiorToldAt) + late(lateAtSuperior));
    }
    if (superiorUrgedAt != null) {
      steps.add("cấp trên đôn đốc " + DAY.format(superiorUrgedAt));
    }
    if (committeeToldAt != null) {
      steps.add("báo cáo UBND tỉnh " + DAY.format(committeeToldAt) + late(lateAtCommittee));
    }
    if (decision != null) {
      steps.add(decidedBy + " " + decision + " " + DAY.format(decidedAt) + late(lateAtDecision));
    }
    String line = String.join("; ", steps);
    return line.isEmpty() ? line : Character.toUpperCase(line.charAt(0)) + line.substring(1);
  }

  private static String late(int days) {
    return days == 0 ? "" : " (quá " + days + " ngày)";
  }

  static LocalDate day(LocalDateTime time) {
    return time == null ? null : time.toLocalDate();
  }
}
