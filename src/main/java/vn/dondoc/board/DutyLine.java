package vn.dondoc.board;

import java.time.LocalDateTime;
import org.springframework.lang.Nullable;
import vn.dondoc.duty.DutyState;
import vn.dondoc.duty.TimeStatus;

/**
 * A duty in a list, as it stands or stood; times are local.
 *
 * @param unit code of the unit that owes it
 * @param superior name of the district of a commune, null for all others
 * @param submittedAt when the result that stands was submitted, null if none
 * @param workingDaysLate between its due date and its report, or today; 0 if it is not late
 */
record DutyLine(
    long id,
    String clause,
    String name,
    String unit,
    String unitName,
    @Nullable String superior,
    LocalDateTime originalDue,
    LocalDateTime due,
    @Nullable LocalDateTime submittedAt,
    DutyState state,
    TimeStatus timeStatus,
    int workingDaysLate) {}
