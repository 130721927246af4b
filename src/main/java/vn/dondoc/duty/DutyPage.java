package vn.dondoc.duty;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A duty to read, with its history: what every list of duties leads to. */
@Controller
class DutyPage {

  private static final String TASK = "/camunda/app/tasklist/default/#/?task=";

  private final DutyViews views;
  private final EvidenceFiles evidence;
  private final DutyTasksWorkflow workflow;

  DutyPage(DutyViews views, EvidenceFiles evidence, DutyTasksWorkflow workflow) {
    this.views = views;
    this.evidence = evidence;
    this.workflow = workflow;
  }

  @GetMapping("/duties/{id}")
  @Transactional(readOnly = true)
  String duty(@PathVariable long id, Model page) {
    Duty duty = views.visible(id);
    page.addAttribute("duty", views.of(id));
    page.addAttribute("state", duty.state());
    // Null where what it yields is not for this person.
    page.addAttribute("files", evidence.ofAll(List.of(duty)).get(id));
    String task = workflow.tasks("PerformDuty", List.of(duty)).get(id);
    page.addAttribute("task", task == null ? null : TASK + task);
    return "duty";
  }
}
