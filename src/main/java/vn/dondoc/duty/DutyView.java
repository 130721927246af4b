package vn.dondoc.duty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A duty as forms show it; times are local.
 *
 * @param workingDaysLeft working days until the due date, negative if it has passed
 * @param submission the latest of what its unit sent up, null if nothing yet
 * @param draft what its unit has filled in since, null if nothing, and for everybody else
 */
record DutyView(
    long id,
    CampaignRef campaign,
    String clause,
    String name,
    String task,
    UnitRef unit,
    UnitRef reviewer,
    String coordinators,
    String deliverable,
    boolean request,
    boolean restricted,
    LocalDateTime originalDue,
    LocalDateTime due,
    int workingDaysLeft,
    TimeStatus timeStatus,
    String timeStatusText,
    String stateText,
    List<MetricView> metrics,
    SubmissionView submission,
    Drafts.Draft draft,
    List<HistoryEntry> history) {

  record CampaignRef(String id, String documentNumber, String title) {}

  record UnitRef(String code, String name) {}

  record MetricView(String id, String label, BigDecimal value) {}

  record SubmissionView(
      String outcome,
      String summary,
      String reason,
      LocalDate requestedDue,
      LocalDateTime at,
      String by,
      String byName) {}
}
