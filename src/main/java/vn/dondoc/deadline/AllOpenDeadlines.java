package vn.dondoc.deadline;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.dondoc.deadline.OpenDeadlines.Moving;
import vn.dondoc.deadline.OpenDeadlines.Progress;

/** Open deadlines of every sort, in the order in which people read them. */
@Component
class AllOpenDeadlines {

  private final List<OpenDeadlines> sorts;

  /** Duties come first, as the order of the beans says. */
  AllOpenDeadlines(List<OpenDeadlines> sorts) {
    this.sorts = sorts;
  }

  List<Moving> moving(CalendarChange change) {
    return sorts.stream().flatMap(sort -> sort.moving(change).stream()).toList();
  }

  List<Moving> decide(
      CalendarChange change, long decisionId, boolean move, String person, String remark) {
    return sorts.stream()
        .flatMap(sort -> sort.decide(change, decisionId, move, person, remark).stream())
        .toList();
  }

  /**
   * One sort after the other, the duties last: their facts are right already, whereas a timer acts
   * at its old date, and what keeps one sort from being told must not keep the others.
   */
  void follow(long decisionId) {
    for (int i = sorts.size() - 1; i >= 0; i--) {
      if (!sorts.get(i).progressOf(decisionId).isComplete()) {
        sorts.get(i).follow(decisionId);
        return;
      }
    }
  }

  Progress progressOf(long decisionId) {
    return sorts.stream()
        .map(sort -> sort.progressOf(decisionId))
        .reduce(new Progress(0, 0), Progress::plus);
  }
}
