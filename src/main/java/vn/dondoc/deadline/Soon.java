package vn.dondoc.deadline;

import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.QueryWord;

/** Lets a filter of Tasklist ask for what is due soon; queries mean "before", not "until". */
@Component
class Soon implements QueryWord {

  private final DueDates dueDates;

  Soon(DueDates dueDates) {
    this.dueDates = dueDates;
  }

  @Override
  public String text() {
    return "${soon()}";
  }

  @Override
  public Object meaningFor(String user) {
    return dueDates.date(dueDates.soon().plus(1, ChronoUnit.MILLIS));
  }
}
