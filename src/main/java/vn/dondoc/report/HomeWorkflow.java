package vn.dondoc.report;

import java.util.Comparator;
import java.util.List;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.filter.Filter;
import org.springframework.stereotype.Component;

/** What the page of everybody asks the engine, which answers as far as the person may see. */
@Component
class HomeWorkflow {

  private final FilterService filters;
  private final RuntimeService runtime;

  HomeWorkflow(FilterService filters, RuntimeService runtime) {
    this.filters = filters;
    this.runtime = runtime;
  }

  /** A filter of Tasklist, with how many tasks it shows this person. */
  record WorkList(String id, String name, long tasks) {}

  /** In the order in which Tasklist shows them. */
  List<WorkList> workLists() {
    return filters.createTaskFilterQuery().list().stream()
        .sorted(Comparator.comparingInt(HomeWorkflow::priority).thenComparing(Filter::getName))
        .map(
            filter -> new WorkList(filter.getId(), filter.getName(), filters.count(filter.getId())))
        .toList();
  }

  private static int priority(Filter filter) {
    return filter.getProperties() != null
            && filter.getProperties().get("priority") instanceof Number priority
        ? priority.intValue()
        : 0;
  }

  /** Jobs that have failed for good and wait for an administrator, among other incidents. */
  long incidents() {
    return runtime.createIncidentQuery().count();
  }
}
