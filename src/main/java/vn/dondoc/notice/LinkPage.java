package vn.dondoc.notice;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Where the links of mails and calendars lead: on to the task as it is now. A task gets a new id
 * whenever its duty is extended, returned or reassigned, and an address in Tasklist does not
 * outlive a sign-in.
 */
@Controller
class LinkPage {

  private final LinkWorkflow workflow;

  LinkPage(LinkWorkflow workflow) {
    this.workflow = workflow;
  }

  @GetMapping("/link/duty/{id}")
  String duty(@PathVariable long id) {
    return task(workflow.taskOfDuty(id));
  }

  @GetMapping("/link/case/{id}")
  String escalationCase(@PathVariable long id) {
    return task(workflow.taskOfCase(id));
  }

  @GetMapping("/link/report/{campaign}")
  String report(@PathVariable String campaign) {
    return task(workflow.taskOfReport(campaign));
  }

  private static String task(String id) {
    return id == null ? "link" : "redirect:/camunda/app/tasklist/default/#/?task=" + id;
  }
}
