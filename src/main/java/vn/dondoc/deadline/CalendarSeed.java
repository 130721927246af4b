package vn.dondoc.deadline;

import java.time.LocalDate;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.Preparation;

/** Brings the days of the data file into the calendar at start, each one only once. */
@Component
@Order(5)
class CalendarSeed implements Preparation {

  private static final Logger log = LoggerFactory.getLogger(CalendarSeed.class);

  private final Resource file;
  private final CalendarDays days;
  private final WorkingCalendar calendar;

  CalendarSeed(
      @Value("classpath:data/working-calendar.csv") Resource file,
      CalendarDays days,
      WorkingCalendar calendar) {
    this.file = file;
    this.days = days;
    this.calendar = calendar;
  }

  @Override
  public void prepare() {
    var stated = CalendarFile.read(file);
    Set<LocalDate> seeded = days.seeded();
    stated.stream().filter(day -> !seeded.contains(day.day())).forEach(days::seed);
    calendar.refresh();
  }

  /** Next year's notice comes out in the autumn; who waits for the first error is late. */
  @EventListener(ApplicationReadyEvent.class)
  void warnOfYearsWithoutAnOfficialCalendar() {
    int thisYear = calendar.today().getYear();
    for (int year = thisYear; year <= thisYear + 1; year++) {
      switch (calendar.knowledgeOf(year)) {
        case NONE -> log.warn("{}", new CalendarYearMissing(year).getMessage());
        case ESTIMATE ->
            log.warn(
                "Lịch làm việc năm {} mới là dự tính: hãy cập nhật khi có thông báo chính thức.",
                year);
        case OFFICIAL -> {}
      }
    }
  }
}
