package vn.dondoc.organisation;

import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.HandOverWorkflow.HeldTask;
import vn.dondoc.organisation.Officers.Person;

/**
 * Which officer of a unit works on a task. Every officer of the unit may take it over from a
 * colleague or hand it over to one: nobody has to wait for who is ill.
 */
@RestController
class HandOverApi {

  private final HandOverWorkflow workflow;
  private final Officers officers;
  private final Absences absences;

  HandOverApi(HandOverWorkflow workflow, Officers officers, Absences absences) {
    this.workflow = workflow;
    this.officers = officers;
    this.absences = absences;
  }

  /**
   * Who works on the task, and who could.
   *
   * @param holder null if nobody has taken it up
   * @param substitute who stands in for the holder today, null if nobody does
   * @param colleagues officers of the unit, without the holder; empty for who only reads the task
   */
  record Holding(Person holder, Person substitute, List<Person> colleagues) {}

  /**
   * @param from who held it when the person looked, null if nobody did
   * @param to who is to hold it
   */
  record HandOver(String from, String to) {}

  @GetMapping("/api/tasks/{id}/holder")
  Holding holding(@PathVariable String id, Principal person) {
    HeldTask task = require(id);
    boolean own = HandOverWorkflow.isOf(task, officers.unitsOf(person.getName()));
    return new Holding(
        person(task.holder()),
        task.holder() == null ? null : person(absences.substituteOf(task.holder()).orElse(null)),
        own
            ? officers.of(task.units()).stream()
                .filter(colleague -> !colleague.user().equals(task.holder()))
                .toList()
            : List.of());
  }

  /** 409 if the task has changed hands since the person looked. */
  @PutMapping("/api/tasks/{id}/holder")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void handOver(@PathVariable String id, @RequestBody HandOver handOver, Principal person) {
    HeldTask task = require(id);
    if (!HandOverWorkflow.isOf(task, officers.unitsOf(person.getName()))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Chỉ cán bộ của đơn vị được giao việc mới được chuyển việc này.");
    }
    if (officers.of(task.units()).stream()
        .noneMatch(colleague -> colleague.user().equals(handOver.to()))) {
      throw new InvalidInput("to", "Chỉ chuyển được cho cán bộ cùng đơn vị (to).");
    }
    if (!workflow.pass(id, handOver.from(), handOver.to())) {
      String holder = require(id).holder();
      if (!Objects.equals(holder, handOver.to())) {
        throw overtaken(holder);
      }
    }
  }

  private ErrorResponseException overtaken(String holder) {
    return new ErrorResponseException(
        HttpStatus.CONFLICT,
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT,
            holder == null
                ? "Việc này vừa được bỏ tiếp nhận. Hãy mở lại rồi chuyển."
                : "Việc này vừa chuyển sang " + officers.nameOf(holder) + "."),
        null);
  }

  private HeldTask require(String id) {
    return workflow
        .find(id)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "Không tìm thấy việc hoặc bạn không được xem."));
  }

  private Person person(String user) {
    return user == null ? null : new Person(user, officers.nameOf(user));
  }
}
