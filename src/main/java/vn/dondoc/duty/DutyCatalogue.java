package vn.dondoc.duty;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.DutiesDeployed;
import vn.dondoc.engine.DutyDeclaration;
import vn.dondoc.engine.DutyDeclaration.Metric;

/**
 * The definitions of duties, as the deployed models declare them, in the database where every list
 * can join them.
 */
@Component
class DutyCatalogue {

  private final JdbcClient jdbc;

  /** Definitions never change once written. */
  private final Map<String, Definition> known = new ConcurrentHashMap<>();

  DutyCatalogue(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What a duty takes from its definition.
   *
   * @param request whether the directive asks instead of assigning
   * @param restricted whether what it yields is personal data
   */
  record Definition(long id, String name, boolean request, boolean restricted) {}

  @EventListener
  void record(DutiesDeployed deployed) {
    deployed.declarations().forEach(this::record);
  }

  private void record(DutyDeclaration duty) {
    jdbc.sql(
            """
            insert into duty_definition (process_definition_id, directive, activity_id, clause, name,
              task, coordinators, deliverable, is_request, restricted)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            duty.processDefinitionId(),
            duty.directive(),
            duty.activityId(),
            duty.clause(),
            duty.name(),
            duty.task(),
            duty.coordinators(),
            duty.deliverable(),
            duty.request(),
            duty.restricted())
        .update();
    long id = select(duty.processDefinitionId(), duty.activityId()).id();
    int place = 0;
    for (Metric metric : duty.metrics()) {
      jdbc.sql("insert into duty_metric (definition_id, metric, label, place) values (?, ?, ?, ?)")
          .params(id, metric.id(), metric.label(), place++)
          .update();
    }
  }

  /** The definition that this call activity of this deployed model declares. */
  Definition require(String processDefinitionId, String activityId) {
    return known.computeIfAbsent(
        processDefinitionId + "/" + activityId, key -> select(processDefinitionId, activityId));
  }

  private Definition select(String processDefinitionId, String activityId) {
    return jdbc.sql(
            """
            select id, name, is_request as request, restricted from duty_definition
            where process_definition_id = ? and activity_id = ?
            """)
        .params(processDefinitionId, activityId)
        .query(Definition.class)
        .single();
  }

  /** The figures that a duty asks for, in the order of its declaration. */
  List<Metric> metricsOf(long dutyId) {
    return jdbc.sql(
            """
            select m.metric as id, m.label as label from duty_metric m
            join duty d on d.definition_id = m.definition_id
            where d.id = ? order by m.place
            """)
        .param(dutyId)
        .query(Metric.class)
        .list();
  }
}
