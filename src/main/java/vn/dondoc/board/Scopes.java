package vn.dondoc.board;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import vn.dondoc.deadline.CalendarYearMissing;
import vn.dondoc.deadline.DueDates;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Kind;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/**
 * How much of which campaign a person sees: committee, lead agency and administrators all of it,
 * everybody else what their units and those directly below owe.
 */
@Component
class Scopes {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  private final JdbcClient jdbc;
  private final Units units;
  private final DueDates dueDates;
  private final Clock clock;

  Scopes(JdbcClient jdbc, Units units, DueDates dueDates, Clock clock) {
    this.jdbc = jdbc;
    this.units = units;
    this.dueDates = dueDates;
    this.clock = clock;
  }

  /** Whether the person has a board: communes have their task list. */
  boolean hasBoard(Viewer viewer) {
    return viewer.administrator()
        || viewer.units().stream()
            .anyMatch(code -> units.find(code).filter(u -> u.kind() != Kind.COMMUNE).isPresent());
  }

  /** The campaigns that the person has to do with, those under way first, the newest first. */
  List<CampaignSeen> campaigns(Viewer viewer) {
    return jdbc.sql(
            """
            select c.id, c.document_number, c.title, c.issued_on, c.period_end, c.lead_unit,
              c.committee, c.closed_at
            from campaign c
            where :administrator or c.lead_unit in (:units) or c.committee in (:units)
              or exists (select 1 from duty d where d.campaign_id = c.id and d.unit in (:reach))
            order by case when c.closed_at is null then 0 else 1 end, c.issued_on desc,
              c.issued_at desc, c.id
            """)
        .param("administrator", viewer.administrator())
        .param("units", notEmpty(viewer.units()))
        .param("reach", reach(viewer))
        .query(CampaignSeen.class)
        .list();
  }

  /**
   * What the person sees of one of these campaigns.
   *
   * @param campaign id of the one wanted, null or empty for the first
   * @param asOf the day at whose end it is looked at, null for now
   * @return nothing if there is none at all
   * @throws NotFound if the one wanted is not among them
   * @throws InvalidInput if the day is before its issue, after today or not in the calendar
   */
  Optional<Scope> choose(
      Viewer viewer,
      List<CampaignSeen> campaigns,
      @Nullable String campaign,
      @Nullable LocalDate asOf) {
    if (StringUtils.hasText(campaign)) {
      return Optional.of(
          campaigns.stream()
              .filter(one -> one.id().equals(campaign))
              .findFirst()
              .map(found -> scope(viewer, found, asOf))
              .orElseThrow(() -> new NotFound("đợt vận động")));
    }
    return campaigns.stream().findFirst().map(found -> scope(viewer, found, asOf));
  }

  private Scope scope(Viewer viewer, CampaignSeen campaign, @Nullable LocalDate asOf) {
    LocalDateTime now = LocalDateTime.now(clock);
    boolean all = viewer.isOf(campaign.leadUnit(), campaign.committee());
    if (asOf == null || asOf.equals(now.toLocalDate())) {
      return new Scope(campaign, all, reach(viewer), null, now, dueDates.soon());
    }
    if (asOf.isBefore(campaign.issuedOn()) || asOf.isAfter(now.toLocalDate())) {
      throw new InvalidInput(
          "asOf",
          "Ngày xem số liệu (asOf) phải từ ngày ban hành %s đến hôm nay %s."
              .formatted(DAY.format(campaign.issuedOn()), DAY.format(now)));
    }
    try {
      return new Scope(
          campaign,
          all,
          reach(viewer),
          asOf,
          asOf.atTime(LocalTime.of(23, 59, 59)),
          dueDates.soonOn(asOf));
    } catch (CalendarYearMissing e) {
      throw new InvalidInput("asOf", "Ngày xem số liệu (asOf): " + e.getMessage());
    }
  }

  private Set<String> reach(Viewer viewer) {
    Set<String> reach = new HashSet<>(viewer.units());
    viewer.units().stream().filter(units::exists).forEach(code -> reach.addAll(units.below(code)));
    return notEmpty(reach);
  }

  /** Not every database takes an empty list. */
  private static Set<String> notEmpty(Set<String> codes) {
    return codes.isEmpty() ? Set.of("") : codes;
  }
}
