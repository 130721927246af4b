package vn.dondoc.notice;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.FluentComponent;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.DueDates;

/** Deadlines in iCalendar (RFC 5545): the same deadlines give the same bytes. */
@Component
class FeedCalendar {

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

  /** An event needs a length to be seen in a calendar; it ends with the deadline. */
  private static final Duration LENGTH = Duration.ofMinutes(30);

  private static final Duration REFRESH = Duration.ofHours(1);

  /** Letters a line, of up to three bytes each; RFC 5545 wants at most 75 bytes. */
  private static final int FOLD = 25;

  private final DueDates dueDates;

  FeedCalendar(DueDates dueDates) {
    this.dueDates = dueDates;
  }

  /**
   * @param link turns the path to a task into its address
   */
  String write(Feeds.Feed feed, UnaryOperator<String> link) {
    Calendar calendar =
        new Calendar()
            .withProdId("-//Don Doc//Lich han//VI")
            .withProperty(ImmutableVersion.VERSION_2_0)
            .withProperty(ImmutableCalScale.GREGORIAN)
            .withProperty(new XProperty("X-WR-CALNAME", "Hạn nhiệm vụ – " + feed.unitName()))
            .withProperty(new XProperty("X-PUBLISHED-TTL", REFRESH.toString()))
            .withProperty(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH))
            .getFluentTarget();
    feed.deadlines().forEach(deadline -> calendar.withComponent(event(deadline, link)));
    StringWriter text = new StringWriter();
    try {
      // A calendar without an event is none to the check, but a unit may owe nothing.
      new CalendarOutputter(!feed.deadlines().isEmpty(), FOLD).output(calendar, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private VEvent event(Feeds.Deadline deadline, UnaryOperator<String> link) {
    String task = link.apply(Words.TO_DUTY + deadline.id());
    FluentComponent event =
        new VEvent(false)
            .withProperty(new Uid("duty-" + deadline.id() + "@don-doc"))
            .withProperty(new DtStamp(instant(deadline.changedAt())))
            .withProperty(new LastModified(instant(deadline.changedAt())))
            .withProperty(new Sequence(deadline.changes()))
            .withProperty(new DtStart<>(instant(deadline.due().minus(LENGTH))))
            .withProperty(new DtEnd<>(instant(deadline.due())))
            .withProperty(
                new Summary(
                    "%s – %s (%s %s)"
                        .formatted(
                            deadline.clause(),
                            deadline.name(),
                            deadline.request() ? "thời hạn đề nghị" : "hạn",
                            HOUR.format(deadline.due()))))
            .withProperty(new Description(task))
            .withProperty(new Url(URI.create(task)))
            // It takes nobody's time away.
            .withProperty(ImmutableTransp.TRANSPARENT);
    return (VEvent) event.getFluentTarget();
  }

  private Instant instant(LocalDateTime local) {
    return dueDates.date(local).toInstant();
  }
}
