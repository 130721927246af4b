package vn.dondoc.board;

import java.time.LocalDate;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.lang.Nullable;
import org.springframework.util.StringUtils;
import vn.dondoc.duty.DutyState;
import vn.dondoc.duty.TimeStatus;

/**
 * Which duties of a campaign are looked for; what is null narrows nothing.
 *
 * @param campaign id, null for the newest
 * @param asOf the past day at whose end they are looked at, null for now
 * @param done those that are done, in time or not
 * @param agency code of a body at provincial level, or of a district with its communes
 * @param unit code of the unit that owes them
 * @param level only those of provincial bodies, or of districts and communes
 * @param escalation id of the escalation case that held them
 * @param text what a unit, a duty or its clause is called, tone marks or not
 */
record DutySearch(
    @Nullable String campaign,
    @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate asOf,
    @Nullable TimeStatus status,
    @Nullable Boolean done,
    @Nullable DutyState state,
    @Nullable String agency,
    @Nullable String unit,
    @Nullable Level level,
    @Nullable String clause,
    @Nullable Long escalation,
    @Nullable String text) {

  /** At which level of the province the units are. */
  enum Level {
    /** Bodies at provincial level. */
    AGENCIES,
    /** Districts and communes. */
    DISTRICTS
  }

  DutySearch {
    campaign = stripped(campaign);
    agency = stripped(agency);
    unit = stripped(unit);
    clause = stripped(clause);
    text = stripped(text);
    done = Boolean.TRUE.equals(done) ? Boolean.TRUE : null;
  }

  private static String stripped(String text) {
    return StringUtils.hasText(text) ? text.strip() : null;
  }
}
