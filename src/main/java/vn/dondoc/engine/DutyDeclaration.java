package vn.dondoc.engine;

import java.util.List;

/**
 * A duty as its call activity declares it.
 *
 * @param processDefinitionId the deployed version of the model that declares it
 * @param directive the directive it belongs to, e.g. {@code insurance-month}
 * @param activityId e.g. {@code Duty_11_d3}
 * @param clause its clause in the directive, e.g. {@code 11.d3}
 * @param name short name that people read
 * @param task what the responsible unit is asked to do
 * @param unit expression that yields the code of the responsible unit
 * @param coordinators coordinating bodies, may be empty
 * @param due expression that yields the due date
 * @param deliverable what proves that it is done
 * @param metrics figures to be reported
 * @param request whether the directive asks ("đề nghị") instead of assigning
 * @param restricted whether its evidence holds personal data
 */
public record DutyDeclaration(
    String processDefinitionId,
    String directive,
    String activityId,
    String clause,
    String name,
    String task,
    String unit,
    String coordinators,
    String due,
    String deliverable,
    List<Metric> metrics,
    boolean request,
    boolean restricted) {

  /** A figure: its id in the REST contract, and the label that people read. */
  public record Metric(String id, String label) {}
}
